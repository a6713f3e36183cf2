"""What a cell is for: an answer, a check, a written answer, a picture, or none of these.

nbgrader's metadata says so, and two marks of our own.
"""

from collections.abc import Iterator

from nbformat import NotebookNode

PICTURE = "picture"


PUT_BACK = "put_back"
"""Marks, in a cell's metadata, what was not handed in."""


def is_picture(cell: NotebookNode) -> bool:
    """Whether the cell only shows something."""
    return PICTURE in cell.metadata.get("tags", [])


def is_answer(cell: NotebookNode) -> bool:
    """Whether the cell is a student's code cell."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("solution"))


def is_check(cell: NotebookNode) -> bool:
    """Whether the cell is the check beside an exercise."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade")) and not marks.get("solution")


def numbered(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """The cells with their numbers in what was handed in.

    A cell that was put back has the number of the one before it.
    """
    number = 0
    for cell in notebook.cells:
        number += not cell.metadata.get(PUT_BACK)
        yield number, cell


MAX_NAME = 100


GradedCells = dict[str, NotebookNode]


def grade_id(cell: NotebookNode) -> str | None:
    """The name that nbgrader knows a cell by; None where it has none, or none that is one."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) and len(name) < MAX_NAME else None


def graded_cells(release: NotebookNode) -> GradedCells:
    """The cells of a release that nbgrader knows, by grade id."""
    return {grade_id(cell): cell for cell in release.cells if grade_id(cell)}
