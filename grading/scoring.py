"""Score one notebook: run the student's cells in a process of their own and judge the records.

The trusted side, this module, keeps the reference and every expected value. Students' copies of
the check cells are never run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from nbformat import NotebookNode

from grading.harmless import harmless_problem
from grading.limits import Limits
from grading.process import ProcessLostError, StudentProcess
from grading.source import is_check, is_picture, numbered
from helpers.checks.framework import (
    Ask,
    Case,
    Exercise,
    Lesson,
    Outcome,
    Problem,
    Property,
    Record,
    examine,
    points,
    unanswered,
)
from helpers.checks.report import render

MAX_RESTARTS = 5
JUDGES_OWN = ("given", "expected", "causes", "may_raise")
"""Items of a case that are words for people; no probe needs them."""


@dataclass(frozen=True)
class Cell:
    """A code cell to run: how messages call it, and its source."""

    label: str
    source: str


@dataclass
class ExerciseScore:
    """What an exercise earned, and why."""

    exercise: Exercise
    outcomes: list[Outcome]

    @property
    def points(self) -> float:
        """Points, rounded to a quarter."""
        return points(self.exercise, self.outcomes)

    @property
    def report(self) -> str:
        """What the student reads, as in the notebook's check."""
        return self._untried or render(self.exercise, self.outcomes)

    @property
    def _untried(self) -> str | None:
        return None if self.outcomes else self.exercise.untried

    @property
    def messages(self) -> list[str]:
        """One line for each property that does not hold."""
        if self._untried is not None:
            return [self._untried]
        return [_line(outcome) for outcome in self.outcomes if outcome.problem is not None]


def _line(outcome: Outcome) -> str:
    problem = outcome.problem
    if unanswered(problem):
        return f"not answered yet: {problem.cause}"
    return (
        f"{outcome.property.title}: given {problem.given}; expected {problem.expected}; "
        f"got {problem.got}. {problem.cause}"
    )


@dataclass
class Score:
    """A scored notebook."""

    exercises: list[ExerciseScore]
    notes: list[str] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The sum over the exercises."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def max(self) -> float:
        """The points that the checks can give, without those of a bonus."""
        return sum(score.exercise.points for score in self.exercises if not score.exercise.bonus)


def cells_to_run(notebook: NotebookNode) -> list[Cell]:
    """The code cells that define a student's answers.

    Args:
        notebook: a student's.

    Returns:
        All code cells in order, but for checks and for cells that only show something. A cell
        with a grade id is called by it, another one by its number in the notebook.
    """
    cells = []
    for number, cell in numbered(notebook):
        if cell.cell_type != "code" or is_check(cell) or is_picture(cell):
            continue
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        label = f"cell {number}" + (f" ({grade_id})" if grade_id else "")
        cells.append(Cell(label, cell.source))
    return cells


def score_notebook(
    lesson: Lesson,
    notebook: NotebookNode,
    *,
    seed: int,
    reference: dict | None = None,
    limits: Limits | None = None,
    only: Callable[[Exercise], bool] = lambda exercise: True,
) -> Score:
    """Score a student's notebook.

    Args:
        lesson: its exercises.
        notebook: it is not changed.
        seed: draws the inputs; a student does not know it.
        reference: names of the reference solution; None (a student's bundle) scores without.
        limits: time and memory.
        only: which exercises to score.

    Returns:
        A score for every chosen exercise, whatever the notebook's code does.
    """
    cells = cells_to_run(notebook)
    return score_cells(lesson, cells, seed=seed, reference=reference, limits=limits, only=only)


def score_cells(
    lesson: Lesson,
    cells: list[Cell],
    *,
    seed: int,
    reference: dict | None = None,
    limits: Limits | None = None,
    only: Callable[[Exercise], bool] = lambda exercise: True,
) -> Score:
    """Score the cells that `cells_to_run` found in a notebook; the rest is as `score_notebook`."""
    with _Session(lesson, cells, limits or Limits()) as session:
        session.prepare()
        scores = [
            ExerciseScore(exercise, list(session.examine(exercise, seed, reference)))
            for exercise in lesson.exercises
            if only(exercise)
        ]
        return Score(scores, session.notes)


