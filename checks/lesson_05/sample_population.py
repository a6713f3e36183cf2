"""Examine sample_population (lesson 05): it draws a batch from a Gaussian."""

import numpy as np
from scipy.special import chdtrc

from checks import noise
from checks.chances import chance_of_shape
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, judge_left_alone
from checks.lesson_05 import probes
from checks.report import show

TAIL = 1e-8
"""Probability that one statistical comparison refuses a right answer. No exercise of this lesson
makes more than 40 of them, so that its false-alarm rate stays under 1e-6."""


def spread_fits(scores: np.ndarray) -> bool:
    """Test whether scores have the spread of standard-normal numbers."""
    return noise.spread_fits(scores, tail=TAIL)


def centre_fits(scores: np.ndarray) -> bool:
    """Test whether the columns of scores, shape (n, dim), have means like standard normals.

    n times the sum of their squares has a chi-squared distribution with dim degrees of freedom.
    """
    total = len(scores) * float(np.sum(scores.mean(axis=0) ** 2))
    return bool(chdtrc(scores.shape[1], total) > TAIL)


def shape_fits(scores: np.ndarray) -> bool:
    """Test whether the numbers are normal, by the Kolmogorov-Smirnov statistic and their tails.

    That none of 420 standard-normal numbers lies beyond ±2 has a probability under `TAIL`.
    """
    if scores.size >= 420 and np.abs(scores).max() < 2.0:
        return False
    return chance_of_shape(scores) > TAIL


def _case(rng: np.random.Generator, batch_size: int, sigma: list[float]) -> Case:
    mu = np.round(rng.uniform(20.0, 60.0, size=len(sigma)), 1) * rng.choice([-1, 1], len(sigma))
    sigma = rng.permutation(sigma)
    seed = int(rng.integers(10_000))
    return {
        "given": f"mu={show(mu)}, sigma={show(sigma)}, batch_size={batch_size}, "
        f"rng=default_rng({seed})",
        "mu": mu,
        "sigma": sigma,
        "batch_size": batch_size,
        "seed": seed,
        "causes": {
            "ValueError": "The shapes do not fit: a batch has the shape (batch_size, dim), mu and "
            "sigma have the shape (dim,).",
            **noise.GENERATOR_CAUSES,
        },
    }


