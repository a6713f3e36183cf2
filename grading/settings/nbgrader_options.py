"""Assemble nbgrader's options: the folders and stubs of this course, and the settings of a class.

The steps that nbgrader runs on a hand-in are listed in `grading.gradebook.steps`, and those for a
feedback page in `grading.pages.feedback`.
"""

import json
from pathlib import Path

from traitlets.config import Config

from grading.errors import CourseError
from grading.paths import COURSE
from grading.settings.database import gradebook_url

SETTINGS = "nbgrader_config.json"
"""The file in a course folder with the settings of that class, made by `course due` or by hand."""


def course_settings(course: Path = COURSE) -> dict:
    """Read the nbgrader options that are set for one class.

    Returns:
        The options and their values by class name; empty if the class has no settings file.

    Raises:
        CourseError: the file cannot be read, or does not have this form.
    """
    path = course / SETTINGS
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read ({error}): fix or remove it") from None
    if not (isinstance(settings, dict) and all(isinstance(v, dict) for v in settings.values())):
        raise CourseError(f'{path} is not of the form {{"LatePenalty": {{"per_day": 10}}}}')
    return settings


def course_config(course: Path = COURSE, steps: Config | None = None) -> Config:
    """Return nbgrader's configuration.

    Args:
        course: nbgrader's course folder.
        steps: options that refer to classes of this package. The settings of the class override
            them.

    Returns:
        The configuration that ``nbgrader …`` and ``course`` share.
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
    # Formgrader and the feedback pages show Markdown that students wrote.
    config.HTMLExporter.filters = {"markdown2html": "grading.pages.safe_html.safe_markdown"}
    config.merge(steps or Config())
    config.merge(Config(course_settings(course)))
    return config
