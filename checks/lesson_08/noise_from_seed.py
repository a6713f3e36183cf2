"""Examine `noise_from_seed` (lesson 08): the same standard-normal vector in every process."""

import numpy as np

from checks.chances import chance_of_mean, chance_of_shape, chance_of_spread
from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, global_random_problem
from checks.lesson_08 import probes
from checks.noise import TAIL
from checks.report import show

LARGE = 20_000

CAUSES = {
    "ValueError": "A seed can be any whole number from 0 to 2³¹ - 1, and the vector has dim "
    "numbers.",
    "AttributeError": "A generator of NumPy has standard_normal(size) and normal(loc, scale, "
    "size), but no randn.",
}


def _case(asked: list[tuple[int, int]], words: str) -> Case:
    return {"given": words, "asked": asked, "causes": CAUSES}


def vectors_problem(case: Case, value: list) -> Problem | None:
    """Judge whether the answers are vectors of the lengths asked for."""
    for (seed, dim), vector in zip(case["asked"], value, strict=True):
        given, expected = f"seed={seed}, dim={dim}", f"an array of {dim} floats"
        if not isinstance(vector, np.ndarray) or vector.dtype.kind != "f":
            cause = NOTHING if vector is None else "Return a NumPy array of floats."
            return Problem(given, expected, show(vector), cause)
        if vector.shape != (dim,):
            cause = f"The shape is {vector.shape} and should be ({dim},): check the size."
            return Problem(given, expected, f"shape {vector.shape}", cause)
    return None


def common_problem(given: str, vectors: list[np.ndarray]) -> Problem | None:
    """Judge whether vectors of different seeds share numbers, apart from their sign.

    Single precision has about 2e7 numbers between -3 and 3, so two vectors of a few hundred numbers
    share three by chance with a probability under 1e-6; those of double precision share none.
    """
    expected = "vectors that have nothing in common"
    if len({vector.tobytes() for vector in vectors}) < len(vectors):
        cause = (
            "Two seeds give the same vector: build the generator from the seed that is handed over."
        )
        return Problem(given, expected, "the same vector twice", cause)
    sizes = [np.unique(np.abs(vector)) for vector in vectors]
    together = np.unique(np.concatenate(sizes))
    common = sum(map(len, sizes)) - len(together)
    if common > 2 + 0.05 * len(together):
        cause = (
            "The vectors of two seeds share numbers: give every seed a generator of its own, "
            "instead of parts of one long vector."
        )
        return Problem(given, expected, f"{common} numbers in common", cause)
    return None


def normal_problem(given: str, numbers: np.ndarray, expected: str) -> Problem | None:
    """Judge whether numbers are independent draws from N(0, 1).

    It makes three comparisons (mean, squares, Kolmogorov-Smirnov) with a false-alarm rate of `TAIL`
    each.
    """
    n = numbers.size
    got = f"{n} numbers with mean {numbers.mean():.3f}, standard deviation {numbers.std():.3f}"
    if len(np.unique(numbers)) < 0.9 * n:
        cause = "The same numbers come again and again: draw dim of them, not one."
        return Problem(given, expected, got, cause)
    low, high = numbers.min(), numbers.max()
    if low >= 0.0 and high <= 1.0:
        cause = "These numbers are uniform between 0 and 1: the noise is standard normal."
        return Problem(given, expected, got, cause)
    shape = chance_of_shape(numbers / numbers.std())
    if min(chance_of_mean(numbers), chance_of_spread(numbers), shape) > TAIL:
        return None
    if shape <= TAIL:
        cause = "The numbers are not normally distributed: standard_normal draws what is asked for."
    else:
        cause = (
            "The numbers are normal, with another mean or scale: sigma and the mean come in later, "
            "this is the plain standard-normal noise."
        )
    return Problem(given, expected, got, cause)


def normal_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for short vectors, for long ones, and for one vector each of many seeds."""
    sizes = [61, 1] + [LARGE] * (3 if graded else 1)
    seeds = [int(s) for s in rng.choice(2**31, size=len(sizes), replace=False)]
    asked = zip(seeds, sizes, strict=True)
    found = [_case([(seed, dim)], f"seed={seed}, dim={dim}") for seed, dim in asked]
    first = int(rng.integers(10_000))
    many = [(seed, 3) for seed in range(first, first + 2000)]
    return [*found, _case(many, f"dim=3 and the seeds {first} to {first + 1999}")]


def judge_normal(case: Case, record: Record) -> Problem | None:
    """Judge whether these are vectors of dim independent standard-normal numbers."""
    if (problem := vectors_problem(case, record["value"])) is not None:
        return problem
    numbers = np.concatenate(record["value"])
    if numbers.size < 1000:
        return None
    if len(record["value"]) > 1 and (problem := common_problem(case["given"], record["value"])):
        return problem
    return normal_problem(case["given"], numbers, "independent numbers from N(0, 1)")


def seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Ask for neighbouring seeds, the smallest and the largest, with 61 numbers and with more."""
    found = []
    for dim in (61, 200) if graded else (61,):
        start = int(rng.integers(1, 10_000))
        seeds = [start, start + 1, start + 2, start + dim, 0, 2**31 - 1, int(rng.integers(2**31))]
        words = f"dim={dim} and the seeds {', '.join(map(str, seeds))}"
        found.append(_case([(seed, dim) for seed in seeds], words))
    return found


def judge_other_seeds(case: Case, record: Record) -> Problem | None:
    """Judge whether the vectors of different seeds have no numbers in common."""
    value = record["value"]
    return vectors_problem(case, value) or common_problem(case["given"], value)


def judge_everywhere(case: Case, record: Record) -> Problem | None:
    """Judge whether the vectors repeat: in another order of calls, and in another process."""
    given, value = case["given"], record["value"]
    if problem := vectors_problem(case, value) or global_random_problem(given, record):
        return problem
    if not same(record["again"], value, 0.0):
        cause = (
            "What comes back depends on the calls before: make a new generator in every call, from "
            "the seed and nothing else."
        )
        return Problem(given, "the same vectors, a second time", "other vectors", cause)
    if not same(record["elsewhere"], value, 0.0):
        cause = (
            "Another process makes other noise of the same seed: use nothing that differs between "
            "processes, such as hash(…), the time or the process's number."
        )
        return Problem(given, "the same vectors on a Ray worker", "other vectors", cause)
    return None


noise_from_seed = Exercise(
    "noise_from_seed",
    points=1,
    properties=[
        Property(
            "a vector of dim independent standard-normal numbers",
            0.5,
            normal_cases,
            probes.noise,
            judge_normal,
        ),
        Property(
            "another vector for every seed",
            0.25,
            seed_cases,
            probes.noise,
            judge_other_seeds,
        ),
        Property(
            "the same vector for the same seed, whenever and in whatever process",
            0.25,
            seed_cases,
            probes.noise_elsewhere,
            judge_everywhere,
        ),
    ],
)
