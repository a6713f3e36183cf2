"""How nbgrader is set up for this course: its folders, its stubs and the scoring step."""

import json
from pathlib import Path

from traitlets.config import Config

from grading.database import gradebook_url
from grading.errors import CourseError
from grading.paths import COURSE

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


def course_config(course: Path = COURSE) -> Config:
    """The configuration of nbgrader.

    Args:
        course: nbgrader's course folder.

    Returns:
        What both ``nbgrader …`` and `course` use.
    """
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.preprocessors import (
        AssignLatePenalties,
        CheckCellMetadata,
        ClearOutput,
        GetGrades,
        LimitOutput,
        OverwriteCells,
        OverwriteKernelspec,
        SaveAutoGrades,
    )

    from grading.feedback_steps import WithholdExpected
    from grading.handin_exporter import HandInExporter
    from grading.restore_cells import RestoreCells
    from grading.score_exercises import SaveBonus, SaveRefusal, ScoreExercises

    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "learning-without-gradients"
    config.CourseDirectory.db_url = gradebook_url(course)
    for name in ("ScoreExercises", "RestoreCells", "HandInExporter"):
        config[name].course = str(course)
    config.Exchange.root = str(course / "exchange")
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
    config.ClearSolutions.text_stub = "*Your answer.*"
    config.AssignLatePenalties.plugin_class = "grading.late.LatePenalty"
    config.Autograde.exporter_class = HandInExporter
    # Order matters: cells are put right before nbgrader compares them with its database.
    config.Autograde.sanitize_preprocessors = [
        RestoreCells,
        ClearOutput,
        OverwriteKernelspec,
        OverwriteCells,
        CheckCellMetadata,
    ]
    # ScoreExercises stands where Execute stood: no student code runs in this process.
    config.Autograde.autograde_preprocessors = [
        ScoreExercises,
        LimitOutput,
        SaveAutoGrades,
        SaveBonus,
        SaveRefusal,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    # Students' Markdown stands in Formgrader's pages and in those of the feedback.
    config.HTMLExporter.filters = {"markdown2html": "grading.safe_html.safe_markdown"}
    config.GenerateFeedback.preprocessors = [GetGrades, WithholdExpected, CSSHTMLHeaderPreprocessor]
    config.merge(Config(course_settings(course)))
    return config
