"""Lesson 10, compare_methods: what the methods cost, and whether they kept to the budget."""

from functools import partial

import numpy as np

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_10 import probes
from checks.lesson_10.comparison_table import (
    comparison_case,
    judge_interval,
    judge_table,
    table_cases,
    table_problem,
)
from checks.probing.made_up_methods import MethodsHost
from checks.report import show

TRIALS = 4


def seconds_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Methods that sleep: the mean over the seeds is neither the sum, nor the last, nor the first.

    A busy machine may stop between two clocks: one of `TRIALS` cases is enough.
    """
    found = []
    for _ in range(TRIALS):
        case = comparison_case(rng, 2, 3)
        for spec, seconds in zip(
            case["methods"], ([0.01, 0.08, 0.01], [0.1, 0.01, 0.1]), strict=True
        ):
            spec["seconds"] = seconds
        found.append(case)
    return found


def judge_seconds(case: Case, record: Record) -> Problem | None:
    """Within a third of the mean that the methods measured themselves."""
    if (problem := table_problem(case, record)) is not None:
        return problem
    for row, spec in zip(record["value"], case["methods"], strict=True):
        lasted = np.array(record["lasted"][spec["name"]])
        got, mean = as_number(row["seconds"]), lasted.mean()
        if mean - 0.005 <= got <= 4 / 3 * mean + 0.005:
            continue
        given = f"{case['given']}; {spec['name']}'s runs took {show(lasted.tolist(), 2)} s"
        expected = f"seconds = {show(float(mean), 2)}"
        checks: list[tuple[float, str]] = [
            (lasted.sum(), "This is the time of all runs together; it is the mean of a run."),
            (lasted[-1], "This is the time of the last run alone: is the clock reset in the loop?"),
            (lasted[0], "This is the time of the first run alone."),
        ]
        cause = "The mean seconds of a run: a clock before, a clock after, divided by the runs."
        for value, words in checks:
            if abs(got - value) <= 0.25 * value:
                cause = words
                break
        if got > lasted.sum() + 0.02:
            cause = "The clock also counts the methods before: start it anew for each method."
        return Problem(given, expected, show(got, 2), cause)
    return None


def overspending_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """One run of one method took one step too many; and one that took exactly its budget."""
    found = []
    for excess in (1, 0) + ((500,) if graded else ()):
        case = comparison_case(rng, 2, 5)
        spec, place = case["methods"][1], int(rng.integers(5))
        spec["steps"][place] = case["budget"] + excess
        words = f"one run of {spec['name']} took {spec['steps'][place]} steps"
        case["given"] = f"{case['given']}; {words}"
        found.append(case | {"excess": excess, "may_raise": True})
    return found


def judge_overspending(case: Case, record: Record) -> Problem | None:
    """A ValueError for more than the budget, and none for the budget itself."""
    raised = record["raised"]
    if case["excess"] == 0:
        if raised is None:
            return None
        cause = "Exactly the budget is allowed: more than it is not."
        return Problem(case["given"], "a table", f"{raised['type']}: {raised['text']}", cause)
    if raised is None:
        cause = (
            "Whoever takes more steps than the others is not compared with them: look at the steps "
            "of every run, and raise a ValueError."
        )
        return Problem(case["given"], "a ValueError", "a table", cause)
    if raised["type"] != "ValueError":
        cause = "Raise a ValueError that names the method."
        got = f"{raised['type']}: {raised['text']}"
        return Problem(case["given"], "a ValueError", got, cause)
    name = case["methods"][1]["name"]
    if name not in raised["text"]:
        cause = "The message should name the method that took too many steps."
        return Problem(case["given"], f"{name!r} in the message", raised["text"], cause)
    return None


compare_methods = Exercise(
    "compare_methods",
    points=3,
    properties=[
        Property(
            "one row a method: the same budget for every run, their iqm and mean steps",
            0.5,
            table_cases,
            probes.comparison,
            judge_table,
            host=MethodsHost,
        ),
        Property(
            "low and high are the bootstrap interval, the same each time",
            0.166,
            table_cases,
            probes.comparison_twice,
            judge_interval,
            host=partial(MethodsHost, most=2),
        ),
        Property(
            "seconds is the mean time of a run",
            0.167,
            seconds_cases,
            probes.comparison,
            judge_seconds,
            needed=1,
            host=MethodsHost,
        ),
        Property(
            "refuses a method that took more steps than the budget",
            0.167,
            overspending_cases,
            probes.comparison,
            judge_overspending,
            host=MethodsHost,
        ),
    ],
)
