"""Keep an instructor's edit of a derived source notebook from being built over."""

import hashlib
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError


def keep_edits(path: Path, fresh: NotebookNode) -> None:
    """Refuse to overwrite a source notebook that says something of its own.

    Args:
        path: the notebook, in a course folder's ``source``.
        fresh: what would be written.

    Raises:
        CourseError: it was edited since `note_made`, and not imported.
    """
    made = _made(path).get(path.stem)
    if made is None or not path.is_file() or _digest(path) == made:
        return
    try:
        present = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError):
        present = nbformat.v4.new_notebook()
    if _content(present) != _content(fresh):
        raise CourseError(
            f"{path} was edited after it was built: take the edit into solutions/ with "
            f"`course import {path.stem[:2]}`, or remove the file to drop it"
        )


def note_made(path: Path) -> None:
    """Remember a source notebook as it was built."""
    made = _made(path) | {path.stem: _digest(path)}
    new = _record(path).with_suffix(".new")
    new.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    new.replace(_record(path))


def _record(path: Path) -> Path:
    return path.parent.parent / ".made.json"


def _made(path: Path) -> dict[str, str]:
    try:
        return json.loads(_record(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _content(notebook: NotebookNode) -> list[tuple]:
    return [(c.cell_type, c.source, c.metadata.get("nbgrader")) for c in notebook.cells]
