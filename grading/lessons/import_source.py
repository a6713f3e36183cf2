"""Take an edit of a derived source notebook back into the lesson's script."""

from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import has_solutions, read_source, source_path
from grading.paths import COURSE


def import_source(lesson: str, *, force: bool = False, course: Path = COURSE) -> Path | None:
    """Write ``solutions/NN_name.py`` from ``build/course/source``.

    What JupyterLab adds (outputs, counts, its own metadata) stays out; the blank lines between
    cells that were there before stay as they are.

    Args:
        lesson: its full name.
        force: also where the script was changed after the notebook.
        course: nbgrader's course folder.

    Returns:
        The script, or None where it says the same already.

    Raises:
        CourseError: there is no such notebook, a cell cannot stand in a script, or the script is
            newer.
    """
    if not has_solutions():
        raise CourseError("this bundle has no solutions: import in the whole repository")
    path, script = notebook_path(course / "source", lesson), source_path(lesson)
    try:
        edited = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"there is no {path}: `course build` makes it") from None
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise CourseError(f"{path} is no notebook that can be read ({error})") from None
    text = as_script(edited, lesson)
    if text == script.read_text(encoding="utf-8"):
        return None
    if script.stat().st_mtime > path.stat().st_mtime and not force:
        raise CourseError(
            f"{script.name} was changed after {path}: look at both, then say --force to let the "
            "notebook win"
        )
    new = script.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(script)
    return script


def as_script(edited: NotebookNode, lesson: str) -> str:
    """The script of an edited source notebook.

    Args:
        edited: cells with nbgrader's metadata.
        lesson: whose script is there already; the form of its unchanged parts is kept.

    Raises:
        CourseError: a cell cannot stand in a script.
    """
    script = jupytext.read(source_path(lesson), fmt="py:percent")
    known = read_source(lesson).cells
    before = {cell.id: old.metadata for cell, old in zip(known, script.cells, strict=True)}
    cells = []
    for number, cell in enumerate(edited.cells, start=1):
        if cell.cell_type not in ("code", "markdown"):
            raise CourseError(f"cell {number} is {cell.cell_type}: make it Markdown or code")
        new = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")(cell.source)
        lines = before.get(cell.get("id"), {}).get("lines_to_next_cell")
        marks = _short(cell, number) | ({} if lines is None else {"lines_to_next_cell": lines})
        new.metadata = nbformat.from_dict(marks)
        cells.append(new)
    script.cells = cells
    text = jupytext.writes(script, fmt="py:percent")
    _same(jupytext.reads(text, fmt="py:percent").cells, cells)
    return text


def _short(cell: NotebookNode, number: int) -> dict:
    """The marker of `grading.lessons.source` that stands for nbgrader's metadata."""
    kept = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
    marks = cell.metadata.get("nbgrader")
    if not marks or not (marks.get("grade") or marks.get("solution") or marks.get("task")):
        return kept
    name, code = marks.get("grade_id", ""), cell.cell_type == "code"
    if marks.get("task") or marks.get("grade") == marks.get("solution") == code:
        raise CourseError(
            f"cell {number} ({name}) has a kind that lessons do not use: make it an answer "
            "(solution, code), a check (grade, code) or a question (both, Markdown)"
        )
    if not marks.get("grade"):
        if not name.endswith("-answer"):
            raise CourseError(f"the id of cell {number} ({name}) must end in -answer")
        return kept | {"answer": name.removesuffix("-answer")}
    points = marks.get("points", 0)
    points = int(points) if points == int(points) else points
    return kept | {"question" if marks.get("solution") else "check": name, "points": points}


def _same(read: list[NotebookNode], meant: list[NotebookNode]) -> None:
    """Refuse a script that would not be read as it was meant."""
    for number, (cell, other) in enumerate(zip(read, meant, strict=False), start=1):
        if (cell.cell_type, cell.source) != (other.cell_type, other.source):
            raise CourseError(
                f"cell {number} cannot stand in a script as it is: look for a line that begins "
                "with `# %%`, for a magic that is not at the start, and for blank lines at its end"
            )
    if len(read) != len(meant):
        raise CourseError("an empty cell at the end cannot stand in a script: remove it")
