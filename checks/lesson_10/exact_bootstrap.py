"""Work out the bootstrap of a few scores exactly, without drawing resamples.

n scores have n^n resamples, but only (2n - 1 over n) of them differ in more than their order: 6,435
for n = 8. The distribution of a statistic of a resample can therefore be computed exactly, and so
can the bounds within which a percentile of 10,000 random resamples lies.
"""

import functools
import itertools
import math
from collections.abc import Callable

import numpy as np
import scipy

RESAMPLES = 10_000
LUCK = 1e-9
"""Probability that a percentile of 10,000 resamples lies beyond its bound, on each side."""


@functools.cache
def _multisets(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return all resamples of n items up to order: sorted indices (many, n), and probabilities."""
    rows = np.array(list(itertools.combinations_with_replacement(range(n), n)))
    counts = np.array([(rows == item).sum(axis=1) for item in range(n)])
    factorial = np.array([math.factorial(k) for k in range(n + 1)])
    return rows, factorial[n] / factorial[counts].prod(axis=0) / float(n) ** n


def middle_half(rows: np.ndarray) -> np.ndarray:
    """Compute the interquartile mean of each row of sorted numbers, shape (many, n)."""
    cut = rows.shape[1] // 4
    return rows[:, cut : rows.shape[1] - cut].mean(axis=1)


class Bootstrap:
    """The exact distribution of a statistic of a resample.

    Args:
        scores: at most about ten.
        statistic: maps sorted numbers, shape (many, n), to one value for each row.
    """

    def __init__(
        self, scores: np.ndarray, statistic: Callable[[np.ndarray], np.ndarray] = middle_half
    ) -> None:
        rows, probabilities = _multisets(len(scores))
        values = statistic(np.sort(scores)[rows])
        order = np.argsort(values)
        self.values = values[order]
        self.below = np.cumsum(probabilities[order])

    def quantile(self, share: float) -> float:
        """Return the smallest value that at least this share of all resamples does not exceed."""
        place = int(np.searchsorted(self.below, share - 1e-12))
        return float(self.values[min(place, len(self.values) - 1)])

    def bounds(self, share: float) -> tuple[float, float]:
        """Bound a percentile of 10,000 random resamples; it lies beyond each bound with `LUCK`.

        The number of resamples below a value is binomial. The bounds are wider by one resample on
        either side, because there are several conventions for a percentile between two of them.
        """
        count = scipy.stats.binom(RESAMPLES, share)
        low, high = count.ppf(LUCK) - 1, count.isf(LUCK) + 1
        return self.quantile(max(low, 1) / RESAMPLES), self.quantile(min(high / RESAMPLES, 1.0))

    def surprise(self, value: float, share: float) -> float:
        """Return how many standard errors a percentile of 10,000 resamples is from its own share.

        It is 0 for the right value, even if many resamples share that value.
        """
        left = int(np.searchsorted(self.values, value - 1e-9))
        right = int(np.searchsorted(self.values, value + 1e-9))
        padded = np.concatenate([[0.0], self.below])
        gap = max(padded[left] - share, share - padded[right], 0.0)
        return float(gap / np.sqrt(share * (1 - share) / RESAMPLES))

    def mean(self) -> float:
        """Return the mean of the distribution."""
        return float(self.values @ np.diff(self.below, prepend=0.0))

    def deviation(self) -> float:
        """Return the standard deviation of the distribution."""
        probabilities = np.diff(self.below, prepend=0.0)
        return float(np.sqrt(probabilities @ (self.values - self.mean()) ** 2))
