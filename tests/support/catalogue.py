"""Read the catalogue of right and wrong answers: ``tests/answers/lesson_NN/<exercise>.py``.

The heading of a cell describes its answer::

    # %% right | subtracts the maximum
    # %% wrong | sums over all axes | sums over every axis

It consists of the kind, the style or the mistake and, for a wrong answer, words from the message
that names the cause. The answer is run after the reference solution, so it may call the lesson's
other functions.

A wrong answer may be written as an edit of the file's first answer: the lines marked ``# -`` occur
there exactly once, and the lines marked ``# +`` replace them. A lone ``#`` separates two edits. If
``# as: …`` stands above, the edits are applied to the answer with that style or mistake instead.
"""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from checks.lessons import load_lesson, module_name
from grading.lessons.source import lesson_names

HERE = Path(__file__).parent.parent / "answers"
EDITS = re.compile(r"\s*(?:# as: ([^\n]+)\n)?(# - .+)", re.DOTALL)
HEADING = re.compile(r"^# %% (right|wrong) \| (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One answer of the catalogue."""

    lesson: str
    right: bool
    exercise: str
    style: str
    cause: str
    code: str

    def __str__(self) -> str:
        return f"{self.lesson[:2]}-{self.exercise}-{self.style}".replace(" ", "_")


def answers_path(lesson: str, exercise: str) -> Path:
    """Return the path of the file with the answers to an exercise."""
    return HERE / f"lesson_{lesson[:2]}" / f"{module_name(exercise)}.py"


def read_answers(lesson: str) -> list[Answer]:
    """Read all answers for a lesson, exercise by exercise, in the order of their files."""
    names = [exercise.name for exercise in load_lesson(lesson).exercises]
    return [answer for name in names for answer in _read(lesson, name)]


def all_answers() -> list[Answer]:
    """Read all answers for all lessons."""
    return [answer for lesson in lesson_names() for answer in read_answers(lesson)]


def _read(lesson: str, exercise: str) -> list[Answer]:
    path = answers_path(lesson, exercise)
    parts = HEADING.split(path.read_text(encoding="utf-8")) if path.exists() else [""]
    found = []
    for kind, heading, code in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        style, *cause = [field.strip() for field in heading.split("|")]
        if edits := EDITS.match(code):
            base = next(other for other in found if edits[1] in (None, other.style))
            code = edited(base.code, edits[2])
        code = code.strip() + "\n"
        found.append(Answer(lesson, kind == "right", exercise, style, "".join(cause), code))
    return found


def edited(code: str, edits: str) -> str:
    """Apply edits to an answer.

    Args:
        code: the answer.
        edits: the edits, in the form that this module's docstring describes.

    Raises:
        ValueError: the lines to replace do not occur in the answer exactly once.
    """
    lines, found = code.split("\n"), []
    for lone, group in itertools.groupby(edits.strip().split("\n"), lambda line: line == "#"):
        if lone:
            continue
        edit = list(group)
        old, new = ([line[4:] for line in edit if line.startswith(mark)] for mark in ("# -", "# +"))
        places = [i for i in range(len(lines)) if lines[i : i + len(old)] == old]
        if len(places) != 1 or len(old) + len(new) != len(edit):
            raise ValueError(f"the edit {edit} fits {len(places)} places of the first answer")
        found.append((places[0], len(old), new))
    for place, count, new in sorted(found, reverse=True):
        lines[place : place + count] = new
    return "\n".join(lines)
