"""Locate, read and write the notebooks of a lesson."""

import functools
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.paths import COURSE


def notebook_path(folder: Path, lesson: str) -> Path:
    """Return the path of a lesson's notebook in a folder of notebooks."""
    return folder / lesson / f"{lesson}.ipynb"


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook completely or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    nbformat.write(notebook, new)
    new.replace(path)


@functools.lru_cache(maxsize=16)
def _read_release(path: Path, changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def release_notebook(lesson: str, course: Path = COURSE) -> NotebookNode:
    """Read the notebook that the students were given. It is cached, so do not change it."""
    path = notebook_path(course / "release", lesson)
    return _read_release(path, path.stat().st_mtime_ns)
