"""Read the catalogue of attacks, one percent script per family, and turn them into hand-ins.

The heading of a cell says where its code is placed, what it tries, what score it must get, and
which words the notes must contain, which say how it was stopped::

    # %% before | the gradebook | 5 | FileNotFoundError

The place is ``before`` or ``after`` all answers, or the name of the exercise that the code answers.
In the first two cases the attacker has not answered `rollout_policy`, which `evaluate_policy`
calls, so 5 of 10 points are fair. A score of ``at most 5`` is for attacks that may break their own
answers. Code that gets what it wants raises `Loot`, which no note may mention.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from handins import hand_in, solved, untouched, with_answer
from nbformat import NotebookNode

from grading.lessons.cells import is_answer

HERE = Path(__file__).parent.parent / "attacks" / "catalogue"
HEADING = re.compile(r"^# %% (.+)$", re.MULTILINE)
LESSON = "01_rollouts"
UNANSWERED = "rollout_policy"


@dataclass(frozen=True)
class Attack:
    """One hostile hand-in.

    Attributes:
        family: name of its file in the catalogue.
        number: its position in the file, from 1.
        place: before, after, or an exercise.
        title: what it tries.
        least, most: limits of the score that it must get.
        words: must occur in its notes or, for an answer, in the notes or messages.
        code: code of its cell.
    """

    family: str
    number: int
    place: str
    title: str
    least: float
    most: float
    words: str
    code: str

    def __str__(self) -> str:
        return f"{self.family}-{self.title}".replace(" ", "_")

    @property
    def student(self) -> str:
        """The attacker's id, which sorts between the honest students ada and zoe."""
        return f"mallory-{self.family}-{self.number:02}"

    @property
    def is_cell(self) -> bool:
        """Whether the code is in a cell of its own, so that only the notes report on it."""
        return self.place in ("before", "after")

    def notebook(self, given: dict[str, object]) -> NotebookNode:
        """Make the hand-in.

        Args:
            given: names and values that are defined for the code.
        """
        names = "\n".join(f"{name} = {value!r}" for name, value in given.items())
        extra = nbformat.v4.new_code_cell(f"class Loot(Exception): pass\n{names}", id="given")
        cell = nbformat.v4.new_code_cell(self.code, id="attack")
        if self.is_cell:
            notebook = unanswered()
        else:
            notebook = with_answer(solved(LESSON), self.place, self.code)
        first = next(i for i, c in enumerate(notebook.cells) if is_answer(c))
        if self.place == "after":
            notebook.cells.append(cell)
        notebook.cells[first:first] = [extra, cell] if self.place == "before" else [extra]
        return notebook

    def hand_in(self, course: Path, given: dict[str, object]) -> None:
        """Put the hand-in where nbgrader looks for it."""
        hand_in(course, self.student, LESSON, self.notebook(given))


def unanswered() -> NotebookNode:
    """Return the lesson's notebook, solved except for `rollout_policy`."""
    stub = next(c for c in untouched(LESSON).cells if _answers(c, UNANSWERED))
    return with_answer(solved(LESSON), UNANSWERED, stub.source)


def _answers(cell: NotebookNode, exercise: str) -> bool:
    return is_answer(cell) and cell.metadata.nbgrader.grade_id == f"{exercise}-answer"


def read_attacks(family: str) -> list[Attack]:
    """Read all attacks of a family, in the order of its file."""
    parts = HEADING.split((HERE / f"{family}.py").read_text())
    found = []
    for number, (heading, code) in enumerate(zip(parts[1::2], parts[2::2], strict=True), start=1):
        place, title, score, *words = [field.strip() for field in heading.split("|")]
        most = float(score.removeprefix("at most "))
        least = 0.0 if score.startswith("at most") else most
        found.append(
            Attack(family, number, place, title, least, most, "".join(words), code.strip() + "\n")
        )
    return found


def families() -> list[str]:
    """Return the names of the catalogue's files."""
    return sorted(path.stem for path in HERE.glob("*.py"))
