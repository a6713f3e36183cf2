"""Repair a hand-in: put the lesson's cells in their places and keep all that the student wrote."""

import nbformat
from nbformat import NotebookNode

from grading.hand_ins.lesson_cells import leave_out, mark_pictures, put_back_given
from grading.hand_ins.match_cells import Matcher
from grading.hand_ins.repair_notes import Notes
from grading.lessons.cells import (
    PUT_BACK,
    GradedCells,
    grade_id,
    graded_cells,
    is_answer,
    is_check,
    numbered,
)

NOT_HANDED_IN = "# This cell was missing from the notebook that was handed in."
ELSEWHERE = "# The answer is in another cell of this notebook."


def restore(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Repair a student's notebook in place.

    Every cell that has the student's own code keeps its place. Cells that must not be run (copies
    of checks, pictures that lost their tag) are tagged as pictures.

    Args:
        notebook: the student's notebook.
        release: the notebook that the student was given; it is not changed.

    Returns:
        One note for each kind of repair.
    """
    notes = Notes()
    originals = graded_cells(release)
    matcher = Matcher(notebook, release, notes)
    for cell in matcher.not_run:
        leave_out(cell)
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    for name, cell in matcher.graded.items():
        _make_like(cell, originals[name])
    mark_pictures(notebook, release, matcher.graded, notes)
    put_back_given(notebook, release, notes)
    for name, original in originals.items():
        if name not in matcher.graded:
            elsewhere = name in matcher.answered_elsewhere
            matcher.graded[name] = _put_back(notebook, original, matcher.graded, originals)
            if is_answer(original):
                matcher.graded[name].source = ELSEWHERE if elsewhere else NOT_HANDED_IN
            if not elsewhere:
                notes.add("check" if is_check(original) else "missing", name)
    _name_cells(notebook, originals)
    return notes.lines({id(cell): number for number, cell in numbered(notebook)})


def _make_like(cell: NotebookNode, original: NotebookNode) -> None:
    """Give a student's cell the metadata and type that nbgrader expects, and a check its source."""
    cell.metadata.nbgrader = nbformat.from_dict(original.metadata.nbgrader)
    cell.metadata.pop("tags", None)
    if is_check(original):
        cell.source = original.source
    if cell.cell_type != original.cell_type:
        cell.cell_type = original.cell_type
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.pop("attachments", None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


def _put_back(
    notebook: NotebookNode, original: NotebookNode, graded: GradedCells, originals: GradedCells
) -> NotebookNode:
    """Insert a copy of an original cell between the same graded cells as in the release."""
    names = list(originals)
    place = names.index(grade_id(original))
    before, after = (
        [graded[name] for name in part if name in graded]
        for part in (names[:place], names[place + 1 :])
    )
    copy = nbformat.from_dict(original)
    copy.metadata[PUT_BACK] = True
    if before:
        notebook.cells.insert(1 + max(_places(notebook, before)), copy)
    else:
        notebook.cells.insert(min(_places(notebook, after), default=len(notebook.cells)), copy)
    return copy


def _places(notebook: NotebookNode, cells: list[NotebookNode]) -> list[int]:
    return [i for i, cell in enumerate(notebook.cells) if any(cell is one for one in cells)]


def _name_cells(notebook: NotebookNode, originals: GradedCells) -> None:
    """Give the graded cells the ids of the release, and every other cell a unique id."""
    taken = {cell.id for cell in originals.values()}
    for number, cell in enumerate(notebook.cells, start=1):
        name = grade_id(cell)
        if name is not None:
            cell.id = originals[name].id
            continue
        wanted = cell.get("id") or f"cell-{number}"
        cell.id = wanted
        while cell.id in taken:
            cell.id, number = f"{wanted[:48]}-{number}", number + len(notebook.cells)
        taken.add(cell.id)
