"""Draw the seed of the graded inputs, which is the same for a class and secret to students."""

import secrets
from pathlib import Path

from grading.paths import COURSE


def grading_seed(course: Path = COURSE) -> int:
    """Return the grading seed of a course, and draw it on the first call.

    Args:
        course: nbgrader's course folder. The seed is stored in it, so that regrading gives the
            same results.
    """
    path = course / "grading_seed"
    if not path.exists():
        course.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(f"{secrets.randbits(63)}\n")
        new.replace(path)
    return int(path.read_text())
