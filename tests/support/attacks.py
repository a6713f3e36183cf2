"""Read the catalogue of attacks, and make hand-ins of them: one percent script a family.

A cell's heading says where its code stands, what it tries, what score it must get, and words of
the notes that say how it was stopped::

    # %% before | the gradebook | 5 | FileNotFoundError

The place is ``before`` or ``after`` all answers, or the exercise whose answer the code is. In the
first two cases the attacker has not answered `rollout_policy`, which `evaluate_policy` calls: 5 of
10 points are fair. ``at most 5`` stands where the attacker may break answers of its own. Code that
gets what it wants raises `Loot`, which no note may name.
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
        family: the file of the catalogue.
        number: its place there, from 1.
        place: before, after, or an exercise.
        title: what it tries.
        least, most: the score that it must get.
        words: stand in its notes or, for an answer, in the notes or messages.
        code: of its cell.
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
        """Its id: between the honest ada and zoe."""
        return f"mallory-{self.family}-{self.number:02}"

    @property
    def is_cell(self) -> bool:
        """Whether its code is a cell of its own, of which only notes tell."""
        return self.place in ("before", "after")

    def notebook(self, given: dict[str, object]) -> NotebookNode:
        """The hand-in.

        Args:
            given: names and values that the code finds.
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
        """Put it where nbgrader looks for it."""
        hand_in(course, self.student, LESSON, self.notebook(given))


def unanswered() -> NotebookNode:
    """The lesson, solved but for `rollout_policy`."""
    stub = next(c for c in untouched(LESSON).cells if _answers(c, UNANSWERED))
    return with_answer(solved(LESSON), UNANSWERED, stub.source)


def _answers(cell: NotebookNode, exercise: str) -> bool:
    return is_answer(cell) and cell.metadata.nbgrader.grade_id == f"{exercise}-answer"


def read_attacks(family: str) -> list[Attack]:
    """All attacks of a family, in the order of its file."""
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
    """Names of the catalogue's files."""
    return sorted(path.stem for path in HERE.glob("*.py"))
