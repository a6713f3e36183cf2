"""Collect all of nbgrader's options for this course, for Formgrader and ``nbgrader …``."""

from pathlib import Path

from traitlets.config import Config

from grading.gradebook.formgrader import autograde_config
from grading.pages.feedback import feedback_config
from grading.paths import COURSE
from grading.settings.nbgrader_options import course_config


def whole_config(course: Path = COURSE) -> Config:
    """Return nbgrader's configuration, including the steps of its autograder and its feedback.

    Args:
        course: nbgrader's course folder.
    """
    steps = autograde_config()
    steps.merge(feedback_config())
    return course_config(course, steps)
