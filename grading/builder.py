"""From a lesson's source to the students' notebook.

``solutions/NN_name.py`` → (`grading.source`) → ``build/course/source`` → (nbgrader's
``generate_assignment``) → ``build/course/release`` → ``notebooks/``. One way only, and equal to the
byte each time.
"""

import functools
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.course_config import course_config
from grading.errors import CourseError
from grading.paths import COURSE, NOTEBOOKS
from grading.source import has_solutions, lesson_names, read_source, source_path
from grading.source_edits import keep_edits, note_made

MEND = "run `make build` (or `course build`) and commit notebooks/"


def notebook_path(folder: Path, lesson: str) -> Path:
    """Where a lesson's notebook lies below a folder of notebooks."""
    return folder / lesson / f"{lesson}.ipynb"


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    nbformat.write(notebook, new)
    new.replace(path)


def make_release(lesson: str, course: Path = COURSE) -> Path:
    """Make the students' version of a lesson, through nbgrader.

    Args:
        lesson: its full name.
        course: nbgrader's course folder; its gradebook learns the lesson's cells.

    Returns:
        The path of the released notebook.

    Raises:
        CourseError: nbgrader refused, or the source notebook holds an edit.
    """
    from nbgrader.apps.api import NbGraderAPI

    if not has_solutions():
        raise CourseError("this bundle has no solutions: build and grade in the whole repository")
    course.mkdir(parents=True, exist_ok=True)
    source, fresh = notebook_path(course / "source", lesson), read_source(lesson)
    keep_edits(source, fresh)
    write_notebook(fresh, source)
    note_made(source)
    result = NbGraderAPI(config=course_config(course)).generate_assignment(lesson, force=True)
    if not result["success"]:
        log = (result.get("log") or result.get("error") or "").strip().splitlines()
        reason = next((line for line in reversed(log) if "Error" in line), log[-1] if log else "")
        raise CourseError(f"nbgrader could not make the release of {lesson}: {reason}")
    return notebook_path(course / "release", lesson)


def build(lessons: list[str] | None = None) -> list[str]:
    """Make the notebooks of some lessons, or of all.

    Returns:
        The names of the lessons whose notebook changed.
    """
    changed = []
    for lesson in lessons or lesson_names():
        release, target = make_release(lesson), notebook_path(NOTEBOOKS, lesson)
        if not target.exists() or target.read_bytes() != release.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(release, target)
            changed.append(lesson)
    return changed


def differences(lessons: list[str] | None = None) -> list[str]:
    """Lessons whose committed notebook is not what the source gives.

    Nothing is changed: the release is made in a folder of its own.
    """
    found = []
    with tempfile.TemporaryDirectory(prefix="lwg-build-") as folder:
        for lesson in lessons or lesson_names():
            release, target = make_release(lesson, Path(folder)), notebook_path(NOTEBOOKS, lesson)
            if not target.exists() or target.read_bytes() != release.read_bytes():
                found.append(lesson)
        if lessons is None:
            known = set(lesson_names())
            found += sorted({p.stem for p in NOTEBOOKS.glob("*/*.ipynb")} - known)
    return found


def ensure_release(lesson: str, course: Path = COURSE) -> None:
    """Make a lesson's release where there is none, or one older than its source."""
    release = notebook_path(course / "release", lesson)
    source = source_path(lesson)
    if not release.exists() or release.stat().st_mtime < source.stat().st_mtime:
        make_release(lesson, course)


@functools.lru_cache(maxsize=16)
def _read_release(path: Path, changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def release_notebook(lesson: str, course: Path = COURSE) -> NotebookNode:
    """The notebook that the students were given; treat it as read-only."""
    path = notebook_path(course / "release", lesson)
    return _read_release(path, path.stat().st_mtime_ns)
