"""First step on a submitted notebook: put the cells that nbgrader relies on back in order."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from grading.builder import release_notebook
from grading.handin import REPAIRS
from grading.handin import REPAIRS
from grading.paths import COURSE
from grading.source import is_check


class RestoreCells(NbGraderPreprocessor):
    """Gives every cell of the release its place and its metadata again.

    nbgrader itself stops at a duplicated or foreign grade id and passes over a deleted one. Here
    each is mended and listed in the notebook's metadata under ``repairs``.
    """

    course = Unicode(str(COURSE), help="nbgrader's course folder").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore a notebook.

        Args:
            nb: a student's.
            resources: nbconvert's; the assignment's name is in it.
        """
        release = release_notebook(resources["nbgrader"]["assignment"], Path(self.course))
        nb.metadata[REPAIRS] = [*nb.metadata.get(REPAIRS, []), *restore(nb, release)]
        return nb, resources


def restore(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Mend a notebook in place.

    Args:
        notebook: a student's.
        release: the notebook that the student was given.

    Returns:
        One line for each thing that was mended.
    """
    known = {_grade_id(cell): cell for cell in release.cells if _grade_id(cell)}
    repairs, found = [], {}
    for cell in notebook.cells:
        grade_id = _grade_id(cell)
        cell.metadata.pop("nbgrader", None)
        if grade_id is None:
            continue
        if grade_id not in known:
            repairs.append(f"a cell named {grade_id!r} is not of this lesson; its name was removed")
        elif grade_id in found:
            repairs.append(f"the cell {grade_id!r} stands twice; the first one is the graded one")
        else:
            found[grade_id] = cell
            _like(cell, known[grade_id])
    for grade_id, original in known.items():
        if grade_id not in found:
            _put_back(notebook, original, known, found)
            repairs.append(f"the cell {grade_id!r} was missing and has been put back empty")
    return repairs


def _grade_id(cell: NotebookNode) -> str | None:
    marks = cell.metadata.get("nbgrader")
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _like(cell: NotebookNode, original: NotebookNode) -> None:
    cell.metadata.nbgrader = nbformat.from_dict(original.metadata.nbgrader)
    if is_check(original):
        cell.source = original.source
    if cell.cell_type != original.cell_type:
        cell.cell_type = original.cell_type
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


def _put_back(notebook: NotebookNode, original: NotebookNode, known: dict, found: dict) -> None:
    """Insert a copy of the original after the last present cell that precedes it."""
    names = list(known)
    before = [found[n] for n in names[: names.index(_grade_id(original))] if n in found]
    place = 1 + max((notebook.cells.index(cell) for cell in before), default=-1)
    copy = nbformat.from_dict(original)
    if any(cell.get("id") == copy.get("id") for cell in notebook.cells):
        copy.id = f"{copy.id}-restored"
    notebook.cells.insert(place, copy)
    found[_grade_id(original)] = copy
