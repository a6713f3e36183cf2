"""Read a student's notebook file and check that it belongs to the lesson."""

import functools
from pathlib import Path

from nbformat import NotebookNode

from grading.hand_ins.cell_code import defined
from grading.hand_ins.file import HandInError, find_handin, read_bytes
from grading.hand_ins.parse import parse_notebook
from grading.hand_ins.repair_notes import MENDED, REPAIRS
from grading.lessons.source import lesson_names, read_lesson

__all__ = ["REPAIRS", "HandInError", "lesson_of", "parse_handin", "read_handin"]


def read_handin(path: Path, lesson: str) -> NotebookNode:
    """Read a notebook file as a hand-in for a lesson.

    Args:
        path: the file; if it has the lesson's name, `find_handin` looks for it in its folder.
        lesson: the full name of the lesson that it should belong to.

    Returns:
        The notebook in format 4, as `parse_handin` returns it.

    Raises:
        HandInError: the file is missing, not a notebook, too large, or of another lesson.
    """
    found = path if path.name != f"{lesson}.ipynb" else find_handin(path.parent, lesson)
    notebook = parse_handin(read_bytes(found), found.name, lesson)
    if found.name != path.name:
        notebook.metadata[REPAIRS].insert(0, misnamed(found.name, lesson))
    return notebook


def misnamed(name: str, lesson: str) -> str:
    """Return the note on a file that was found under another name."""
    return MENDED + f"the file is named {name!r} and was taken to be {lesson}.ipynb"


def parse_handin(data: bytes, name: str, lesson: str) -> NotebookNode:
    """Parse the content of a hand-in for a lesson.

    Args:
        data: the content of the file.
        name: the name of the file, for messages.
        lesson: the full name of the lesson that it should belong to.

    Returns:
        The notebook in format 4. Its metadata has, under ``repairs``, one note for each defect of
        the file that was repaired.

    Raises:
        HandInError: the content is not a notebook, too large, or of another lesson.
    """
    notebook, notes = parse_notebook(data, name)
    other = lesson_of(notebook)
    if other not in (None, lesson):
        raise HandInError(f"{name} is a notebook of {other}, not of {lesson}")
    notebook.metadata[REPAIRS] = notes
    return notebook


def _grade_ids(notebook: NotebookNode) -> set[str]:
    marks = [cell.metadata.get("nbgrader") for cell in notebook.cells]
    found = [mark.get("grade_id") for mark in marks if isinstance(mark, dict)]
    return {name for name in found if isinstance(name, str)} - {"question"}


@functools.cache
def _ids_of_lesson(lesson: str) -> frozenset[str]:
    return frozenset(_grade_ids(read_lesson(lesson)))


def lesson_of(notebook: NotebookNode) -> str | None:
    """Return the lesson to which most of a notebook's exercises belong, or None if it has none.

    If the grade ids were lost, the functions and classes that the notebook defines decide.
    """
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for present in (_grade_ids(notebook), {f"{name}-answer" for name in defined(code)}):
        shared = {name: len(present & _ids_of_lesson(name)) for name in lesson_names()}
        best = max(shared, key=shared.get)
        if shared[best]:
            return best
    return None
