"""Examine `gather_results` (lesson 08), which collects what is there in time and drops the rest."""

import numpy as np

from checks.compare import as_index, as_number, same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import tuple_problem
from checks.lesson_08 import probes
from checks.report import show

PATIENT, SHORT = 25.0, 0.4
"""Timeouts in seconds: one that never runs out here, and one that soon does."""

LATE, TOO_LONG = 14, 4.0
"""How many tasks never begin, and the seconds after which an answer is too late.

Waiting `SHORT` for each of the tasks takes 5.6 s, for all of them together 0.4 s.
"""

CAUSES = {
    "GetTimeoutError": "One late task takes all results along: find out with ray.wait which tasks "
    "have ended, and fetch those.",
    "RuntimeError": "A task that raises takes the whole run along: fetch the results one by one, "
    "and catch what ray.get raises.",
    "WorkerCrashedError": "A worker that dies takes the whole run along: catch what ray.get "
    "raises, all of Ray's errors, not only those that a task's own code raised.",
    "TaskCancelledError": "A cancelled task has no result: fetch those that ended in time only.",
    "num_returns": "ray.wait stops after num_returns tasks, 1 by default: ask for len(refs).",
    "TypeError": "A value of another type than expected: ray.wait returns two lists of "
    "references, those that have ended and the others.",
}


def _case(rng: np.random.Generator, kinds: str, timeout: float, words: str, order=None) -> Case:
    """Make tasks of these kinds, in the order of submission; by default they are then shuffled."""
    kinds = kinds.split()
    seeds = rng.choice(100_000, size=len(kinds), replace=False)
    tasks = [
        {"kind": kind, "value": (int(seed), float(seed % 97), 9.0)}
        for kind, seed in zip(kinds, seeds, strict=True)
    ]
    order = rng.permutation(len(tasks)) if order is None else order
    return {
        "given": f"{words}, timeout={timeout:g}",
        "tasks": tasks,
        "order": [int(i) for i in order],
        "timeout": timeout,
        "causes": CAUSES,
    }


def expected_results(case: Case) -> list[tuple]:
    """List the results of the tasks that finish, in the order in which they are handed over."""
    tasks = [case["tasks"][i] for i in case["order"]]
    return [task["value"] for task in tasks if task["kind"] in ("ready", "chain")]


def judge_results(case: Case, record: Record) -> Problem | None:
    """Judge the results of the tasks that finish, in the order of refs, and how many were lost."""
    given, value, pair = case["given"], record["value"], "the pair (results, num_lost)"
    cause = "Return two values: the list of results, and how many tasks gave none."
    if (problem := tuple_problem(given, value, 2, pair, cause)) is not None:
        return problem
    results, num_lost = value
    if not isinstance(results, (list, tuple)) and isinstance(num_lost, (list, tuple)):
        cause = "The two are in the other order: the results come first."
        return Problem(given, pair, show(value), cause)
    if not isinstance(results, (list, tuple)):
        return Problem(given, "a list", show(results), "The results are a list.")
    expected = expected_results(case)
    lost = len(case["order"]) - len(expected)
    if not same(results, expected):
        return Problem(given, show(expected), show(results), _results_cause(results, expected))
    if as_index(num_lost) != lost:
        cause = (
            "The refs are counted twice: count every task that gave no result, late or crashed, "
            "once."
            if as_number(num_lost) is not None and as_number(num_lost) > lost
            else "Count late tasks and crashed ones: len(refs) minus the number of results."
        )
        if isinstance(num_lost, (list, tuple)):
            cause = "Return how many were lost, a number, not which."
        return Problem(given, f"num_lost = {lost}", show(num_lost), cause)
    return None


def _results_cause(results, expected: list[tuple]) -> str:
    rest = [result for result in results if result is not None]
    if any(isinstance(r, dict) and "ObjectRef" in r.get("opaque", "") for r in results):
        return "These are references: fetch the results with ray.get."
    if any(isinstance(r, dict) and "opaque" in r for r in results):
        return "An exception stands among the results: leave lost tasks out."
    if len(rest) < len(results) and same(rest, expected):
        return "A lost task has no place among the results: leave it out, instead of None."
    if len(results) == len(expected) and same(sorted(results), sorted(expected)):
        return (
            "The results are in the order in which the tasks ended: put them in the order of refs, "
            "so that a run does not depend on luck."
        )
    if len(results) < len(expected):
        return (
            "Results are missing that were there in time: does one late or crashed task stop the "
            "loop, or does ray.wait return after the first? (num_returns is 1 by default.)"
        )
    return "The results are not those of the tasks that ended in time."


# --- tasks that finish ---------------------------------------------------------------------


def order_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make tasks that end in another order than that in which they are handed over."""
    words = "three tasks that end from last to first"
    found = [_case(rng, "chain " * 3, PATIENT, words, [2, 1, 0])]
    if graded:
        found.append(_case(rng, "chain ready chain ready", PATIENT, "four tasks", [2, 1, 0, 3]))
        found.append(_case(rng, "ready " * 30, PATIENT, "30 tasks that have ended already"))
    return found


# --- tasks that crash ----------------------------------------------------------------------


def crash_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make tasks that raise, a task whose worker dies, and tasks that finish."""
    words = "eight tasks, one of which raises an exception, while the process of another dies"
    found = [_case(rng, "ready raises ready ready dies ready ready ready", PATIENT, words)]
    if graded:
        found.append(_case(rng, "raises raises raises", PATIENT, "three tasks that all raise"))
        found.append(_case(rng, "raises chain chain", PATIENT, "three tasks, one raises"))
    return found


# --- tasks that are late -------------------------------------------------------------------


def late_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make tasks that never begin, one that sleeps too long, and tasks that have ended."""
    words = f"five tasks that have ended, {LATE} that never begin and one that sleeps"
    found = [_case(rng, "ready " * 5 + "sleeps " + "waits " * LATE, SHORT, words)]
    if graded:
        words = "a task that has ended, one that raised, one that sleeps, three that never begin"
        found.append(_case(rng, "ready raises sleeps waits waits waits", SHORT, words))
        found.append(_case(rng, "waits waits", SHORT, "two tasks that never begin"))
    return found


def judge_late(case: Case, record: Record) -> Problem | None:
    """Judge whether the results are back in time and the late tasks cancelled.

    A right answer takes 0.4 s; it is refused after 4 s, so only if the machine stands still for
    3.6 s.
    """
    if (problem := judge_results(case, record)) is not None:
        return problem
    given = case["given"]
    if record["seconds"] > TOO_LONG:
        cause = (
            "The timeout is for all tasks together: one ray.wait for the whole list, instead of "
            "one wait for each."
        )
        got = f"after {record['seconds']:.1f} s"
        return Problem(given, f"an answer after {SHORT:g} s", got, cause)
    for kind, cancelled in record["cancelled"].items():
        if not cancelled:
            cause = "Late tasks are left at work, in the way of the next iteration: ray.cancel."
            state = "sleeps on" if kind == "sleeps" else "still waits for its turn"
            return Problem(given, "every late task cancelled", f"one {state}", cause)
    return None


gather_results = Exercise(
    "gather_results",
    points=3,
    properties=[
        Property(
            "all results of tasks that finish, in the order of refs",
            0.3,
            order_cases,
            probes.gathering,
            judge_results,
        ),
        Property(
            "a task that raises and a worker that dies cost their results, not the run",
            0.3,
            crash_cases,
            probes.gathering,
            judge_results,
        ),
        Property(
            "late tasks are left behind when the time is up, and cancelled",
            0.4,
            late_cases,
            probes.gathering,
            judge_late,
        ),
    ],
)
