"""nbgrader's options for this course: its folders, its stubs, and what is set for one class.

The steps that nbgrader takes with a hand-in are listed in `grading.gradebook.autograde`, those of a
feedback page in `grading.pages.feedback`.
"""

import json
from pathlib import Path

from traitlets.config import Config

from grading.errors import CourseError
from grading.paths import COURSE
from grading.settings.database import gradebook_url

SETTINGS = "nbgrader_config.json"
"""In a course folder: what is set for that class alone, by `course due` or by hand."""


def course_settings(course: Path = COURSE) -> dict:
    """What is set for one class: nbgrader's options, class name to option to value.

    Raises:
        CourseError: the file is no such thing.
    """
    path = course / SETTINGS
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read ({error}): mend or remove it") from None
    if not (isinstance(settings, dict) and all(isinstance(v, dict) for v in settings.values())):
        raise CourseError(f'{path} is not of the form {{"LatePenalty": {{"per_day": 10}}}}')
    return settings


def course_config(course: Path = COURSE, steps: Config | None = None) -> Config:
    """The configuration of nbgrader.

    Args:
        course: nbgrader's course folder.
        steps: options that name classes of ours; what is set for the class wins over them.

    Returns:
        What both ``nbgrader …`` and `course` use.
    """
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "learning-without-gradients"
    config.CourseDirectory.db_url = gradebook_url(course)
    for name in ("ScoreExercises", "RestoreCells", "HandInExporter"):
        config[name].course = str(course)
    config.Exchange.root = str(course / "exchange")
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
    config.ClearSolutions.text_stub = "*Your answer.*"
    config.AssignLatePenalties.plugin_class = "grading.gradebook.late_penalty.LatePenalty"
    # Students' Markdown stands in Formgrader's pages and in those of the feedback.
    config.HTMLExporter.filters = {"markdown2html": "grading.pages.safe_html.safe_markdown"}
    config.merge(steps or Config())
    config.merge(Config(course_settings(course)))
    return config
