"""Examine antithetic_noise (lesson 06): standard-normal rows, each with its opposite."""

import numpy as np

from checks.chances import chance_of_mean, chance_of_shape
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_06 import probes
from checks.noise import GENERATOR_CAUSES, source_problem, spread_fits
from checks.report import show

TAIL = 1e-8
"""Probability that one statistical comparison refuses a right answer. No exercise makes more than
20 of them, so that its false-alarm rate stays under 1e-6."""

CAUSES = {
    **GENERATOR_CAUSES,
    "ValueError": "Shapes do not fit: draw (num_pairs, dim) numbers and stack two such arrays, "
    "one under the other.",
    "TypeError": "A shape is a tuple: standard_normal((num_pairs, dim)); concatenate and vstack "
    "take a list of arrays.",
}


def _case(rng: np.random.Generator, num_pairs: int, dim: int) -> Case:
    seed = int(rng.integers(10_000))
    return {
        "given": f"num_pairs={num_pairs}, dim={dim}, rng=default_rng({seed})",
        "num_pairs": num_pairs,
        "dim": dim,
        "seed": seed,
        "causes": CAUSES,
    }


def mirror_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make few and many pairs and dimensions."""
    sizes = [(4, 3), (1, 5)] + ([(7, 1), (2, 2), (30, 12)] if graded else [])
    return [_case(rng, *size) for size in sizes]


def noise_shape_problem(case: Case, value: object) -> Problem | None:
    """Judge that the noise is an array of shape (2 * num_pairs, dim); None if it is."""
    num_pairs, dim = case["num_pairs"], case["dim"]
    given, expected = case["given"], f"an array of shape {(2 * num_pairs, dim)}"
    if value is None:
        return Problem(given, expected, "None", NOTHING)
    if isinstance(value, (tuple, list)):
        cause = "Return one array: put the two halves together, one under the other."
        return Problem(given, expected, show(value), cause)
    if isinstance(value, np.ndarray) and value.shape == (2 * num_pairs, dim):
        return None
    shape = getattr(value, "shape", None)
    causes = {
        (num_pairs, dim): "There are two rows a pair: the noise and its opposite.",
        (4 * num_pairs, dim): "There are num_pairs pairs, 2 · num_pairs rows: draw half of them.",
        (dim, 2 * num_pairs): "A row is one noise vector: the axes are the wrong way round.",
        (num_pairs, 2 * dim): "The opposites stand beside the noise: put them under it (axis 0).",
        (2, num_pairs, dim): "The two halves are stacked along a new axis: put one under the "
        "other (np.concatenate or np.vstack).",
        (2 * num_pairs * dim,): "All numbers stand in one row: give one row a vector.",
    }
    got = f"an array of shape {shape}" if shape is not None else show(value)
    cause = causes.get(shape, "Return one row a vector: 2 · num_pairs rows, dim columns.")
    return Problem(given, expected, got, cause)


def judge_mirror(case: Case, record: Record) -> Problem | None:
    """Judge that row num_pairs + i is minus row i."""
    if (problem := noise_shape_problem(case, record["value"])) is not None:
        return problem
    eps = record["value"].astype(float)
    first, second = np.split(eps, 2)
    if np.allclose(second, -first, rtol=1e-12, atol=1e-12) and np.ptp(eps) > 0.0:
        return None
    if np.ptp(eps) == 0.0:
        cause = "All numbers are equal: draw them from rng."
    elif np.allclose(second, first):
        cause = "The second half equals the first: its sign is to be turned."
    elif np.allclose(eps[1::2], -eps[::2]):
        cause = "The pairs alternate: all of the noise comes first, then all of the opposites."
    elif np.allclose(second, -first[::-1]):
        cause = "The opposites stand in reverse order: row num_pairs + i is minus row i."
    elif np.allclose(second, 1.0 - first):
        cause = "The second half is 1 minus the first; the opposite of a number is minus it."
    else:
        cause = "The two halves were drawn independently: draw once, and turn the sign."
    return Problem(
        case["given"],
        f"row {case['num_pairs']} = minus row 0, that is {show(-first[0][:4])}",
        show(second[0][:4]),
        cause,
    )


def spread_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make cases of some thousands of numbers."""
    return [_case(rng, *size) for size in [(60, 50)] + [(300, 10), (11, 400)] * graded]


def normal_cause(numbers: np.ndarray) -> str | None:
    """Name the likeliest cause of numbers that are not independent standard normals, if any.

    There are three comparisons of `TAIL`: of the sum of squares (chi-squared), of the mean (normal)
    and of the distribution (Kolmogorov-Smirnov). Two of 6,000 numbers are equal by chance with a
    probability under 1e-8.
    """
    if len(np.unique(numbers)) < numbers.size:
        return "The same number serves many entries: every entry of every row is drawn anew."
    if numbers.min() >= 0.0:
        return "The numbers are uniform between 0 and 1: take standard normals."
    if not spread_fits(numbers, tail=TAIL):
        for scale in (np.sqrt(1 / 3), np.sqrt(1 / 12)):
            if spread_fits(numbers, scale, TAIL):
                return "The numbers are uniform: take standard normals."
        return "The standard deviation is not 1: sigma comes in later, and nowhere here."
    if chance_of_mean(numbers) < TAIL:
        return "The numbers have a mean: standard normals lie around 0."
    if chance_of_shape(numbers) < TAIL:
        return "The numbers have the right spread, but are not normal: take standard normals."
    return None


def judge_spread(case: Case, record: Record) -> Problem | None:
    """Judge that the first half is standard normal (at most nine comparisons of `TAIL`)."""
    if (problem := noise_shape_problem(case, record["value"])) is not None:
        return problem
    numbers = record["value"][: case["num_pairs"]].astype(float).ravel()
    cause = normal_cause(numbers)
    if cause is None:
        return None
    return Problem(
        case["given"],
        f"{numbers.size} independent numbers from N(0, 1) in the first half",
        f"a standard deviation of {numbers.std():.3g}, a mean of {numbers.mean():.3g}",
        cause,
    )


def source_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make one call, which the probe repeats."""
    return [_case(rng, 5, 4)]


def judge_source(case: Case, record: Record) -> Problem | None:
    """Judge that the generator decides everything and goes on from call to call."""
    return source_problem(case["given"], record, "noise", "other noise")


antithetic_noise = Exercise(
    "antithetic_noise",
    points=1,
    properties=[
        Property(
            "the second half is minus the first, row by row",
            0.5,
            mirror_cases,
            probes.noise,
            judge_mirror,
        ),
        Property(
            "the first half holds independent standard normals",
            0.25,
            spread_cases,
            probes.noise,
            judge_spread,
        ),
        Property(
            "the noise comes from rng alone, and goes on from call to call",
            0.25,
            source_cases,
            probes.noise_twice,
            judge_source,
        ),
    ],
)
