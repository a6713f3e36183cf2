"""Read a student's notebook file before anything else touches it."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError
from grading.source import lesson_names, read_lesson

MAX_BYTES = 30 * 2**20


class HandInError(CourseError):
    """A file that cannot be scored; the text is one line for the student and the instructor."""


def read_handin(path: Path, lesson: str) -> NotebookNode:
    """Read a notebook as a hand-in for a lesson.

    Args:
        path: the file.
        lesson: the full name of the lesson that it should belong to.

    Returns:
        The notebook, in format 4.

    Raises:
        HandInError: it is missing, no notebook, too large, or of another lesson.
    """
    if not path.is_file():
        raise HandInError(f"no notebook at {path}: put the file there, or name another one")
    if path.stat().st_size > MAX_BYTES:
        raise HandInError(
            f"{path.name} is larger than {MAX_BYTES >> 20} MiB: clear its outputs and save again"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HandInError(f"{path.name} cannot be read ({error}): save it again") from None
    try:
        notebook = nbformat.reads(text, as_version=4)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
        raise HandInError(
            f"{path.name} is not a Jupyter notebook ({type(error).__name__}): "
            "hand in the .ipynb file that JupyterLab saved"
        ) from None
    if not isinstance(notebook.get("cells"), list) or not all(map(_is_cell, notebook.cells)):
        raise HandInError(f"{path.name} has no proper cells: hand in what JupyterLab saved")
    other = lesson_of(notebook)
    if other not in (None, lesson):
        raise HandInError(f"{path.name} is a notebook of {other}, not of {lesson}")
    return notebook


def _is_cell(cell: object) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in ("code", "markdown", "raw")
        and isinstance(cell.get("source"), str)
        and isinstance(cell.get("metadata"), dict)
    )


def _grade_ids(notebook: NotebookNode) -> set[str]:
    marks = [cell.metadata.get("nbgrader") for cell in notebook.cells]
    return {m["grade_id"] for m in marks if isinstance(m, dict) and "grade_id" in m} - {"question"}


def lesson_of(notebook: NotebookNode) -> str | None:
    """The lesson to which most of a notebook's exercises belong; None where it has none."""
    present = _grade_ids(notebook)
    shared = {name: len(present & _grade_ids(read_lesson(name))) for name in lesson_names()}
    best = max(shared, key=shared.get)
    return best if shared[best] else None
