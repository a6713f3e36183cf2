"""Run a notebook's cells in a student process, and judge the records of the probes.

This module is the trusted side: it keeps the reference and all expected values. Students' copies
of the check cells are never run.
"""

from collections.abc import Callable, Iterator

import numpy as np

from checks.framework import (
    Ask,
    Case,
    Exercise,
    Lesson,
    Outcome,
    Problem,
    Property,
    Record,
    examine,
)
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import ProcessLostError, StudentProcess
from grading.scoring.jobs import Cell
from grading.scoring.safe_text import safe_problem

MAX_RESTARTS = 5
NOT_SENT = ("given", "expected", "causes", "may_raise")
"""Items of a case that only judges use. They are not sent to the student's process."""


class Session:
    """A notebook that is being scored. If a cell or a probe loses its process, it gets a new one.

    Args:
        lesson: the lesson with its exercises.
        cells: the cells to run.
        limits: time and memory.
        start: starts a student's process.

    Use it as a context manager, so that the process is ended.
    """

    def __init__(
        self,
        lesson: Lesson,
        cells: list[Cell],
        limits: Limits,
        start: Callable[[Lesson, Limits], StudentProcess],
    ) -> None:
        self.start = start
        self.lesson = lesson
        self.cells = list(cells)
        self.limits = limits
        self.notes: list[str] = []
        self.faults: dict[str, str] = {}
        self.process: StudentProcess | None = None
        self.restarts = 0

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process = None

    def prepare(self) -> None:
        """Run the cells in a new process. If one ends it, start again without that cell."""
        while self.process is None:
            self.process = self.start(self.lesson, self.limits)
            for cell in list(self.cells):
                try:
                    raised = self.process.run(cell.source, cell.label)
                except ProcessLostError as lost:
                    self._drop(cell, f"{cell.label}: {lost}; the other cells were run without it")
                    self._end()
                    break
                if raised is not None:
                    self._record(cell, f"{cell.label} raised {raised['type']}: {raised['text']}")

    def _drop(self, cell: Cell, note: str) -> None:
        self.cells.remove(cell)
        self._record(cell, note)
        self.restarts += 1
        if self.restarts >= MAX_RESTARTS:
            self.notes.append(f"{MAX_RESTARTS} cells hung or crashed; no further cell was run")
            self.cells.clear()

    def _record(self, cell: Cell, note: str) -> None:
        """Note what went wrong in a cell, once for each cell."""
        if cell.source not in self.faults:
            self.faults[cell.source] = note
            self.notes.append(note)

    def examine(self, exercise: Exercise, seed: int, reference: dict | None) -> Iterator[Outcome]:
        """Examine one exercise, with inputs drawn from the seed and the exercise's position.

        Yields:
            The outcome of each property; nothing if this machine cannot examine the exercise.
        """
        if exercise.untried is not None:
            return
        missing = self._find_missing(exercise)
        if missing is not None:
            yield Outcome(exercise.properties[0], safe_problem(missing))
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
            yield Outcome(outcome.property, safe_problem(outcome.problem))

    def _find_missing(self, exercise: Exercise) -> Problem | None:
        """Return a problem if the cells do not define all names of an exercise."""
        try:
            self.prepare()
            defined = self.process.defined(exercise.names)
        except ProcessLostError as lost:
            self._end()
            return self._missing_problem(exercise, f"the process was lost: {lost}")
        if all(defined):
            return None
        return self._missing_problem(exercise, "no such name once all cells had run")

    def _missing_problem(self, exercise: Exercise, got: str) -> Problem:
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
        process: the process that holds the student's answers.
        exercise: the exercise, which names the answers that the probe gets.
        prop: the property. Its probe runs in the process, and its host runs here.
        case: the inputs. Items that only the judge or the host may know are not sent.
        timeout: seconds.

    Raises:
        ProcessLostError: no valid record came back.
    """
    host = prop.host(case) if prop.host else None
    kept = NOT_SENT + (host.secret if host else ())
    request = {
        "module": prop.probe.__module__,
        "probe": prop.probe.__name__,
        "answers": list(exercise.names),
        "case": {name: value for name, value in case.items() if name not in kept},
    }
    return process.probe(request, timeout, host)


def _mentions(source: str, exercise: Exercise) -> bool:
    return any(f"def {name}" in source or f"class {name}" in source for name in exercise.names)
