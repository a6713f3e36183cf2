"""Draw the seed of the graded inputs, which is the same for a class and secret to students."""

import secrets
from pathlib import Path

from grading.errors import CourseError
from grading.paths import COURSE


def grading_seed(course: Path = COURSE) -> int:
    """Return the grading seed of a course, and draw it on the first call.

    Args:
        course: nbgrader's course folder. The seed is stored in it, so that regrading gives the
            same results.

    Raises:
        CourseError: the stored seed is no number.
    """
    path = course / "grading_seed"
    if not path.exists():
        course.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(f"{secrets.randbits(63)}\n")
        new.replace(path)
    try:
        return int(path.read_text(encoding="utf-8"))
    except ValueError:
        raise CourseError(
            f"{path} is damaged: put your backup of it back, or delete it and grade the class again"
        ) from None
