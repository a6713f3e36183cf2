"""Examine standardize (lesson 06): mean 0, standard deviation 1, and zeros for equal returns."""

from dataclasses import replace

import numpy as np

from checks.compare import same
from checks.flat_returns import FLAT_RETURNS, flat_cause
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

OTHERWISE = (
    "Subtract the mean of the returns, divide by their standard deviation, and by nothing else."
)


@np.errstate(all="ignore")
def judge_standardize(case: Case, record: Record) -> Problem | None:
    """Judge against mean 0 and standard deviation 1, number by number."""
    returns = np.asarray(case["returns"], dtype=float)
    n = len(returns)
    mean = sum(returns) / n
    centred = returns - mean
    variance = sum(centred**2) / n
    expected = centred / np.sqrt(variance)
    suspects = {
        "The standard deviation is taken with ddof=1; these are all the returns there are, so "
        "ddof=0.": centred / returns.std(ddof=1),
        "The returns are divided by their variance; it takes the standard deviation.": centred
        / variance,
        "The returns are centred, but not divided by their standard deviation.": centred,
        "The returns are divided by their standard deviation, but not centred.": returns
        / np.sqrt(variance),
        "The median is subtracted; it takes the mean.": (returns - np.median(returns))
        / np.sqrt(variance),
        "This maps the returns to [0, 1]: it takes the mean and the standard deviation.": (
            (returns - returns.min()) / np.ptp(returns)
        ),
        "The returns are divided by their range; it takes the standard deviation.": centred
        / np.ptp(returns),
        "The sign is turned: good returns must come out positive.": -expected,
        "The numbers come out sorted: leave them in their places.": np.sort(expected),
        "These are ranks; here the returns themselves are shifted and scaled.": round_robin(
            returns
        ),
    }
    return shaped_problem(case, record, expected, suspects, OTHERWISE)


def flat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make returns that are equal, or nearly so: their standard deviation may round above 0."""
    found = [[level] * count for level, count in (*FLAT_RETURNS, (7.0, 1), (0.0, 4))]
    cases = [returns_case(np.array(returns), "equal returns") for returns in found]
    close = 1e9 + np.array([0.0, 2e-4, 1e-4, 0.0])
    cases.append(returns_case(close, "returns that differ in the thirteenth digit,"))
    return cases


def judge_flat(case: Case, record: Record) -> Problem | None:
    """Judge that the result is zeros, without a warning."""
    value = record["value"]
    zeros = np.zeros(len(case["returns"]))
    if same(value, zeros, TOLERANCE) and not record["warnings"]:
        return None
    if not isinstance(value, np.ndarray) or value.shape != zeros.shape:
        cause = "Return an array of zeros, one for each return: not a number, not the returns."
    else:
        otherwise = (
            "The standard deviation of equal numbers can round to a little more than 0: compare "
            "largest and smallest return, np.ptp, with the tolerance of the docstring."
        )
        if same(value, np.asarray(case["returns"])):
            otherwise = "The returns come back as they are: equal returns say nothing, so zeros."
        cause = flat_cause(np.isnan(value).any(), record["warnings"], otherwise)
    got = record["warnings"][0] if same(value, zeros) else show(value)
    return Problem(case["given"], "zeros, without a warning", got, cause)


def unit_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make returns in very small and very large units, and negative ones."""
    small = 1e-9 * distinct_returns(rng, 5)
    return [
        returns_case(small, "small returns"),
        returns_case(1e7 * distinct_returns(rng, 6), "large returns"),
        returns_case(-distinct_returns(rng, 5), "negative returns"),
    ]


def judge_units(case: Case, record: Record) -> Problem | None:
    """Judge that the unit of the returns does not show in the result."""
    problem = judge_standardize(case, record)
    if problem is None or problem.cause != OTHERWISE:
        return problem
    cause = (
        "The result depends on the unit: a fixed small number beside the standard deviation, or "
        "a fixed bound under it, swallows returns that are small themselves."
    )
    return replace(problem, cause=cause)


standardize = Exercise(
    "standardize",
    points=1,
    properties=[
        Property(
            "mean 0 and standard deviation 1 (ddof=0), the returns left as they are",
            0.5,
            distinct_cases,
            probes.shaping,
            judge_standardize,
            compare=TOLERANCE,
        ),
        Property(
            "zeros where all returns are equal, without a warning",
            0.25,
            flat_cases,
            probes.shaping,
            judge_flat,
        ),
        Property(
            "the unit of the returns does not show", 0.25, unit_cases, probes.shaping, judge_units
        ),
    ],
)
