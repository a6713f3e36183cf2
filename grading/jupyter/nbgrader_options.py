"""All of nbgrader's options for this course, as Formgrader and ``nbgrader …`` use them."""

from pathlib import Path

from traitlets.config import Config

from grading.gradebook.formgrader import autograde_config
from grading.pages.feedback import feedback_config
from grading.paths import COURSE
from grading.settings.nbgrader import course_config


def whole_config(course: Path = COURSE) -> Config:
    """The configuration of nbgrader, with the steps of its autograder and of its feedback.

    Args:
        course: nbgrader's course folder.
    """
    steps = autograde_config()
    steps.merge(feedback_config())
    return course_config(course, steps)