class _Session:
    """A notebook at work: its process is replaced when a cell or a probe loses it."""

    def __init__(self, lesson: Lesson, cells: list[Cell], limits: Limits) -> None:
        self.lesson = lesson
        self.cells = list(cells)
        self.limits = limits
        self.notes: list[str] = []
        self.faults: dict[str, str] = {}
        self.process: StudentProcess | None = None
        self.restarts = 0

    def __enter__(self) -> "_Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process = None

    def prepare(self) -> None:
        """Run the cells in a fresh process; drop a cell that loses it and run the rest again."""
        while self.process is None:
            self.process = StudentProcess(self.lesson, self.limits)
            for cell in list(self.cells):
                try:
                    raised = self.process.run(cell.source, cell.label)
                except ProcessLostError as lost:
                    self._drop(cell, f"{cell.label}: {lost}; the other cells were run without it")
                    self._end()
                    break
                if raised is not None:
                    self._fault(cell, f"{cell.label} raised {raised['type']}: {raised['text']}")

    def _drop(self, cell: Cell, note: str) -> None:
        self.cells.remove(cell)
        self._fault(cell, note)
        self.restarts += 1
        if self.restarts >= MAX_RESTARTS:
            self.notes.append(f"{MAX_RESTARTS} cells hung or crashed; no further cell was run")
            self.cells.clear()

    def _fault(self, cell: Cell, note: str) -> None:
        if cell.source not in self.faults:
            self.faults[cell.source] = note
            self.notes.append(note)

    def examine(self, exercise: Exercise, seed: int, reference: dict | None) -> Iterator[Outcome]:
        """Examine one exercise, its inputs drawn from the seed and the exercise's own place.

        Nothing is yielded where the exercise cannot be examined on this machine.
        """
        if exercise.untried is not None:
            return
        missing = self._missing(exercise)
        if missing is not None:
            yield Outcome(exercise.properties[0], harmless_problem(missing))
            return
        place = self.lesson.exercises.index(exercise)
        answers = [reference[name] for name in exercise.names] if reference else None
        outcomes = examine(
            exercise,
            self._ask(exercise),
            np.random.default_rng([seed, int(self.lesson.name[:2]), place]),
            graded=True,
            reference=answers,
        )
        for outcome in outcomes:
            yield Outcome(outcome.property, harmless_problem(outcome.problem))

    def _missing(self, exercise: Exercise) -> Problem | None:
        try:
            self.prepare()
            defined = self.process.defined(exercise.names)
        except ProcessLostError as lost:
            self._end()
            return self._absent(exercise, f"the process was lost: {lost}")
        if all(defined):
            return None
        return self._absent(exercise, "no such name once all cells had run")

    def _absent(self, exercise: Exercise, got: str) -> Problem:
        own = [note for source, note in self.faults.items() if _mentions(source, exercise)]
        cause = own[0] if own else "Its cell was deleted or renamed, or an earlier cell failed."
        return Problem("the notebook", f"a definition of `{exercise.name}`", got, cause)

    def _ask(self, exercise: Exercise) -> Ask:
        timeout = self.limits.training if exercise.slow else self.limits.probe

        def ask(prop: Property, case: Case) -> Record:
            try:
                self.prepare()
                return run_probe(self.process, exercise, prop, case, timeout)
            except ProcessLostError as lost:
                self._end()
                self.notes.append(f"{exercise.name}: {lost}")
                return {
                    "value": None,
                    "lost": True,
                    "raised": {"type": "Lost", "text": str(lost), "line": ""},
                }

        return ask


def run_probe(
    process: StudentProcess, exercise: Exercise, prop: Property, case: Case, timeout: float
) -> Record:
    """Run a property's probe on a student's answer.

    Args:
        process: with the student's names in it.
        exercise: whose answers the probe gets.
        prop: its probe runs over there, its host here.
        case: without what is the judge's or the host's own, it is sent.
        timeout: seconds.

    Raises:
        ProcessLostError: no record came.
    """
    host = prop.host(case) if prop.host else None
    kept = JUDGES_OWN + (host.secret if host else ())
    request = {
        "module": prop.probe.__module__,
        "probe": prop.probe.__name__,
        "answers": list(exercise.names),
        "case": {name: value for name, value in case.items() if name not in kept},
    }
    return process.probe(request, timeout, host)


def _mentions(source: str, exercise: Exercise) -> bool:
    return any(f"def {name}" in source or f"class {name}" in source for name in exercise.names)
