"""Examine centered_ranks (lesson 06) against a tournament of each return with each other."""

from dataclasses import replace

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_06 import probes
from checks.lesson_06.shaped_returns import (
    TOLERANCE,
    distinct_cases,
    distinct_returns,
    returns_case,
    round_robin,
    shaped_problem,
)
from checks.report import show


@np.errstate(all="ignore")
def judge_ranks(case: Case, record: Record) -> Problem | None:
    """Judge the ranks against those of the tournament."""
    returns = np.asarray(case["returns"], dtype=float)
    n, expected = len(returns), round_robin(returns)
    order = np.argsort(returns, kind="stable")
    once = np.argsort(order, kind="stable")
    below = np.array([np.sum(returns < value) for value in returns])
    last = np.array([np.sum(returns <= value) for value in returns]) - 1
    dense = np.unique(returns, return_inverse=True)[1]
    span = max(n - 1, 1)
    middling = 0.5 * (below + last)
    suspects = {
        "argsort is taken once: it says who stands at which place, not which place each one has. "
        "Take it twice.": order / span - 0.5,
        "Ties get the rank of their place: equal returns share the average of their ranks.": (
            once / span - 0.5
        ),
        "Ties all get the lowest of their ranks: they share the average.": below / span - 0.5,
        "Ties all get the highest of their ranks: they share the average.": last / span - 0.5,
        "Ties are counted as one: equal returns take up as many ranks as there are of them.": (
            dense / max(dense.max(), 1) - 0.5
        ),
        "The ranks are divided by n: the largest of n ranks, counted from 0, is n - 1.": (
            middling / n - 0.5
        ),
        "The ranks are counted from 1 and divided by n: they have to run from -0.5 to 0.5.": (
            (middling + 1) / n - 0.5
        ),
        "The ranks are counted from 1: subtract 1 before you divide by n - 1.": (
            (middling + 1) / span - 0.5
        ),
        "The ranks run from 0 to 1: subtract one half.": middling / span,
        "The ranks run from -1 to 1: they have to run from -0.5 to 0.5.": 2 * expected,
        "The best return has the lowest rank: turn the sign.": -expected,
        "These are the ranks: map them linearly to [-0.5, 0.5].": middling,
        "These are the ranks, counted from 1: map them linearly to [-0.5, 0.5].": middling + 1,
        "The ranks come out sorted: leave them in the places of their returns.": np.sort(expected),
        "The returns themselves are mapped to [-0.5, 0.5]: only their order may count.": (
            (returns - returns.min()) / np.ptp(returns) - 0.5
        ),
        "The ranks are standardised; here they run from -0.5 to 0.5.": expected / expected.std(),
    }
    if record["warnings"] and not same(record["value"], expected):
        cause = "Something is divided by zero: one value has the rank 0."
        return Problem(case["given"], show(expected), show(record["value"]), cause)
    return shaped_problem(
        case,
        record,
        expected,
        suspects,
        "The smallest return gets -0.5, the largest 0.5, the others lie between them at equal "
        "distances.",
    )


def tie_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make returns some of which are equal, returns that are all equal, and a single one."""
    some = distinct_returns(rng, 4)
    tied = rng.permutation(np.concatenate([some, some[:2], some[:1]]))
    found = [
        returns_case(tied, "returns with ties"),
        returns_case([9.0, 9.0, 9.0, 500.0], "returns with a tie"),
    ]
    found += [returns_case([4.0] * 5, "equal returns"), returns_case([3.0], "a single return")]
    if graded:
        many = rng.integers(0, 6, size=25).astype(float)
        found.append(returns_case(many, "returns with many ties"))
    return found


def transformed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Put returns through increasing functions: outliers, tiny differences, other signs."""
    returns = distinct_returns(rng, 6)
    return [
        returns_case(np.exp(returns / 20), "returns with a huge one,"),
        returns_case(1.0 + 1e-13 * returns, "returns that hardly differ,"),
        returns_case(-1e6 + returns**3, "returns"),
    ]


def judge_transformed(case: Case, record: Record) -> Problem | None:
    """Judge that only the order of the returns counts."""
    problem = judge_ranks(case, record)
    if problem is None or "left as they were" in problem.expected:
        return problem
    cause = (
        "An increasing function of the returns changes the result: compare returns with each "
        "other only, exactly, and round nothing."
    )
    return replace(problem, cause=cause)


centered_ranks = Exercise(
    "centered_ranks",
    points=1,
    properties=[
        Property(
            "ranks from -0.5 to 0.5, each in the place of its return",
            0.5,
            distinct_cases,
            probes.shaping,
            judge_ranks,
            compare=TOLERANCE,
        ),
        Property(
            "ties share their average rank, a single return gets 0",
            0.25,
            tie_cases,
            probes.shaping,
            judge_ranks,
            compare=TOLERANCE,
        ),
        Property(
            "increasing transforms of the returns change nothing",
            0.25,
            transformed_cases,
            probes.shaping,
            judge_transformed,
        ),
    ],
)
