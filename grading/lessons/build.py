"""Build the students' notebook from a lesson's source.

``solutions/NN_name.py`` → (`grading.lessons.source`) → ``build/course/source`` → (nbgrader's
``generate_assignment``) → ``build/course/release`` → ``notebooks/``. A build never changes the
source, and gives the same bytes each time.
"""

import shutil
import tempfile
from pathlib import Path

from grading.errors import CourseError
from grading.lessons.notebooks import notebook_path, write_notebook
from grading.lessons.source import has_solutions, lesson_names, read_source, source_path
from grading.lessons.source_edits import check_unedited, record_built
from grading.paths import COURSE, NOTEBOOKS
from grading.settings.database import check_gradebook
from grading.settings.nbgrader_options import course_config

MEND = "run `make build` (or `course build`) and commit notebooks/"


def make_release(lesson: str, course: Path = COURSE) -> Path:
    """Make the students' version of a lesson with nbgrader.

    Args:
        lesson: its full name.
        course: nbgrader's course folder. The lesson's cells are entered in its gradebook.

    Returns:
        The path of the released notebook.

    Raises:
        CourseError: nbgrader failed, the gradebook cannot be written to, or the source notebook has
            edits that were not imported.
    """
    from nbgrader.apps.api import NbGraderAPI

    if not has_solutions():
        raise CourseError("this bundle has no solutions: build and grade in the full repository")
    check_gradebook(course)
    source, fresh = notebook_path(course / "source", lesson), read_source(lesson)
    check_unedited(source, fresh)
    write_notebook(fresh, source)
    record_built(source)
    result = NbGraderAPI(config=course_config(course)).generate_assignment(lesson, force=True)
    if not result["success"]:
        log = (result.get("log") or result.get("error") or "").strip().splitlines()
        reason = next((line for line in reversed(log) if "Error" in line), log[-1] if log else "")
        where = f", in the gradebook in {course}" if "sqlalchemy" in reason else ""
        raise CourseError(f"nbgrader could not make the release of {lesson}{where}: {reason}")
    return notebook_path(course / "release", lesson)


def build(lessons: list[str] | None = None) -> list[str]:
    """Build the notebooks of some lessons, or of all lessons.

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
    """List the lessons with a committed notebook that differs from what the source gives.

    Nothing is changed, because the releases are made in a temporary folder. If all lessons are
    compared, notebooks that belong to no lesson are listed, too.
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
    """Make the release of a lesson if it is missing or older than the lesson's source."""
    release = notebook_path(course / "release", lesson)
    source = source_path(lesson)
    if not release.exists() or release.stat().st_mtime < source.stat().st_mtime:
        make_release(lesson, course)
