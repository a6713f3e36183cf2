"""The bootstrap of a few scores, worked out to the end: an oracle without chance.

Of n scores there are n^n resamples, but only (2n - 1 over n) different ones up to their order; for
n = 8 that is 6,435. So the distribution of a statistic of a resample is known exactly, and with it
how far a percentile of 10,000 random resamples may lie from its own.
"""

import functools
import itertools
import math
from collections.abc import Callable

import numpy as np
import scipy

RESAMPLES = 10_000
LUCK = 1e-9
"""Probability, on each side, with which a percentile of 10,000 resamples is out of its bounds."""


@functools.cache
def _multisets(n: int) -> tuple[np.ndarray, np.ndarray]:
    """All resamples of n items up to order: indices (many, n), ascending, and probabilities."""
    rows = np.array(list(itertools.combinations_with_replacement(range(n), n)))
    counts = np.array([(rows == item).sum(axis=1) for item in range(n)])
    factorial = np.array([math.factorial(k) for k in range(n + 1)])
    return rows, factorial[n] / factorial[counts].prod(axis=0) / float(n) ** n


def middle_half(rows: np.ndarray) -> np.ndarray:
    """The interquartile mean of each row of sorted numbers, shape (many, n)."""
    cut = rows.shape[1] // 4
    return rows[:, cut : rows.shape[1] - cut].mean(axis=1)


class Bootstrap:
    """The exact distribution of a statistic of a resample.

    Args:
        scores: at most ten or so.
        statistic: of each row of an array of sorted numbers, shape (many, n).
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
        """The smallest value that at least this share of all resamples reaches at most."""
        place = int(np.searchsorted(self.below, share - 1e-12))
        return float(self.values[min(place, len(self.values) - 1)])

    def bounds(self, share: float) -> tuple[float, float]:
        """Where a percentile of 10,000 random resamples lies, but for `LUCK` on either side.

        How many of the resamples are below a value is binomial; one more on either side is for
        the conventions by which a percentile is taken between two of them.
        """
        count = scipy.stats.binom(RESAMPLES, share)
        low, high = count.ppf(LUCK) - 1, count.isf(LUCK) + 1
        return self.quantile(max(low, 1) / RESAMPLES), self.quantile(min(high / RESAMPLES, 1.0))

    def surprise(self, value: float, share: float) -> float:
        """How far a percentile of 10,000 resamples is from its own share, in standard errors.

        0 where the value is the right one, although it is shared by many resamples.
        """
        left = int(np.searchsorted(self.values, value - 1e-9))
        right = int(np.searchsorted(self.values, value + 1e-9))
        padded = np.concatenate([[0.0], self.below])
        gap = max(padded[left] - share, share - padded[right], 0.0)
        return float(gap / np.sqrt(share * (1 - share) / RESAMPLES))

    def mean(self) -> float:
        """Its mean."""
        return float(self.values @ np.diff(self.below, prepend=0.0))

    def deviation(self) -> float:
        """Its standard deviation."""
        probabilities = np.diff(self.below, prepend=0.0)
        return float(np.sqrt(probabilities @ (self.values - self.mean()) ** 2))
