"""Two landscapes over two parameters, small enough to look at, and tools to record a search.

Each landscape is a function of two arrays of the same shape; higher is better. They stand in for
the return of a policy with two weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def narrow_ridge(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the height of a long bent ridge that climbs slowly to its top, 0 at (1, 1).

    It is minus a tenth of Rosenbrock's function (H. H. Rosenbrock, 1960, "An automatic method for
    finding the greatest or least value of a function"), with 10 in place of his 100.
    """
    return -0.1 * ((1 - x) ** 2 + 10 * (y - x**2) ** 2)


def two_hills(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the height of a wide hill, 1 at (-1, 0), beside a steep one, 2 at (1.5, 0.5).

    A search that follows the slope from the left ends on the wide, lower hill.
    """
    low = np.exp(-((x + 1) ** 2 + y**2) / 2)
    high = 2 * np.exp(-((x - 1.5) ** 2 + (y - 0.5) ** 2) / 0.18)
    return np.maximum(low, high)


@dataclass(frozen=True)
class Snapshot:
    """The state of a search distribution in one iteration.

    Attributes:
        mean: shape (2,).
        sigma: standard deviation, a number or shape (2,).
        samples: the samples drawn from it, shape (n, 2); may be empty, shape (0, 2).
        chosen: marks samples to highlight, for example the elites; bool of shape (n,), or None
            to highlight none.
    """

    mean: np.ndarray
    sigma: float | np.ndarray
    samples: np.ndarray
    chosen: np.ndarray | None = None


class Recorder:
    """A function of a parameter vector that records its calls.

    Args:
        function: ``function(theta) -> float``.

    Attributes:
        thetas: copies of the vectors it was called with, in the order of the calls.
        values: the values that the function returned for them.
    """

    def __init__(self, function: Callable[[np.ndarray], float]) -> None:
        self.function = function
        self.thetas: list[np.ndarray] = []
        self.values: list[float] = []

    @classmethod
    def of_landscape(cls, landscape: Callable) -> "Recorder":
        """Make a recorder for a landscape; it takes vectors of shape (2,)."""
        return cls(lambda theta: float(landscape(theta[0], theta[1])))

    def __call__(self, theta: np.ndarray) -> float:
        """Evaluate the function at theta, shape (dim,), and record the call."""
        value = self.function(theta)
        self.thetas.append(np.array(theta, dtype=float))
        self.values.append(value)
        return value

    def take(self) -> tuple[np.ndarray, np.ndarray]:
        """Return and forget all calls since the last take: thetas (n, dim) and values (n,)."""
        taken = np.array(self.thetas), np.array(self.values, dtype=float)
        self.thetas, self.values = [], []
        return taken
