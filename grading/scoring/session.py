"""Run a notebook's cells in a student process, and judge the records of the probes.

This module is the trusted side: it keeps the reference and all expected values. Students' copies
of the check cells are never run.
"""

import re
import time
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
from grading.errors import CourseError
from grading.sandbox.inside.statements import DEFINITIONS, EVERYTHING, QUICK
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import ProcessLostError, StudentProcess
from grading.scoring.jobs import Cell
from grading.scoring.safe_text import safe_problem

MAX_LOSSES = 20
"""After so many lost processes, no further cell is run in full that might end another one."""

MAX_CELLS = 20
"""All cells together may take as long as so many that use up their time. The cells below get less,
and after `MAX_HURRIED` seconds more only their definitions are run."""

DEFINING, HURRIED, MAX_HURRIED = 10.0, 1.0, 60.0
"""Seconds for the definitions of a cell that ended its process, and for any cell once the time is
used up."""

LESS = {EVERYTHING: DEFINITIONS, DEFINITIONS: QUICK}
REDUCED = {
    DEFINITIONS: "only its definitions were run",
    QUICK: "only its imports, functions and classes were run",
}
_LATE = (
    f"the cells together took longer than {MAX_CELLS} slow cells may; those below were interrupted "
    f"after {HURRIED:g} s each"
)
TOO_LONG = "it ran longer than"
"""Begins what a `ProcessLostError` says of a process that was stopped because its time was up."""

RAY_ERRORS = ("RayStartError", "GetTimeoutError", "TooLongError", "Lost")
"""Types of errors that a Ray which does not start may cause."""

