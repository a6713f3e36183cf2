"""Tell what a cell is for: an answer, a check, a written answer, a picture, or none of these.

The information is in nbgrader's metadata and in two marks of our own.
"""

from collections.abc import Iterator

from nbformat import NotebookNode

PICTURE = "picture"
"""The tag of a cell that only shows something."""

PUT_BACK = "put_back"
"""The key in the metadata of a cell that was not handed in but was put back from the release."""


def is_picture(cell: NotebookNode) -> bool:
    """Return whether the cell only shows something."""
    return PICTURE in cell.metadata.get("tags", [])


def is_answer(cell: NotebookNode) -> bool:
    """Return whether the student writes the answer to an exercise in this code cell."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("solution"))


def is_check(cell: NotebookNode) -> bool:
    """Return whether the cell is the check of an exercise."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(marks.get("grade")) and not marks.get("solution")


def numbered(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Yield each cell with its number in the notebook that was handed in.

    A cell that was put back gets the number of the cell before it.
    """
    number = 0
    for cell in notebook.cells:
        number += not cell.metadata.get(PUT_BACK)
        yield number, cell


MAX_NAME = 100
"""Grade ids of this many characters or more are ignored."""

GradedCells = dict[str, NotebookNode]
"""Cells by their grade id."""


def grade_id(cell: NotebookNode) -> str | None:
    """Return the id by which nbgrader knows a cell, or None if it has no valid one."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) and len(name) < MAX_NAME else None


def graded_cells(release: NotebookNode) -> GradedCells:
    """Return the cells of a release that have a grade id, by that id."""
    return {grade_id(cell): cell for cell in release.cells if grade_id(cell)}
