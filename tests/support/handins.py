"""Make hand-ins for tests: solved, untouched, or with changed or missing cells."""

import copy
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.lessons.cells import is_answer
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import read_source
from grading.paths import NOTEBOOKS


def solved(lesson: str) -> NotebookNode:
    """Return the lesson's notebook with the reference solution."""
    return copy.deepcopy(read_source(lesson))


def untouched(lesson: str) -> NotebookNode:
    """Return the lesson's notebook as a student gets it."""
    return nbformat.read(notebook_path(NOTEBOOKS, lesson), as_version=4)


def answer_cell(notebook: NotebookNode, exercise: str) -> NotebookNode:
    """Return the answer cell of an exercise."""
    for cell in notebook.cells:
        if is_answer(cell) and cell.metadata.nbgrader.grade_id == f"{exercise}-answer":
            return cell
    raise KeyError(exercise)


def with_answer(notebook: NotebookNode, exercise: str, code: str) -> NotebookNode:
    """Return a copy with a different answer to one exercise."""
    changed = copy.deepcopy(notebook)
    answer_cell(changed, exercise).source = code
    return changed


def without_cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """Return a copy without the cell that has a given grade id."""
    changed = copy.deepcopy(notebook)
    changed.cells = [
        cell
        for cell in changed.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") != grade_id
    ]
    return changed


def hand_in(course: Path, student: str, lesson: str, content: NotebookNode | bytes) -> Path:
    """Write a notebook, or any bytes, to where nbgrader looks for a submission."""
    path = notebook_path(course / "submitted" / student, lesson)
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        nbformat.write(content, path)
    return path