IN_THE_WAY = "what cells had left running was in its way, so it was examined without"
RAY_SECONDS = 90.0
RAY_TRIAL = {"module": "checks.probing.ray_tasks", "probe": "try_ray", "answers": [], "case": {}}
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
        self.faults: dict[Cell, str] = {}
        self.process: StudentProcess | None = None
        self.losses = 0
        self._harmless: set[Cell] = set()
        self._parts: dict[Cell, str] = {}
        self._seconds = 0.0
        self._definitions_only = False
        self._ray_works = False

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process = None

    def prepare(self) -> None:
        """Run the cells in a new process, and start again whenever a cell ends it.

        Of a cell that ended the process, only the definitions are run from then on, then only those
        that do no work, and nothing at all if these end it too. After `MAX_LOSSES` the same holds
        for every cell that has not run to its end yet, so that no number of such cells takes an
        answer along.

        Raises:
            CourseError: the lesson needs Ray, and Ray does not start on this machine.
        """
        while self.process is None:
            self.process = self.start(self.lesson, self.limits)
            for cell in list(self.cells):
                try:
                    raised = self._run(cell)
                except ProcessLostError as lost:
                    self._end()
                    self._find_fault_of_ray("")
                    self._reduce(cell, lost)
                    break
                self._harmless.add(cell)
                if raised is not None:
                    self._find_fault_of_ray(raised["type"])
                    self._record(cell, _what_happened(cell, raised))

    def _run(self, cell: Cell) -> dict | None:
        """Run a cell, or less of it if the notebook has used up its time."""
        begin, late = time.monotonic(), self._seconds - MAX_CELLS * self.limits.cell
        part = QUICK if self._definitions_only else self._parts.get(cell, EVERYTHING)
        seconds = None if part == EVERYTHING else DEFINING
        if late > 0:
            seconds = HURRIED
            part = DEFINITIONS if late > MAX_HURRIED and part == EVERYTHING else part
            self.notes += [] if _LATE in self.notes else [_LATE]
        try:
            return self.process.run(cell.source, cell.label, seconds=seconds, part=part)
        finally:
            self._seconds += time.monotonic() - begin

    def _reduce(self, cell: Cell, lost: ProcessLostError) -> None:
        """Run less of a cell that ended its process, and perhaps of others."""
        self.losses += 1
        less = LESS.get(self._parts.get(cell, EVERYTHING))
        if less is None:
            self.cells.remove(cell)
            before = self.faults.pop(cell, None)
            self.notes = [note for note in self.notes if note != before]
            self._record(cell, f"{cell.label}: {lost}; the other cells were run without it")
            return
        self._record(cell, f"{cell.label}: {lost}; {REDUCED[less]}")
        self._parts[cell] = less
        if self.losses == MAX_LOSSES:
            untried = {each for each in self.cells if each not in self._harmless | {cell}}
            self._parts |= dict.fromkeys(untried - set(self._parts), DEFINITIONS)
            if untried:
                self.notes.append(
                    f"{MAX_LOSSES} cells ended their process; of the cells below, only the "
                    "definitions were run"
                )

    def _find_fault_of_ray(self, raised: str) -> None:
        """Find out whether Ray is at fault for an error or a lost process, and not the student.

        Args:
            raised: the type of the error; empty if the process was lost.

        Raises:
            CourseError: Ray does not start in a process without any of the student's cells.
        """
        if not self.lesson.uses_ray or self._ray_works or raised not in ("", *RAY_ERRORS):
            return
        with self.start(self.lesson, self.limits) as process:
            try:
                record = process.probe(RAY_TRIAL, RAY_SECONDS)
            except ProcessLostError as lost:
                raise CourseError(f"Ray does not run on this machine: {lost}") from None
        if record["raised"] is not None:
            raise CourseError(record["raised"]["text"])
        self._ray_works = True

    def _record(self, cell: Cell, note: str) -> None:
        """Note what went wrong in a cell, once for each cell: what follows may follow from it."""
        if cell not in self.faults and not self._definitions_only:
            self.faults[cell] = note
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
        if self._definitions_only:
            self._end()
            self._definitions_only = False

    def _find_missing(self, exercise: Exercise) -> Problem | None:
        """Return a problem if the cells do not define all names of an exercise."""
        self.prepare()
        try:
            defined = self.process.defined(exercise.names)
        except ProcessLostError as lost:
            self._end()
            return self._missing_problem(exercise, f"the process was lost: {lost}")
        if all(defined):
            return None
        return self._missing_problem(exercise, "no such name once all cells had run")

    def _missing_problem(self, exercise: Exercise, got: str) -> Problem:
        own = [note for cell, note in self.faults.items() if _mentions(cell.source, exercise)]
        if own:
            cause = own[0]
        elif any(_mentions(cell.source, exercise) for cell in self.cells):
            cause = "A cell defines it, but the name was gone after the last cell."
        else:
            cause = "No cell defines it: was its cell deleted, or the name changed?"
        return Problem("the notebook", f"a definition of `{exercise.name}`", got, cause)

    def _ask(self, exercise: Exercise) -> Ask:
        again = True

        def ask(prop: Property, case: Case) -> Record:
            nonlocal again
            before = list(self.notes)
            record = self._probe(exercise, prop, case)
            if again and self._may_be_leftovers(record):
                again, after = False, self.notes
                self._end()
                self._definitions_only, self.notes = True, list(after)
                alone = self._probe(exercise, prop, case)
                if alone["raised"] is None:
                    self.notes = [*before, f"{exercise.name}: {IN_THE_WAY}"]
                    return alone
                self._end()
                self._definitions_only, self.notes = False, after
            return record

        return ask

    def _probe(self, exercise: Exercise, prop: Property, case: Case) -> Record:
        """Return the record of a probe, also if it loses its process."""
        timeout = self.limits.training if exercise.slow else self.limits.probe
        self.prepare()
        try:
            record = run_probe(self.process, exercise, prop, case, timeout)
            self._find_fault_of_ray((record["raised"] or {"type": "none"})["type"])
            return record
        except ProcessLostError as lost:
            self._end()
            self._find_fault_of_ray("")
            note = f"{exercise.name}: {lost}"
            self.notes += [] if note in self.notes else [note]
            kind = "Lost" if TOO_LONG in str(lost) else "Ended"
            raised = {"type": kind, "text": str(lost), "line": ""}
            return {"value": None, "lost": True, "raised": raised}

    def _may_be_leftovers(self, record: Record) -> bool:
        """Tell whether tasks, actors, threads or data that cells left behind may be at fault.

        Ray's workers may still be busy with an experiment, for example. The same probe then
        succeeds in a process in which only the definitions were run that start nothing.
        """
        kind = (record["raised"] or {"type": "none"})["type"]
        return kind == "Ended" or (self.lesson.uses_ray and kind in ("Lost", "GetTimeoutError"))


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


def _what_happened(cell: Cell, raised: dict) -> str:
    if raised["type"] == "TooLongError":
        return f"{cell.label}: {raised['text']}; of what is below, only the definitions were run"
    return f"{cell.label} raised {raised['type']}: {raised['text']}"


def _mentions(source: str, exercise: Exercise) -> bool:
    """Tell whether a cell looks as if it defined one of an exercise's names, even if it cannot."""
    names = "|".join(map(re.escape, exercise.names))
    return re.search(rf"\b(def|class)\b\W+({names})\b|^({names})\s*=", source, re.M) is not None
