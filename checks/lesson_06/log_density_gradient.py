"""Examine log_density_gradient (lesson 06) against finite differences of the log-density."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, unlike
from checks.lesson_06 import probes
from checks.report import show

TOLERANCE = 1e-6


def log_density(theta: np.ndarray, mu: np.ndarray, sigma: float) -> float:
    """Compute log N(theta; mu, sigma² I) term by term."""
    terms = [
        -np.log(sigma * np.sqrt(2 * np.pi)) - (t - m) ** 2 / (2 * sigma**2)
        for t, m in zip(theta, mu, strict=True)
    ]
    return float(np.sum(terms))


def by_differences(theta: np.ndarray, mu: np.ndarray, sigma: float) -> np.ndarray:
    """Take central differences in each entry of mu, which are exact for a quadratic."""
    width = 0.1 * sigma
    shifts = width * np.eye(len(mu))
    return np.array(
        [
            (log_density(theta, mu + shift, sigma) - log_density(theta, mu - shift, sigma))
            / (2 * width)
            for shift in shifts
        ]
    )


def _case(rng: np.random.Generator, dim: int, sigma: float) -> Case:
    mu = rng.normal(scale=2.0, size=dim).round(2)
    theta = (mu + sigma * rng.choice([-1, 1], dim) * rng.uniform(0.3, 2.0, dim)).round(4)
    where = f"theta={show(theta)}, mu={show(mu)}" if dim <= 4 else f"{dim} dimensions"
    return {
        "given": f"{where}, sigma={sigma:g}",
        "theta": theta,
        "mu": mu,
        "sigma": sigma,
        "causes": {
            "TypeError": "theta and mu are arrays, sigma is a number; np.exp and np.log take "
            "arrays, those of the module math do not.",
            "LinAlgError": "There is no matrix to invert here: the covariance is sigma² times the "
            "identity.",
        },
    }


def density_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a few dimensions; no sigma is 1, because then its power would not show."""
    sizes = [(3, 0.4), (2, 3.0)] + ([(5, float(rng.uniform(0.2, 0.8))), (4, 1.7)] * graded)
    return [_case(rng, *size) for size in sizes]


def size_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make one dimension and many, a narrow and a wide Gaussian, and theta at the mean."""
    found = [_case(rng, 1, 0.05), _case(rng, 60, 40.0)]
    found.append(_case(rng, 3, 2.0))
    found[-1]["theta"] = found[-1]["mu"].copy()
    found[-1]["given"] = f"theta = mu = {show(found[-1]['mu'])}, sigma=2"
    return found


def density_suspects(theta: np.ndarray, mu: np.ndarray, sigma: float) -> Suspects:
    """Map usual mistakes to the gradients they give."""
    z = theta - mu
    density = float(np.exp(log_density(theta, mu, sigma)))
    return {
        "The sign is turned: this is the gradient with respect to theta; moving mu towards theta "
        "makes theta more likely.": -z / sigma**2,
        "The difference is divided by sigma; the variance, sigma², belongs there.": z / sigma,
        "sigma² is missing: this is the difference alone (the natural gradient, as it happens).": z,
        "The difference is multiplied by sigma²: divide.": z * sigma**2,
        "A factor 2 is left over: the 2 of 2 sigma² cancels against the square's derivative.": (
            z / (2 * sigma**2)
        ),
        "The derivative of the square is twice the difference, and the 2 below cancels it.": (
            2 * z / sigma**2
        ),
        "This is the gradient of the density; it takes that of its logarithm.": (
            density * z / sigma**2
        ),
        "This is the log-density itself; it takes the gradient.": log_density(theta, mu, sigma),
        "The entries are summed up: the gradient has one entry for each of mu.": float(
            np.sum(z) / sigma**2
        ),
        "The difference is squared: a derivative of the square has the power 1.": z**2 / sigma**2,
        "This is the gradient with respect to sigma; it takes the one with respect to mu.": (
            z**2 / sigma**3 - 1 / sigma
        ),
    }


def judge_density(case: Case, record: Record) -> Problem | None:
    """Judge the gradient against the finite differences."""
    theta, mu, sigma = case["theta"], case["mu"], case["sigma"]
    value, expected = record["value"], by_differences(theta, mu, sigma)
    if isinstance(value, np.ndarray) and same(sigma * value, sigma * expected, TOLERANCE):
        return None
    return array_problem(
        case["given"],
        value,
        expected,
        unlike(density_suspects(theta, mu, sigma), expected, TOLERANCE),
        "Write down log N for one dimension, drop what has no mu in it, and differentiate the "
        "rest with respect to mu.",
    )


def judge_sizes(case: Case, record: Record) -> Problem | None:
    """Judge the gradient, and that the inputs are as they were."""
    return judge_density(case, record) or mutated_problem(case["given"], record)


log_density_gradient = Exercise(
    "log_density_gradient",
    points=2,
    properties=[
        Property(
            "agrees with finite differences of log N(theta; mu, sigma² I)",
            0.75,
            density_cases,
            probes.gradient_of_log,
            judge_density,
            compare=TOLERANCE,
        ),
        Property(
            "holds for one dimension and many, at the mean too, and changes no input",
            0.25,
            size_cases,
            probes.gradient_of_log,
            judge_sizes,
            compare=TOLERANCE,
        ),
    ],
)
