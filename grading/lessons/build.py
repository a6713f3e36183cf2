"""From a lesson's source to the students' notebook.

``solutions/NN_name.py`` → (`grading.lessons.source`) → ``build/course/source`` → (nbgrader's
``generate_assignment``) → ``build/course/release`` → ``notebooks/``. One way only, and equal to the
byte each time.
"""

import shutil
import tempfile
from pathlib import Path

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path, write_notebook
from grading.lessons.source import has_solutions, lesson_names, read_source, source_path
from grading.lessons.source_edits import keep_edits, note_made
from grading.paths import COURSE, NOTEBOOKS
from grading.settings.nbgrader import course_config

MEND = "run `make build` (or `course build`) and commit notebooks/"


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
