"""Define exercises and their properties, and examine an answer to them.

A **property** consists of a probe and a judge. The probe (from ``checks.probing`` or a lesson's
``probes``) runs beside the student's code and returns a record, which is plain data. The judge
takes the case and the record and returns None, or the `Problem` that it found. In a notebook both
run in the kernel. For a grade, the probe runs in a separate process and the judge runs in the
grader, out of reach of the student's code.
"""

import importlib.util
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from checks.compare import same
from checks.report import STUB, likely_cause, quoted_cause, render, show

Case = dict[str, Any]
Record = dict[str, Any]

NOTEBOOK_SEED = 20_240_617


@dataclass(frozen=True)
class Problem:
    """The report of one failure, with everything a student needs to continue.

    Attributes:
        given: the input, in words.
        expected: the result that the docstring asks for.
        got: the result that came back.
        cause: the likeliest cause, in a sentence that never gives the solution away.
    """

    given: str
    expected: str
    got: str
    cause: str


@dataclass(frozen=True)
class Property:
    """One thing that a right answer does.

    Attributes:
        title: the property in plain words, as students read it.
        weight: its share of the exercise's points; the weights of an exercise add up to 1.
        cases: ``cases(rng, graded)`` returns the inputs as plain data, usually more for a grade.
        probe: ``probe(case, *answers)`` returns a record.
        judge: ``judge(case, record)`` returns None or a problem.
        compare: tolerance, relative and absolute, for comparing a record's ``value`` with that of
            the reference solution under the same probe; None if right answers may differ, for
            example because they draw random numbers.
        needed: how many cases must hold; None means all. With a number, cases are tried one after
            another until enough of them hold.
        host: the part of the probe that stays in the grader when an answer is graded:
            ``host(case)`` returns a `checks.probing.remote.Host`, or None if nothing stays. A host
            has ``secret`` (the keys of the case that are not sent to the student's process),
            ``answer(asked)`` (which serves the requests of the probe) and ``log()`` (the parts of
            the record that the grader saw itself).
    """

    title: str
    weight: float
    cases: Callable[[np.random.Generator, bool], Iterable[Case]]
    probe: Callable[..., Record]
    judge: Callable[[Case, Record], Problem | None]
    compare: float | None = None
    needed: int | None = None
    host: Callable[[Case], Any] | None = None


@dataclass(frozen=True)
class Outcome:
    """A property with the problem that was found, or None if it holds."""

    property: Property
    problem: Problem | None


class CheckFailed(AssertionError):
    """An answer fails the check of its exercise; the message is the whole report."""

    def _render_traceback_(self) -> list[str]:
        """Return only the report; IPython shows this in place of a traceback."""
        return [str(self)]


