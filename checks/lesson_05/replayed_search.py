"""Replay searches on a known hill from the samples that they drew (lesson 05).

An answer may draw its random numbers in any order. The judges therefore take the samples for which
f was called as they are, work out what must follow from them, and compare their distribution with
the one from which they should have been drawn.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from checks.framework import Case, Problem, Record
from checks.judging import tuple_problem
from checks.lesson_05 import probes
from checks.lesson_05.fit_gaussian import right_fit
from checks.lesson_05.select_elites import elite_count, elite_rows
from checks.probing.objectives import ObjectiveHost

CAUSES = {
    "NotOneSampleError": "f takes one sample, a vector of shape (dim,): call it once for each row "
    "of the batch.",
    "CalledTooOftenError": "f is called once for each sample, batch_size times an iteration, and "
    "for nothing else.",
    "ZeroDivisionError": "With a single iteration K - 1 is 0: divide by max(1, K - 1).",
    "unexpected keyword": "The arguments after the star are batch_size, elite_frac, iterations, "
    "rng and extra_std: keep the signature.",
    "not enough values": "sample_population gives one array, fit_gaussian gives two.",
}

hill_host = partial(ObjectiveHost, kind=probes.Hill)
"""Keeps the hill and its log on the grader's side when an answer is graded."""


@dataclass(frozen=True)
class Iteration:
    """One iteration of a search, and what must follow from it.

    Attributes:
        mu: mean of the Gaussian from which the samples should come, shape (dim,).
        sigma: its standard deviation, shape (dim,).
        rows: the samples, in the order of the calls, shape (batch_size, dim).
        values: their heights.
        elites: the rows that should be kept.
        fitted: mean and standard deviation of the elites.
    """

    mu: np.ndarray
    sigma: np.ndarray
    rows: np.ndarray
    values: np.ndarray
    elites: np.ndarray
    fitted: tuple[np.ndarray, np.ndarray]


def extra_noise(case: Case, k: int) -> float:
    """Return what is added to the elites' standard deviation after iteration k, from 0."""
    last = case["settings"]["iterations"] - 1
    return case["settings"].get("extra_std", 0.0) * (1.0 - k / last if last else 1.0)


def replay(case: Case, calls: np.ndarray) -> list[Iteration]:
    """Work out every iteration of a search from the samples that it drew."""
    batch_size = case["settings"]["batch_size"]
    mu, sigma, found = case["mu"], case["sigma"], []
    for k in range(case["settings"]["iterations"]):
        rows = calls[k * batch_size : (k + 1) * batch_size]
        values = np.array([probes.height(case["objective"], theta) for theta in rows])
        count = elite_count(batch_size, case["settings"]["elite_frac"])
        elites = rows[elite_rows(values, count)]
        fitted = right_fit(elites)
        found.append(Iteration(mu, sigma, rows, values, elites, fitted))
        mu, sigma = fitted[0], fitted[1] + extra_noise(case, k)
    return found


def search_case(
    rng: np.random.Generator, dim: int, nan_above: float | None = None, **settings
) -> Case:
    """Make a search on a hill with its top 3 to 5 away from 0 along every axis.

    Args:
        rng: draws the hill and the start.
        dim: number of parameters.
        nan_above: f is nan if the first parameter is larger; None for never.
        **settings: the keyword arguments of the search, without rng.
    """
    top = rng.choice([-1.0, 1.0], size=dim) * rng.uniform(3.0, 5.0, size=dim)
    words = ", ".join(f"{name}={value:g}" for name, value in settings.items())
    broken = "" if nan_above is None else f"; f is nan where theta[0] > {nan_above:g}"
    seed = int(rng.integers(10_000))
    return {
        "given": f"f(theta) = -|theta - top|² with {dim} parameters, {words}, "
        f"rng=default_rng({seed}){broken}",
        "objective": {
            "top": top,
            "step": 0.0,
            "nan_above": nan_above,
            "limit": 3 * settings["batch_size"] * settings["iterations"],
        },
        "mu": np.round(rng.normal(size=dim), 2),
        "sigma": np.round(rng.uniform(1.0, 3.0, size=dim), 2),
        "settings": settings,
        "seed": seed,
        "causes": CAUSES,
    }


def form_problem(case: Case, record: Record) -> Problem | None:
    """Judge that the answer is a triple and calls f once for each sample; None if so."""
    given, settings = case["given"], case["settings"]
    triple, cause = "the triple (mu, sigma, history)", "Return the three values mu, sigma, history."
    if (problem := tuple_problem(given, record["value"], 3, triple, cause)) is not None:
        return problem
    wanted, got = settings["batch_size"] * settings["iterations"], len(record["thetas"])
    if got == wanted:
        return None
    if got == 0:
        cause = "f was never called: it tells how good a sample is."
    elif got == settings["batch_size"]:
        cause = "One iteration only: is the `return` inside the loop?"
    elif got == wanted - settings["batch_size"]:
        cause = "The last iteration is missing: K of them, k from 0 to K - 1."
    elif got > wanted:
        cause = "f is called once for each sample and for nothing else: every call is an episode."
    else:
        cause = "Some samples are never tried: f is called once for each row of each batch."
    return Problem(given, f"{wanted} calls of f, batch_size x iterations", f"{got}", cause)


def scores_of(steps: list[Iteration], mean=None, spread=None) -> np.ndarray:
    """Return (theta - mu) / sigma for the samples of several iterations, shape (samples, dim).

    Args:
        steps: the iterations.
        mean: gives the mu of an iteration; by default the right one.
        spread: gives the sigma of an iteration; by default the right one.
    """
    parts = []
    for step in steps:
        mu = step.mu if mean is None else mean(step)
        sigma = step.sigma if spread is None else spread(step)
        parts.append((step.rows - mu) / sigma)
    return np.concatenate(parts)
