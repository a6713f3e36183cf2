"""Exercises, their properties and how an answer is examined.

A **property** is a probe and a judge. The probe (from ``checks.probing``) runs beside the
student's code and returns a record, which is plain data. The judge gets the case and the record
and returns None, or the `Problem` that it saw. In a notebook both run in the kernel. When an
answer is graded, the probe runs in a process of its own and the judge where the student's code
never is.
"""

import importlib.util
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from checks.compare import same
from checks.report import STUB, render, show

Case = dict[str, Any]
Record = dict[str, Any]

NOTEBOOK_SEED = 20_240_617


@dataclass(frozen=True)
class Problem:
    """What a judge saw: everything that a student needs to go on.

    Attributes:
        given: the input, in words.
        expected: what the contract asks for.
        got: what came back.
        cause: the likeliest cause, in a sentence; it never gives the solution away.
    """

    given: str
    expected: str
    got: str
    cause: str


@dataclass(frozen=True)
class Property:
    """One thing that a right answer does.

    Attributes:
        title: what holds, in plain words.
        weight: its share of the exercise's points; the shares of an exercise add to 1.
        cases: ``cases(rng, graded)`` gives the inputs, as plain data; graded asks for more.
        probe: ``probe(case, *answers)`` returns a record.
        judge: ``judge(case, record)`` returns None or a problem.
        compare: how far a record's ``value`` may lie from that of the reference solution under
            the same probe, relative and absolute; None where random draws may rightly differ.
        needed: how many cases must hold; None asks for all. With a number, cases are tried one
            after the other until enough hold.
        host: what of the probe stays on the grader's side when an answer is graded: ``host(case)``
            is None where nothing does, or a `checks.probing.remote.Host`. It has ``secret`` (names
            of the case that are not sent), ``answer(asked)`` (what the probe asks over there) and
            ``log()`` (parts of the record, as the grader saw them).
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
    """A property and the problem that it met, None where it holds."""

    property: Property
    problem: Problem | None


class CheckFailed(AssertionError):
    """An exercise's answer fails its check; the text is the whole report."""

    def _render_traceback_(self) -> list[str]:
        """Show the report alone: IPython calls this in place of a traceback."""
        return [str(self)]


@dataclass(frozen=True)
class Exercise:
    """One exercise: call it with the student's answer to check that in the notebook.

    Attributes:
        name: its grade id, the name of its (first) function or class.
        points: what a full answer earns.
        properties: the first is the core; without it the exercise earns nothing.
        others: further names that the same exercise asks for.
        slow: it trains, so that a grader gives it more time.
        bonus: its points come on top: they are in no maximum. Its check has ``points=0`` in the
            lesson's source, which is what nbgrader counts.
        needs: modules without which it cannot be examined, each with the line that tells how to
            get it.
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
        """All names the student must define."""
        return (self.name, *self.others)

    @property
    def untried(self) -> str | None:
        """The line that says why it cannot be examined on this machine; None where it can."""
        for module, line in self.needs.items():
            if importlib.util.find_spec(module) is None:
                return f"{self.name}: not scored. {line}"
        return None

    def __call__(self, *answers: Any) -> None:
        """Check an answer and print one line a property.

        Args:
            *answers: the student's functions or classes, in the order of `names`.

        Raises:
            CheckFailed: a property does not hold; the message is the report.
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
    """What the grader knows of a lesson.

    Attributes:
        name: as in ``solutions/``, for example "01_rollouts".
        exercises: in the order of the notebook.
        withheld: modules that must not be imported while the lesson is scored, each with the
            line that tells why.
        uses_ray: the lesson starts Ray.
    """

    name: str
    exercises: Sequence[Exercise]
    withheld: dict[str, str] = field(default_factory=dict)
    uses_ray: bool = False

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name.

        Raises:
            KeyError: there is none.
        """
        by_name = {exercise.name: exercise for exercise in self.exercises}
        return by_name[name]


_one_at_a_time = threading.Lock()
"""Probes catch warnings, which are the whole process's, and a class is graded in threads."""

Ask = Callable[[Property, Case], Record]


def local_ask(answers: Sequence[Any]) -> Ask:
    """Run a probe right here, in this process."""
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
        exercise: what is examined.
        ask: ``ask(property, case)`` runs the property's probe and returns its record.
        rng: draws the cases.
        graded: more cases than in a notebook.
        reference: the reference's functions; where given, records are compared with theirs.

    Yields:
        One outcome a property, in order. A core that fails ends the examination: the rest would
        only repeat it.
    """
    for index, prop in enumerate(exercise.properties):
        problem = _settle(prop, ask, rng, graded, reference)
        yield Outcome(prop, problem)
        if index == 0 and problem is not None:
            return


def _settle(prop: Property, ask: Ask, rng, graded: bool, reference) -> Problem | None:
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
    """The judge's word; what a judge cannot even read is no right answer."""
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
    """The problem common to all probes: the student's code raised.

    Args:
        case: its "given" is quoted; its "expected", where there is one, too; its "causes" tell
            what a word in the exception's type or text means here.
        record: what the probe brought back.

    Returns:
        None where nothing was raised or where the case says that it should be.
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
        cause=_cause_in_case(case, raised) or likely_cause(raised),
    )


def _cause_in_case(case: Case, raised: dict) -> str | None:
    text = f"{raised['type']}: {raised['text']}"
    causes = case.get("causes", {})
    return next((cause for words, cause in causes.items() if words in text), None)


def unanswered(problem: Problem) -> bool:
    """Whether the problem is an untouched stub."""
    return problem.cause == STUB


CAUSES = {
    "RanPastTheEnd": "The loop does not notice the end: an episode is over when it is "
    "terminated or truncated, whichever comes first.",
    "NeverResetError": "`reset` was never called: it begins an episode.",
    "NoObservationError": "The policy gets the observation alone: `reset` returns (observation, "
    "info), two values.",
    "NameError": "A name is used that this notebook does not define (yet): run the cells above "
    "from the top, or look for a typing mistake.",
    "UnboundLocalError": "A variable is used before it has a value: set it before the loop.",
    "TypeError": "A value of another type than expected was used: print the types of what goes "
    "in; `reset` returns (observation, info), `step` returns five values.",
    "AttributeError": "A value is not what the code takes it for: print its type.",
    "IndexError": "An index runs past the end: count from 0 and look at the shapes.",
    "KeyError": "A key is asked for that the dict does not have: print its keys.",
    "ValueError": "Shapes or counts do not fit: print the shapes of what goes in, and count "
    "the values that `reset` (two) and `step` (five) return.",
    "ZeroDivisionError": "Something is divided by zero: think of the empty and the one-element "
    "case.",
    "RecursionError": "The function calls itself without an end.",
    "Lost": "The function does not come back: look for a loop that has no end, or one that takes "
    "far more steps than the task needs.",
    "ImportError": "A module could not be imported; the message says why.",
}


def likely_cause(raised: dict) -> str:
    """A sentence on the likeliest cause of an exception."""
    return CAUSES.get(
        raised["type"], "Your code raised; read the last line of the message and run it by hand."
    )


def points(exercise: Exercise, outcomes: Sequence[Outcome]) -> float:
    """Points for an examined exercise: weights that hold, rounded to a quarter.

    Args:
        exercise: it knows the full points.
        outcomes: what `examine` gave.

    Returns:
        0 where the core failed; a full answer gets the full points.
    """
    if not outcomes or outcomes[0].problem is not None:
        return 0.0
    share = sum(outcome.property.weight for outcome in outcomes if outcome.problem is None)
    return min(exercise.points, round(4 * exercise.points * share) / 4)
