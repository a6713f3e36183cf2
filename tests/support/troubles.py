"""Score one exercise of lesson 1 in a notebook with a student's habits, leftovers and experiments.

The notebook has the reference solution, so the exercise must earn its full points unless a test
says otherwise. Only this exercise is scored, which takes a fraction of a second.
"""

from collections.abc import Sequence

import pytest
from handins import answer_cell, solved
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from checks.lessons import load_lesson
from grading.lessons.reference import load_reference
from grading.sandbox.bubblewrap import why_unavailable
from grading.sandbox.limits import Limits
from grading.scoring.notebook import score_notebook
from grading.scoring.score import Score

CONFINED = why_unavailable() is None
"""For tests to which the sandbox makes no difference: with it, a process starts faster."""

LESSON, EXERCISE = "01_rollouts", "discounted_return"
ANSWER = answer_cell(solved(LESSON), EXERCISE).source
"""The code of the answer."""

SANDBOXES = [
    pytest.param(
        True,
        id="as course grade",
        marks=pytest.mark.skipif(why_unavailable() is not None, reason=f"{why_unavailable()}"),
    ),
    pytest.param(
        False,
        id="as course check",
        # A process of its own takes a second to start, and a zygote's fork does not.
        marks=[] if why_unavailable() else [pytest.mark.slow],
    ),
]
"""The two ways in which a notebook is run, for `pytest.fixture(params=…)`."""


def needing(expression: str) -> str:
    """Return code below the answer that lets it fail unless an expression is true when called."""
    return (
        f"answer_itself = {EXERCISE}\n\n\n"
        f"def {EXERCISE}(*given, **named):\n"
        f"    assert {expression}\n"
        "    return answer_itself(*given, **named)\n"
    )


def notebook(
    *,
    first: Sequence[str] = (),
    above: str = "",
    answer: str = ANSWER,
    needs: str = "",
    last: Sequence[str] = (),
) -> NotebookNode:
    """Return the solved notebook with a student's own code in it.

    Args:
        first: the code of cells above all others.
        above: code above the answer, in its cell.
        answer: the code of the answer.
        needs: an expression that must be true whenever the answer is called.
        last: the code of cells below all others.
    """
    made = solved(LESSON)
    below = needing(needs) if needs else ""
    answer_cell(made, EXERCISE).source = "\n".join(filter(None, [above, answer, below]))
    made.cells[1:1] = map(new_code_cell, first)
    made.cells += map(new_code_cell, last)
    return made


def scored(made: NotebookNode, *, confined: bool, cell: float = 30.0) -> Score:
    """Score the exercise in a notebook, with a limit in seconds for each cell."""
    return score_notebook(
        load_lesson(LESSON),
        made,
        seed=3,
        reference=load_reference(LESSON),
        limits=Limits(confined=confined, cell=cell),
        only=lambda exercise: exercise.name == EXERCISE,
    )


def earns_all(score: Score) -> None:
    """Check that the exercise has its full points."""
    shown = [*score.notes, *(line for exercise in score.exercises for line in exercise.messages)]
    assert score.points == score.max, "\n".join(shown)


def earns_nothing(score: Score, reason: str) -> None:
    """Check that the exercise has no points, for a reason with these words."""
    (exercise,) = score.exercises
    assert exercise.points == 0
    assert reason in " ".join(exercise.messages)