def batch_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make means far from 0, and standard deviations of several sizes, one of them 0."""
    sizes = [(400, [0.1, 4.0, 9.0, 0.0]), (3, [0.5, 3.0, 0.2, 0.1, 7.0])]
    if graded:
        sizes += [(200, [0.04, 2.5]), (6, [0.3, 5.0, 0.6, 2.0, 0.01, 8.0]), (1, [0.3, 0.2, 6.0])]
    return [_case(rng, batch_size, sigma) for batch_size, sigma in sizes]


def shape_problem(case: Case, value: object) -> Problem | None:
    """Judge that the answer is an array of floats of shape (batch_size, dim); None if it is."""
    given, wanted = case["given"], (case["batch_size"], len(case["mu"]))
    if isinstance(value, np.ndarray) and value.shape == wanted and value.dtype.kind == "f":
        return None
    if value is None:
        cause = NOTHING
    elif not isinstance(value, np.ndarray):
        cause = "Return one NumPy array with a sample in each row."
    elif value.shape == wanted[::-1]:
        cause = "Rows and columns are swapped: one sample a row."
    elif value.shape == wanted[1:]:
        cause = "This is a single sample: draw batch_size of them."
    elif value.shape == wanted:
        cause = "These are whole numbers; samples are floats."
    else:
        cause = "A batch has a row for each sample and a column for each parameter."
    got = f"shape {value.shape}" if isinstance(value, np.ndarray) else show(value)
    return Problem(given, f"an array of floats of shape {wanted}", got, cause)


def judge_batch(case: Case, record: Record) -> Problem | None:
    """Judge mean, spread and shape of the distribution (four comparisons of `TAIL` a case).

    That two of 1200 numbers are equal by chance has a probability under 1e-9.
    """
    if (problem := shape_problem(case, record["value"])) is not None:
        return problem
    value, mu, sigma = record["value"], case["mu"], case["sigma"]
    moving = sigma > 0.0
    scores = (value[:, moving] - mu[moving]) / sigma[moving]
    cause = _equal_cause(scores) or _normal_cause(value[:, moving], mu[moving], sigma[moving])
    if cause is None and not np.allclose(value[:, ~moving], mu[~moving], rtol=0.0, atol=1e-9):
        cause = "Where sigma is 0 every sample is mu itself: is something else added to it?"
    if cause is None:
        return None
    return Problem(
        case["given"],
        "rows from N(mu, diag(sigma²))",
        f"columns with means {show(value.mean(axis=0))} and standard deviations "
        f"{show(value.std(axis=0))}",
        cause,
    )


def _equal_cause(scores: np.ndarray) -> str | None:
    """Name the cause of numbers that occur twice; None if all are different."""
    rounded = np.round(scores, 9)
    if len(np.unique(rounded)) == rounded.size:
        return None
    if np.all(scores == 0.0):
        return "Every row is mu itself: add noise, sigma times a standard-normal number."
    if len(scores) > 1 and np.all(rounded == rounded[0]):
        return "Every row is the same sample: draw noise for each row, size=(batch_size, dim)."
    if np.all(rounded == rounded[:, :1]):
        return (
            "One random number serves a whole row: every parameter gets noise of its own, "
            "size=(batch_size, dim)."
        )
    return "The same noise occurs again: draw anew for every row and every column."


def _normal_cause(value: np.ndarray, mu: np.ndarray, sigma: np.ndarray) -> str | None:
    """Name the likeliest cause of a distribution that is not N(mu, sigma²); None if it is."""

    def fits(centre, scale) -> bool:
        scores = (value - centre) / scale
        return spread_fits(scores) and centre_fits(scores)

    if fits(mu, sigma):
        if shape_fits((value - mu) / sigma):
            return None
        return "Mean and spread are right, and yet the noise is not normal: draw standard normals."
    suspects = {
        "sigma stands for the variance here: it is the standard deviation, so that the covariance "
        "is diag(sigma²).": (mu, np.sqrt(sigma)),
        "The noise is multiplied by sigma²: the standard deviation is sigma.": (mu, sigma**2),
        "The noise is not scaled: multiply it by sigma.": (mu, 1.0),
        "mu is missing: the samples lie around it.": (0.0, sigma),
        "mu is multiplied by sigma as well: only the noise is.": (mu * sigma, sigma),
        "mu and sigma are swapped.": (sigma, np.abs(mu)),
        "All columns have the same spread: each parameter has its own sigma.": (mu, sigma.mean()),
    }
    for cause, (centre, scale) in suspects.items():
        if fits(centre, scale):
            return cause
    if np.abs((value - mu) / sigma).max() <= 2.0 and value.size > 100:
        return "The noise is uniform: it should be normal, with standard deviation sigma."
    return "Sample i is mu plus sigma times standard-normal noise, column by column."


def judge_source(case: Case, record: Record) -> Problem | None:
    """Judge that the generator decides everything and goes on from call to call."""
    return noise.source_problem(case["given"], record, "batch", "another batch")


sample_population = Exercise(
    "sample_population",
    points=1,
    properties=[
        Property(
            "a row for each sample, drawn from N(mu, diag(sigma²))",
            0.5,
            batch_cases,
            probes.population,
            judge_batch,
        ),
        Property(
            "the noise comes from rng alone, and goes on from call to call",
            0.25,
            batch_cases,
            probes.population,
            judge_source,
        ),
        Property(
            "leaves mu and sigma as they are",
            0.25,
            batch_cases,
            probes.population,
            judge_left_alone,
        ),
    ],
)
