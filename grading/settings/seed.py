"""The seed that draws the graded inputs: secret to students, the same for a whole class."""

import secrets
from pathlib import Path

from grading.paths import COURSE


def grading_seed(course: Path = COURSE) -> int:
    """The course's grading seed; the first call draws it.

    Args:
        course: nbgrader's course folder; the seed is kept in it, so that regrading gives the
            same verdicts.
    """
    path = course / "grading_seed"
    if not path.exists():
        course.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(f"{secrets.randbits(63)}\n")
        new.replace(path)
    return int(path.read_text())
