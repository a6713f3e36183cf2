"""Examine fit_gaussian (lesson 05): the mean and the standard deviation of the elites."""

from dataclasses import replace

import numpy as np

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import array_problem, mutated_problem, tuple_problem
from checks.lesson_05 import probes
from checks.report import show


def fit_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a few elites in columns that differ in mean and spread."""
    found = []
    for count, dim in [(4, 2), (5, 3)] + [(2, 6), (12, 1), (3, 3)] * graded:
        scale = rng.choice([0.3, 2.0, 9.0], size=dim)
        elites = np.round(rng.normal(rng.uniform(-9, 9, size=dim), scale, size=(count, dim)), 2)
        given = (
            f"elites {show(elites)}" if elites.size <= 12 else f"{count} elites of {dim} numbers"
        )
        found.append({"given": given, "elites": elites})
    return found


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a single elite."""
    elites = np.round(rng.normal(scale=5.0, size=(1, 4)), 2)
    return [{"given": f"one elite, {show(elites)}", "elites": elites}]


def pair_problem(given: str, value: object) -> Problem | None:
    """Judge that the answer is a pair (mu, sigma), or a matrix of two rows; None if so."""
    if isinstance(value, np.ndarray) and value.ndim == 2 and len(value) == 2:
        return None
    return tuple_problem(given, value, 2, "the pair (mu, sigma)", "Return the pair (mu, sigma).")


def as_array(value: object) -> object:
    """Turn a number into an array without axes, to judge it as an array; keep anything else."""
    return value if as_number(value) is None else np.array(as_number(value))


def _columns(elites: np.ndarray, number) -> np.ndarray:
    return np.array([number([float(x) for x in column]) for column in elites.T])


def right_fit(elites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Compute mean and standard deviation of each column by their definition."""

    def mean(column: list[float]) -> float:
        return sum(column) / len(column)

    def deviation(column: list[float]) -> float:
        return mean([(x - mean(column)) ** 2 for x in column]) ** 0.5

    return _columns(elites, mean), _columns(elites, deviation)


def judge_mean(case: Case, record: Record) -> Problem | None:
    """Judge mu, one mean for each column."""
    given, elites = case["given"], case["elites"]
    if (problem := pair_problem(given, record["value"])) is not None:
        return problem
    mu, sigma = right_fit(elites)
    suspects = {
        "This is one mean, of all numbers together: each parameter has its own, axis=0.": np.array(
            elites.mean()
        ),
        "One mean, of all numbers together, stands in every column: axis=0.": np.full_like(
            mu, elites.mean()
        ),
        "This is the mean of each row: each parameter is a column, axis=0.": elites.mean(axis=1),
        "These are the standard deviations: mu comes first.": sigma,
        "This is the median; the mean is asked for.": np.median(elites, axis=0),
        "This is the first row, the best elite: all of them count.": elites[0],
        "This is the sum: divide by the number of elites.": elites.sum(axis=0),
    }
    return array_problem(
        given, as_array(record["value"][0]), mu, suspects, "mu is the mean of each column."
    )


def judge_deviation(case: Case, record: Record) -> Problem | None:
    """Judge sigma, one standard deviation for each column, and that the elites are unchanged."""
    given, elites = case["given"], case["elites"]
    if (problem := pair_problem(given, record["value"])) is not None:
        return problem
    sigma, n = right_fit(elites)[1], len(elites)
    unbiased = sigma * np.sqrt(n / (n - 1)) if n > 1 else np.full_like(sigma, np.nan)
    suspects = {
        "This is one standard deviation, of all numbers together: each parameter has its own, "
        "axis=0.": np.array(elites.std()),
        "One standard deviation, of all numbers together, stands in every column: axis=0.": (
            np.full_like(sigma, elites.std())
        ),
        "The standard deviation is taken with ddof=1; here it describes the elites themselves, so "
        "ddof=0.": unbiased,
        "This is the variance: sigma is its root.": sigma**2,
        "This is the variance, with ddof=1: sigma is the root, with ddof=0.": unbiased**2,
        "This is the standard deviation of each row: each parameter is a column, axis=0.": (
            elites.std(axis=1)
        ),
        "This is the standard error of the mean: do not divide by the root of the number.": (
            sigma / np.sqrt(n)
        ),
        "This is the mean absolute deviation; the standard deviation squares first.": (
            np.abs(elites - elites.mean(axis=0)).mean(axis=0)
        ),
        "This is half the width from lowest to highest, not the standard deviation.": (
            np.ptp(elites, axis=0) / 2
        ),
    }
    problem = array_problem(
        given,
        as_array(record["value"][1]),
        sigma,
        suspects,
        "sigma is the standard deviation of each column.",
    )
    return problem or mutated_problem(given, record)


def judge_single(case: Case, record: Record) -> Problem | None:
    """Judge that a single elite has no spread."""
    problem = judge_mean(case, record) or judge_deviation(case, record)
    if problem is None:
        return None
    if np.isnan(np.asarray(record["value"][1], dtype=float)).any():
        cause = "0 / 0: with ddof=1 a single elite is divided by zero; ddof=0 gives 0."
        return replace(problem, cause=cause)
    return problem


fit_gaussian = Exercise(
    "fit_gaussian",
    points=1,
    properties=[
        Property("mu is the mean of each column", 0.5, fit_cases, probes.fit, judge_mean),
        Property(
            "sigma is the standard deviation of each column, ddof=0; elites are left alone",
            0.25,
            fit_cases,
            probes.fit,
            judge_deviation,
        ),
        Property(
            "a single elite has itself as mu, and sigma 0",
            0.25,
            single_cases,
            probes.fit,
            judge_single,
        ),
    ],
)
