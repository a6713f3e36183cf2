"""How nbgrader is set up for this course: its folders, its stubs and the scoring step."""

from pathlib import Path

from traitlets.config import Config

from grading.database import gradebook_url
from grading.paths import BUILD, COURSE


def course_config(course: Path = COURSE) -> Config:
    """The configuration of nbgrader.

    Args:
        course: nbgrader's course folder.

    Returns:
        What both ``nbgrader …`` and `course` use.
    """
    from nbgrader.preprocessors import (
        AssignLatePenalties,
        CheckCellMetadata,
        ClearOutput,
        LimitOutput,
        OverwriteCells,
        OverwriteKernelspec,
        SaveAutoGrades,
    )

    from grading.restore_cells import RestoreCells
    from grading.score_exercises import SaveBonus, ScoreExercises

    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = "learning-without-gradients"
    config.CourseDirectory.db_url = gradebook_url(course)
    config.ScoreExercises.course = config.RestoreCells.course = str(course)
    config.Exchange.root = str(BUILD / "exchange")
    config.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
    config.ClearSolutions.text_stub = "*Your answer.*"
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
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    return config
