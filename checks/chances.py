"""Compute how likely the given numbers would be if they were drawn correctly.

A judge refuses an answer if this chance is so small that a right answer is practically never
refused. Every chance here is exact or an upper bound, so the rate of false alarms is known.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import bdtr, bdtrc, chdtr, chdtrc, ndtr


def chance_of_spread(numbers: np.ndarray, scale: float = 1.0) -> float:
    """Return the exact two-sided chance that numbers from N(0, scale²) spread like these.

    For scale 1, the sum of n squares has a chi-squared distribution with n degrees of freedom.

    Args:
        numbers: any shape.
        scale: the standard deviation of the distribution.
    """
    scores = np.asarray(numbers, dtype=float) / scale
    total = np.sum(scores**2)
    return float(2 * min(chdtr(scores.size, total), chdtrc(scores.size, total)))


def chance_of_mean(numbers: np.ndarray) -> float:
    """Return the two-sided chance that standard-normal numbers have a mean as far from 0."""
    return float(2 * ndtr(-abs(numbers.mean()) * np.sqrt(numbers.size)))


def chance_of_shape(
    numbers: np.ndarray, distribution: Callable[[np.ndarray], np.ndarray] = ndtr
) -> float:
    """Return a bound on the chance that draws lie as far from their distribution as these.

    Args:
        numbers: any shape.
        distribution: the cumulative distribution function.

    Returns:
        ``2 exp(-2 n D²)`` for the statistic D of Kolmogorov and Smirnov, at most 1: Massart, "The
        tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality" (1990).
    """
    expected = distribution(np.sort(numbers, axis=None))
    n = expected.size
    steps = np.arange(n + 1) / n
    distance = max(np.max(steps[1:] - expected), np.max(expected - steps[:-1]))
    return float(np.minimum(1.0, 2 * np.exp(-2 * n * distance**2)))


def chance_of_count(count: int, total: int, probability: float) -> float:
    """Return the exact two-sided chance of a count of outcomes.

    Args:
        count: number of draws with the outcome.
        total: number of draws.
        probability: probability of the outcome in one draw.
    """
    below, above = bdtr(count, total, probability), bdtrc(count - 1, total, probability)
    return float(2 * min(below, above))
