"""Read a lesson's source, ``solutions/NN_name.py``, as a notebook with nbgrader's metadata.

A source is a jupytext percent script. Three short markers replace nbgrader's longer metadata::

    # %% answer="softmax"                           the student's cell, with the solution
    # %% check="softmax" points=1                   the check of that answer, a locked grade cell
    # %% [markdown] question="question" points=3    a written answer, marked by hand

A cell with ``tags=["picture"]`` only shows something and is left out when answers are scored.
"""

import functools
import re
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError
from grading.paths import NOTEBOOKS, ROOT, SOLUTIONS

SCHEMA_VERSION = 3


def lesson_names() -> list[str]:
    """List all lessons in order, from their sources or, in a students' bundle, their notebooks."""
    if has_solutions():
        return sorted(path.stem for path in SOLUTIONS.glob("[0-9][0-9]_*.py"))
    return sorted(path.parent.name for path in NOTEBOOKS.glob("[0-9][0-9]_*/*.ipynb"))


def has_solutions() -> bool:
    """Return whether this is the full repository and not a students' bundle."""
    return SOLUTIONS.is_dir()


def lesson_name(word: str) -> str:
    """Find the full name of a lesson from its number or its name.

    Args:
        word: "7", "07" or "07_distributed_nes".

    Returns:
        For example "07_distributed_nes".

    Raises:
        CourseError: there is no such lesson.
    """
    names = lesson_names()
    found = [name for name in names if name == word]
    if not found and re.fullmatch(r"\d{1,2}", word):
        found = [name for name in names if int(name[:2]) == int(word)]
    if not found:
        raise CourseError(f"there is no lesson {word!r}; choose one of {', '.join(names)}")
    return found[0]


def source_path(lesson: str) -> Path:
    """Return the path of a lesson's source."""
    return SOLUTIONS / f"{lesson}.py"


@functools.cache
def _read(path: Path, changed: int) -> NotebookNode:
    return jupytext.read(path, fmt="py:percent")


def read_source(lesson: str) -> NotebookNode:
    """Read a lesson as a solved notebook.

    Args:
        lesson: its full name.

    Returns:
        A notebook without outputs or jupytext's metadata. Cell ids are made from grade ids, or
        from the lesson and the cell's position, so that reading twice gives identical notebooks.

    Raises:
        CourseError: a marker is malformed or a grade id is used twice.
    """
    path = source_path(lesson)
    script = _read(path, path.stat().st_mtime_ns)
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "generated": {
                "from": path.relative_to(ROOT).as_posix(),
                "by": "course build",
                "note": "edit the source, not this file",
            },
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    seen: set[str] = set()
    for position, cell in enumerate(script.cells):
        marked = _expand_marker(cell, lesson)
        grade_id = marked.get("nbgrader", {}).get("grade_id")
        if grade_id in seen:
            raise CourseError(f"{path.name}: {grade_id!r} is used twice; grade ids must be unique")
        if grade_id is not None:
            seen.add(grade_id)
        new = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")(cell.source)
        new.metadata = nbformat.from_dict(marked)
        new.id = grade_id or f"cell-{lesson[:2]}-{position:03d}"
        notebook.cells.append(new)
    return notebook


def read_lesson(lesson: str) -> NotebookNode:
    """Read a lesson's solved notebook or, in a students' bundle, the students' notebook."""
    if has_solutions():
        return read_source(lesson)
    return nbformat.read(NOTEBOOKS / lesson / f"{lesson}.ipynb", as_version=4)


def _expand_marker(cell: NotebookNode, lesson: str) -> dict:
    """Return the cell's metadata with a short marker expanded to nbgrader's metadata."""
    given = {k: v for k, v in cell.metadata.items() if k != "lines_to_next_cell"}
    roles = [role for role in ("answer", "check", "question") if role in given]
    if not roles:
        return given
    role = roles[0]
    name, points = given.pop(role), given.pop("points", None)
    if len(roles) > 1 or (points is None) != (role == "answer"):
        raise CourseError(
            f"{lesson}.py: the cell of {name!r} needs exactly one of answer=, check= and "
            "question=, and points= with the last two"
        )
    marked = {
        "cell_type": cell.cell_type,
        "grade": role != "answer",
        "grade_id": f"{name}-answer" if role == "answer" else name,
        "locked": role == "check",
        "schema_version": SCHEMA_VERSION,
        "solution": role != "check",
        "task": False,
    }
    if points is not None:
        marked["points"] = points
    return given | {"nbgrader": marked}