@dataclass(frozen=True)
class Exercise:
    """One exercise; call it with the student's answer to check that answer in the notebook.

    Attributes:
        name: its grade id, which is the name of its (first) function or class.
        points: the points for a full answer.
        properties: the first one is the core; if it fails, the exercise earns nothing.
        others: further names that the same exercise asks for.
        slow: whether it trains something, so that the grader allows more time.
        bonus: whether its points come on top and count towards no maximum. The check of a bonus
            exercise has ``points=0`` in the lesson's source, because nbgrader adds those up.
        needs: modules that the examination needs, each with a line on how to get it.
    """

    name: str
    points: float
    properties: Sequence[Property]
    others: tuple[str, ...] = ()
    slow: bool = False
    bonus: bool = False
    needs: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that the student must define."""
        return (self.name, *self.others)

    @property
    def untried(self) -> str | None:
        """Why it cannot be examined on this machine, in one line, or None if it can."""
        for module, line in self.needs.items():
            if importlib.util.find_spec(module) is None:
                return f"{self.name}: not scored. {line}"
        return None

    def __call__(self, *answers: Any) -> None:
        """Check an answer and print one line for each property.

        Args:
            *answers: the student's functions or classes, in the order of `names`.

        Raises:
            CheckFailed: if a property does not hold; the message is the report.
        """
        if self.untried is not None:
            print(self.untried)
            return
        outcomes = list(examine(self, local_ask(answers), np.random.default_rng(NOTEBOOK_SEED)))
        report = render(self, outcomes)
        if any(outcome.problem for outcome in outcomes):
            raise CheckFailed(report)
        print(report)


@dataclass(frozen=True)
class Lesson:
    """The exercises of a lesson and what scoring them requires.

    Attributes:
        name: as in ``solutions/``, for example "01_rollouts".
        exercises: in the order of the notebook.
        withheld: modules that cannot be imported while the lesson is scored, each with a line
            that says why.
        uses_ray: whether the lesson starts Ray.
    """

    name: str
    exercises: Sequence[Exercise]
    withheld: dict[str, str] = field(default_factory=dict)
    uses_ray: bool = False

    def exercise(self, name: str) -> Exercise:
        """Return the exercise with this name.

        Raises:
            KeyError: if there is none.
        """
        return {exercise.name: exercise for exercise in self.exercises}[name]


_one_at_a_time = threading.Lock()
"""Held while the reference is probed: a class is graded in threads, and probes catch warnings,
which belong to the whole process."""

Ask = Callable[[Property, Case], Record]


def local_ask(answers: Sequence[Any]) -> Ask:
    """Return an `Ask` that runs probes in this process."""
    return lambda prop, case: prop.probe(case, *answers)


def examine(
    exercise: Exercise,
    ask: Ask,
    rng: np.random.Generator,
    *,
    graded: bool = False,
    reference: Sequence[Any] | None = None,
) -> Iterator[Outcome]:
    """Examine an answer, property by property.

    Args:
        exercise: the exercise that was answered.
        ask: ``ask(property, case)`` runs the property's probe and returns its record.
        rng: draws the cases.
        graded: whether to ask for more cases than in a notebook.
        reference: the functions of the reference solution; if given, records are also compared
            with theirs.

    Yields:
        One outcome for each property, in order. If the core fails, the examination ends there,
        because the other properties would only repeat the failure.
    """
    for index, prop in enumerate(exercise.properties):
        problem = _examine_property(prop, ask, rng, graded, reference)
        yield Outcome(prop, problem)
        if index == 0 and problem is not None:
            return


def _examine_property(prop: Property, ask: Ask, rng, graded: bool, reference) -> Problem | None:
    held, problem = 0, None
    for case in prop.cases(rng, graded):
        record = ask(prop, case)
        found = _judge(prop, case, record, reference)
        if found is None:
            held += 1
            if prop.needed is not None and held >= prop.needed:
                return None
        elif prop.needed is None or unanswered(found) or record.get("lost"):
            return found
        else:
            problem = found
    return problem


def _judge(prop: Property, case: Case, record: Record, reference) -> Problem | None:
    problem = fault(case, record) or _verdict(prop, case, record)
    if problem is not None or reference is None or prop.compare is None:
        return problem
    with _one_at_a_time:
        expected = prop.probe(case, *reference)
    if expected["raised"] is not None:
        raise RuntimeError(f"the reference of {prop.title!r} raised {expected['raised']}")
    if same(record["value"], expected["value"], prop.compare):
        return None
    return Problem(
        given=case.get("given", "an input that the notebook's check does not show"),
        expected="what the reference solution returns",
        got="something else",
        cause="The shown examples come out right and this one does not: compare the code with "
        "the contract, and look for a number or a shape that fits the examples only.",
    )


def _verdict(prop: Property, case: Case, record: Record) -> Problem | None:
    """Call the judge; a record that makes it raise is not a right answer."""
    try:
        return prop.judge(case, record)
    except Exception as error:
        return Problem(
            given=case.get("given", "a valid input"),
            expected="a result of the kind that the docstring names",
            got=f"{show(record.get('value'))} ({type(error).__name__} while it was judged)",
            cause="The result has another type or shape than the docstring asks for.",
        )


def fault(case: Case, record: Record) -> Problem | None:
    """Return a problem if the student's code raised; this is handled alike for all probes.

    Args:
        case: "given" and "expected" are quoted in the problem; "causes" maps words in the
            exception's type or text to the cause that they point to in this case.
        record: the record that the probe returned.

    Returns:
        None if nothing was raised or if the case says that it may be.
    """
    raised = record.get("raised")
    if raised is None or case.get("may_raise"):
        return None
    if raised["type"] == "NotImplementedError":
        return Problem(case.get("given", "any input"), "an answer", "the untouched stub", STUB)
    where = f", in the line `{raised['line'].strip()}`" if raised.get("line") else ""
    return Problem(
        given=case.get("given", "a valid input"),
        expected=case.get("expected", "a result, no exception"),
        got=f"{raised['type']}: {raised['text']}{where}",
        cause=quoted_cause(raised, case.get("causes", {})) or likely_cause(raised),
    )


def unanswered(problem: Problem) -> bool:
    """Return whether the problem is an untouched stub."""
    return problem.cause == STUB


def points(exercise: Exercise, outcomes: Sequence[Outcome]) -> float:
    """Return the points of an examined exercise: the weights that hold, rounded to quarters.

    Args:
        exercise: the exercise, with its full points.
        outcomes: the outcomes from `examine`.

    Returns:
        0 if the core failed, the full points if every property holds.
    """
    if not outcomes or outcomes[0].problem is not None:
        return 0.0
    share = sum(outcome.property.weight for outcome in outcomes if outcome.problem is None)
    return min(exercise.points, round(4 * exercise.points * share) / 4)
