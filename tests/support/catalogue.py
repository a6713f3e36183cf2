"""Read the catalogue of right and wrong answers: one percent script a lesson.

A cell's heading says what its answer is::

    # %% right | softmax | subtracts the maximum
    # %% wrong | softmax | sums over all axes | sums over every axis

kind, exercise, the style or the mistake and, for a wrong one, words of the message that names the
cause. The answer is run after the reference solution, so it may call the lesson's other functions.
"""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent.parent / "variants"
HEADING = re.compile(r"^# %% (right|wrong) \| (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Variant:
    """One answer of the catalogue."""

    lesson: str
    right: bool
    exercise: str
    style: str
    cause: str
    code: str

    def __str__(self) -> str:
        return f"{self.lesson[:2]}-{self.exercise}-{self.style}".replace(" ", "_")


def read_variants(lesson: str) -> list[Variant]:
    """All answers for a lesson, in the order of its file."""
    parts = HEADING.split((HERE / f"{lesson}.py").read_text())
    found = []
    for kind, heading, code in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        exercise, style, *cause = [field.strip() for field in heading.split("|")]
        found.append(
            Variant(lesson, kind == "right", exercise, style, "".join(cause), code.strip() + "\n")
        )
    return found


def lessons_with_variants() -> list[str]:
    """Names of all lessons that have a catalogue."""
    return sorted(path.stem for path in HERE.glob("[0-9][0-9]_*.py"))
