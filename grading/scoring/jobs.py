"""One submission to score, and its score, as plain data: so it can be scored anywhere.

A job is done in this process or in a Ray worker, perhaps on another machine; the outcome is the
same, and whatever goes wrong becomes a part of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from grading.lessons.cells import is_check, is_picture, numbered
from grading.sandbox.limits import Limits


@dataclass(frozen=True)
class Cell:
    """A code cell to run: how messages call it, and its source."""

    label: str
    source: str


@dataclass(frozen=True)
class Job:
    """A submission to score.

    Attributes:
        student: whose.
        lesson: its full name.
        cells: to run, as `grading.scoring.notebook.cells_to_run` finds them.
        seed: draws the inputs.
        limits: of time and memory.
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
        data: as `course grade --json` prints it.
        reports: of each exercise, what the student reads under its check.
        refused: why the file could not be scored; None where it was.
    """

    data: dict[str, Any]
    reports: dict[str, str] = field(default_factory=dict)
    refused: str | None = None


@dataclass(frozen=True)
class Done:
    """What became of a job.

    Attributes:
        student: whose.
        scored: its score; None where there is none.
        error: why there is none.
        ours: the error lies with the machines and not with the submission.
    """

    student: str
    scored: Scored | None = None
    error: str | None = None
    ours: bool = False


Do = Callable[[Job], Done]
"""Scores one submission: `grading.scoring.notebook.do`."""


def cells_to_run(notebook: NotebookNode) -> list[Cell]:
    """The code cells that define a student's answers.

    Args:
        notebook: a student's.

    Returns:
        All code cells in order, but for checks and for cells that only show something. A cell
        with a grade id is called by it, another one by its number in the notebook.
    """
    cells = []
    for number, cell in numbered(notebook):
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        label = f"cell {number}" + (f" ({grade_id})" if grade_id else "")
        cells.append(Cell(label, cell.source))
    return cells
