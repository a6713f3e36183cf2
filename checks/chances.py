"""Chances that numbers drawn rightly come out as they did.

A judge refuses an answer where such a chance is so small that a right one is never refused. All of
them are exact or upper bounds, so that the rate of false alarms is known.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import bdtr, bdtrc, chdtr, chdtrc, ndtr


def chance_of_spread(numbers: np.ndarray, scale: float = 1.0) -> float:
    """The two-sided chance, exact, that numbers from N(0, scale²), any shape, have such a spread.

    The sum of n squares has a chi-squared distribution with n degrees of freedom.
    """
    scores = np.asarray(numbers, dtype=float) / scale
    total = np.sum(scores**2)
    return float(2 * min(chdtr(scores.size, total), chdtrc(scores.size, total)))


def chance_of_mean(numbers: np.ndarray) -> float:
    """The two-sided chance that standard-normal numbers, any shape, have a mean as far from 0."""
    return float(2 * ndtr(-abs(numbers.mean()) * np.sqrt(numbers.size)))


def chance_of_shape(
    numbers: np.ndarray, distribution: Callable[[np.ndarray], np.ndarray] = ndtr
) -> float:
    """A bound on the chance that draws lie as far from their distribution.

    Args:
        numbers: any shape.
        distribution: its cumulative distribution function; the standard normal one.

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
    """The two-sided chance, exact, that so many of so many draws come out.

    Args:
        count: of draws with the outcome.
        total: of draws.
        probability: of the outcome.
    """
    below, above = bdtr(count, total, probability), bdtrc(count - 1, total, probability)
    return float(2 * min(below, above))
