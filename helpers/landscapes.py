"""Two landscapes of two parameters, small enough to look at, and what records a search on them.

Each is a function of two arrays of one shape; higher is better. They stand in for the return of a
policy with two weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def narrow_ridge(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A long bent ridge that climbs slowly; its top, 0, is at (1, 1).

    It is minus a tenth of Rosenbrock's function (H. H. Rosenbrock, 1960, "An automatic method for
    finding the greatest or least value of a function"), with 10 in place of his 100.
    """
    return -0.1 * ((1 - x) ** 2 + 10 * (y - x**2) ** 2)


def two_hills(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A wide low hill, height 1 at (-1, 0), and a steep high one, height 2 at (1.5, 0.5).

    Whoever follows the slope from the left ends on the low one.
    """
    low = np.exp(-((x + 1) ** 2 + y**2) / 2)
    high = 2 * np.exp(-((x - 1.5) ** 2 + (y - 0.5) ** 2) / 0.18)
    return np.maximum(low, high)


@dataclass(frozen=True)
class Snapshot:
    """A search distribution in one iteration.

    Attributes:
        mean: shape (2,).
        sigma: standard deviation, a number or shape (2,).
        samples: what was drawn from it, shape (n, 2); may be empty, shape (0, 2).
        chosen: which of the samples count, bool of shape (n,), the elites say; None: all do.
    """

    mean: np.ndarray
    sigma: float | np.ndarray
    samples: np.ndarray
    chosen: np.ndarray | None = None


class Recorder:
    """A function of a parameter vector that keeps what it was called with.

    Args:
        function: ``function(theta) -> float``.

    Attributes:
        thetas: copies of the vectors, in the order of the calls.
        values: what the function returned for them.
    """

    def __init__(self, function: Callable[[np.ndarray], float]) -> None:
        self.function = function
        self.thetas: list[np.ndarray] = []
        self.values: list[float] = []

    @classmethod
    def of_landscape(cls, landscape: Callable) -> "Recorder":
        """A recorder of a landscape: it takes a vector of shape (2,)."""
        return cls(lambda theta: float(landscape(theta[0], theta[1])))

    def __call__(self, theta: np.ndarray) -> float:
        """The function's value at theta, shape (dim,)."""
        value = self.function(theta)
        self.thetas.append(np.array(theta, dtype=float))
        self.values.append(value)
        return value

    def take(self) -> tuple[np.ndarray, np.ndarray]:
        """Everything since the last take: thetas (n, dim) and values (n,). Forgets them."""
        taken = np.array(self.thetas), np.array(self.values, dtype=float)
        self.thetas, self.values = [], []
        return taken
