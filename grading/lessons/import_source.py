"""Import the edits of a generated source notebook into the lesson's script."""

from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import has_solutions, read_source, source_path
from grading.paths import COURSE


def import_source(lesson: str, *, force: bool = False, course: Path = COURSE) -> Path | None:
    """Write ``solutions/NN_name.py`` from the notebook in ``build/course/source``.

    Everything that JupyterLab adds (outputs, execution counts, its own metadata) is left out. The
    blank lines between existing cells are kept as they are.

    Args:
        lesson: its full name.
        force: overwrite the script even if it was changed after the notebook.
        course: nbgrader's course folder.

    Returns:
        The path of the script, or None if it needed no change.

    Raises:
        CourseError: the notebook cannot be read, the script cannot represent one of its cells, or
            the script is newer.
    """
    if not has_solutions():
        raise CourseError("this bundle has no solutions: import in the full repository")
    path, script = notebook_path(course / "source", lesson), source_path(lesson)
    try:
        edited = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist: run `course build` first") from None
    except (OSError, ValueError, AttributeError, KeyError) as error:
        raise CourseError(f"{path} cannot be read as a notebook ({error})") from None
    text = as_script(edited, lesson)
    if text == script.read_text(encoding="utf-8"):
        return None
    if script.stat().st_mtime > path.stat().st_mtime and not force:
        raise CourseError(
            f"{script.name} was changed after {path}: compare the two, then use --force to "
            "overwrite the script"
        )
    new = script.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(script)
    return script


def as_script(edited: NotebookNode, lesson: str) -> str:
    """Convert an edited source notebook to the text of the lesson's script.

    Args:
        edited: a notebook whose cells have nbgrader's metadata.
        lesson: its full name. The unchanged parts of its present script keep their layout.

    Raises:
        CourseError: the script cannot represent one of the cells.
    """
    script = jupytext.read(source_path(lesson), fmt="py:percent")
    known = read_source(lesson).cells
    before = {cell.id: old.metadata for cell, old in zip(known, script.cells, strict=True)}
    cells = []
    for number, cell in enumerate(edited.cells, start=1):
        if cell.cell_type not in ("code", "markdown"):
            raise CourseError(f"cell {number} is {cell.cell_type}: change it to Markdown or code")
        new = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")(cell.source)
        lines = before.get(cell.get("id"), {}).get("lines_to_next_cell")
        marks = _marker(cell, number) | ({} if lines is None else {"lines_to_next_cell": lines})
        new.metadata = nbformat.from_dict(marks)
        cells.append(new)
    script.cells = cells
    text = jupytext.writes(script, fmt="py:percent")
    _check_unchanged(jupytext.reads(text, fmt="py:percent").cells, cells)
    return text


def _marker(cell: NotebookNode, number: int) -> dict:
    """Return the marker of `grading.lessons.source` for a cell's nbgrader metadata."""
    kept = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
    marks = cell.metadata.get("nbgrader")
    if not marks or not (marks.get("grade") or marks.get("solution") or marks.get("task")):
        return kept
    name, code = marks.get("grade_id", ""), cell.cell_type == "code"
    if marks.get("task") or marks.get("grade") == marks.get("solution") == code:
        raise CourseError(
            f"cell {number} ({name}) is of a kind that lessons do not use: make it an answer "
            "(solution, code), a check (grade, code) or a question (both, Markdown)"
        )
    if not marks.get("grade"):
        if not name.endswith("-answer"):
            raise CourseError(f"the id of cell {number} ({name}) must end in -answer")
        return kept | {"answer": name.removesuffix("-answer")}
    points = marks.get("points", 0)
    points = int(points) if points == int(points) else points
    return kept | {"question" if marks.get("solution") else "check": name, "points": points}


def _check_unchanged(read: list[NotebookNode], written: list[NotebookNode]) -> None:
    """Raise an error if the cells read back from a script differ from those written to it."""
    for number, (cell, other) in enumerate(zip(read, written, strict=False), start=1):
        if (cell.cell_type, cell.source) != (other.cell_type, other.source):
            raise CourseError(
                f"a script cannot represent cell {number} as it is: look for a line that begins "
                "with `# %%`, a magic that is not at the start, or blank lines at the end"
            )
    if len(read) != len(written):
        raise CourseError("a script cannot represent an empty cell at the end: remove it")
