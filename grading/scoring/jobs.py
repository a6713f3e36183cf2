"""Describe a submission to score, and its score, as plain data that can be sent anywhere.

A job can be done in this process or in a Ray worker, perhaps on another machine, with the same
result. Anything that goes wrong becomes part of the result.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from grading.lessons.cells import is_check, is_picture, numbered
from grading.sandbox.limits import Limits


@dataclass(frozen=True)
class Cell:
    """A code cell to run, with the name that messages use for it."""

    label: str
    source: str


@dataclass(frozen=True)
class Job:
    """A submission to score.

    Attributes:
        student: the id of the student.
        lesson: the full name of the lesson.
        cells: the cells to run, from `cells_to_run`.
        seed: the seed of the graded inputs.
        limits: the limits of time and memory.
    """

    student: str
    lesson: str
    cells: list[Cell] = field(repr=False)
    seed: int = field(repr=False)
    limits: Limits


@dataclass(frozen=True)
class Scored:
    """A score as plain data, which may come from another process or machine.

    Attributes:
        data: the score as `course grade --json` prints it.
        reports: for each exercise, the text that the student reads below its check.
        refused: why the file could not be scored, or None if it was scored.
    """

    data: dict[str, Any]
    reports: dict[str, str] = field(default_factory=dict)
    refused: str | None = None


@dataclass(frozen=True)
class JobResult:
    """The result of a job: a score, or an error.

    Attributes:
        student: the id of the student.
        scored: the score, or None if there is none.
        error: why there is no score.
        machine_failed: whether the error is the fault of a machine and not of the submission.
    """

    student: str
    scored: Scored | None = None
    error: str | None = None
    machine_failed: bool = False


ScoreJob = Callable[[Job], JobResult]
"""The type of `grading.scoring.notebook.score_job`, which scores one submission."""


def cells_to_run(notebook: NotebookNode) -> list[Cell]:
    """Select the code cells that define a student's answers.

    Args:
        notebook: the student's notebook.

    Returns:
        All code cells in order, except checks and cells that only show something. The label of a
        cell is its number in the notebook, with its grade id if it has one.
    """
    cells = []
    for number, cell in numbered(notebook):
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        label = f"cell {number}" + (f" ({grade_id})" if grade_id else "")
        cells.append(Cell(label, cell.source))
    return cells
