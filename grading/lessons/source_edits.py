"""Protect an instructor's edits of a generated source notebook from the next build."""

import hashlib
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.errors import CourseError


def check_unedited(path: Path, fresh: NotebookNode) -> None:
    """Raise an error if a source notebook has edits that the next build would overwrite.

    Args:
        path: the notebook, in the ``source`` folder of a course folder.
        fresh: the notebook that would replace it.

    Raises:
        CourseError: the notebook was edited after `record_built`, and the edit was not imported.
    """
    built = _built(path).get(path.stem)
    if built is None or not path.is_file() or _digest(path) == built:
        return
    try:
        present = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError):
        present = nbformat.v4.new_notebook()
    if _content(present) != _content(fresh):
        raise CourseError(
            f"{path} was edited after it was built: import the edit into solutions/ with "
            f"`course import {path.stem[:2]}`, or delete the file to discard it"
        )


def record_built(path: Path) -> None:
    """Record the hash of a source notebook that was just built."""
    built = _built(path) | {path.stem: _digest(path)}
    new = _record(path).with_suffix(".new")
    new.write_text(json.dumps(built, indent=1) + "\n", encoding="utf-8")
    new.replace(_record(path))


def _record(path: Path) -> Path:
    return path.parent.parent / ".made.json"


def _built(path: Path) -> dict[str, str]:
    try:
        return json.loads(_record(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _content(notebook: NotebookNode) -> list[tuple]:
    return [(c.cell_type, c.source, c.metadata.get("nbgrader")) for c in notebook.cells]
