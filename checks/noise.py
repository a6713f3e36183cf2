"""Judge random draws: whether the seed decides them, and whether they are distributed as asked.

A statistical comparison refuses a right answer with a small, known probability, its tail. An
exercise chooses it by how many comparisons it makes.
"""

from typing import Any

import numpy as np

from checks.chances import chance_of_count, chance_of_spread
from checks.compare import same
from checks.framework import Problem, Record
from checks.judging import global_random_problem

TAIL = 1e-7
"""The usual tail: up to nine comparisons refuse a right answer with a probability under 1e-6."""

GENERATOR_CAUSES = {
    "AttributeError": "rng is a NumPy generator: it has standard_normal(size) and normal(loc, "
    "scale, size), but no randn."
}


def seed_problem(
    given: str, first: Any, again: Any, what: str, other: str = "another one"
) -> Problem | None:
    """Judge that two generators with the same seed give the same draws, bit for bit.

    In words, ``what`` is "batch" and ``other`` is "another batch".
    """
    if same(first, again, 0.0):
        return None
    return Problem(
        given,
        f"the same {what} for the same seed",
        other,
        "The random numbers come from somewhere else than rng, so the seed decides nothing.",
    )


def source_problem(
    given: str, record: Record, what: str, other: str, repeated: str | None = None
) -> Problem | None:
    """Judge that draws come from the given generator alone, which goes on from call to call.

    Args:
        given: the input, in words.
        record: of `checks.probing.repeated.drawn_three_times`.
        what: the kind of thing that is drawn: "batch".
        other: a different one: "another batch".
        repeated: the same one; by default "the same batch".
    """
    if (problem := global_random_problem(given, record)) is not None:
        return problem
    if (problem := seed_problem(given, record["value"], record["again"], what, other)) is not None:
        return problem
    if not same(record["value"], record["next"]):
        return None
    return Problem(
        given,
        f"{other} from the second call",
        repeated or f"the same {what}",
        f"Every call gives the same {what}: take the numbers from rng as it comes; a new "
        "generator with a fixed seed always begins with the same numbers.",
    )


def spread_fits(numbers: np.ndarray, scale: float = 1.0, tail: float = TAIL) -> bool:
    """Test whether numbers, any shape, have the spread of draws from N(0, scale²)."""
    return chance_of_spread(numbers, scale) > tail


def likely(count: int, total: int, probability: float, tail: float = TAIL) -> bool:
    """Test whether so many of so many draws can have an outcome of this probability."""
    return chance_of_count(count, total, probability) > tail
