"""Known functions of a parameter vector that keep a log of their calls, here or with the grader."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from checks.probing.remote import Host, Remote, travels


@travels
class CalledTooOftenError(RuntimeError):
    """The function was called far more often than there are vectors to try."""


class Objective:
    """A function with a log; a subclass says what it takes and what it gives.

    Args:
        case: with the ``objective`` that the subclass knows.

    Attributes:
        limit: how many calls there may be.
    """

    limit = 5_000

    def __init__(self, case: dict) -> None:
        self.objective = case["objective"]
        self.dim = self.size(case)
        self.thetas: list[np.ndarray] = []
        self.values: list[float] = []

    @staticmethod
    def size(case: dict) -> int:
        """How many parameters the case has; it may be one without its objective."""
        raise NotImplementedError

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """A copy of what f was called with, as floats, shape (dim,); refuses everything else."""
        raise NotImplementedError

    def value(self, theta: np.ndarray) -> float:
        """What f is at theta."""
        raise NotImplementedError

    def __call__(self, theta: Any) -> float:
        """The value at theta, shape (dim,).

        Raises:
            TypeError: theta is no such vector.
            CalledTooOftenError: the limit is passed.
        """
        theta = self.vector(theta, self.dim)
        if len(self.values) >= self.limit:
            raise CalledTooOftenError(f"f was called more than {self.limit} times")
        self.thetas.append(theta)
        self.values.append(self.value(theta))
        return self.values[-1]

    def log(self) -> dict:
        """All calls in order: ``thetas`` (n, dim) and ``values`` (n,)."""
        thetas = np.array(self.thetas).reshape(-1, self.dim)
        return {"thetas": thetas, "values": np.array(self.values, dtype=float)}


class RemoteObjective(Remote):
    """The student's end of an objective.

    Args:
        vector: as that of the objective.
        dim: number of parameters.
    """

    def __init__(self, vector: Callable[[Any, int], np.ndarray], dim: int) -> None:
        self._vector, self._dim = vector, dim
        super().__init__()

    def __call__(self, theta: Any) -> float:
        """The value at theta; what it raises is what the objective raises."""
        theta = self._vector(theta, self._dim)
        return self.ask("call", theta=theta)


class ObjectiveHost(Host):
    """The objectives of one probe: what they are made of, how often they were called and with what.

    Args:
        case: with its ``objective``.
        kind: what `objective` makes of it.
        most: how many the probe makes.
    """

    secret = ("objective",)

    def __init__(self, case: dict, kind: type[Objective], most: int = 1) -> None:
        super().__init__(case, most)
        self.kind = kind

    def make(self) -> Objective:
        """One more function, its log empty."""
        return self.kind(self.case)

    def use(self, asked: dict) -> float:
        """Call a function."""
        if not isinstance(asked["theta"], np.ndarray):
            raise TypeError("no array")
        return self.things[asked["thing"]](asked["theta"])

    def log(self) -> dict:
        """As `logged` gives it for all that were made."""
        return logged(self.made())


def objective(case: dict, kind: type[Objective]) -> Objective | RemoteObjective:
    """The objective of a case, or its stand-in where it is not here."""
    return kind(case) if "objective" in case else RemoteObjective(kind.vector, kind.size(case))


def logged(functions: Sequence[Objective | RemoteObjective]) -> dict:
    """The log of the first one, and in ``others`` those of the rest, called in other runs."""
    first, *others = functions
    return first.log() | {"others": [other.log() for other in others]}
