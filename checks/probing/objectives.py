"""Known functions of a parameter vector that keep a log of their calls, here or with the grader."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from checks.probing.remote import Host, Remote, travels


@travels
class CalledTooOftenError(RuntimeError):
    """The function was called far more often than there are vectors to try."""


class Objective:
    """A function with a log; a subclass says what it accepts and what it returns.

    Args:
        case: with the ``objective`` that the subclass knows.

    Attributes:
        limit: the largest number of calls.
    """

    limit = 5_000

    def __init__(self, case: dict) -> None:
        self.objective = case["objective"]
        self.dim = self.size(case)
        self.thetas: list[np.ndarray] = []
        self.values: list[float] = []

    @staticmethod
    def size(case: dict) -> int:
        """Return the number of parameters; the case may come without its objective."""
        raise NotImplementedError

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """Copy the argument of f as floats, shape (dim,), or raise if it is no such vector."""
        raise NotImplementedError

    def value(self, theta: np.ndarray) -> float:
        """Return f at theta."""
        raise NotImplementedError

    def __call__(self, theta: Any) -> float:
        """Return the value at theta, shape (dim,), and log the call.

        Raises:
            TypeError: theta is no such vector.
            CalledTooOftenError: the limit is exceeded.
        """
        theta = self.vector(theta, self.dim)
        if len(self.values) >= self.limit:
            raise CalledTooOftenError(f"f was called more than {self.limit} times")
        self.thetas.append(theta)
        self.values.append(self.value(theta))
        return self.values[-1]

    def log(self) -> dict:
        """Return all calls in order: ``thetas`` (n, dim) and ``values`` (n,)."""
        thetas = np.array(self.thetas).reshape(-1, self.dim)
        return {"thetas": thetas, "values": np.array(self.values, dtype=float)}


class RemoteObjective(Remote):
    """The student's end of an objective.

    Args:
        vector: the method `Objective.vector` of the objective.
        dim: number of parameters.
    """

    def __init__(self, vector: Callable[[Any, int], np.ndarray], dim: int) -> None:
        self._vector, self._dim = vector, dim
        super().__init__()

    def __call__(self, theta: Any) -> float:
        """Return the value at theta, or raise what the objective raises."""
        theta = self._vector(theta, self._dim)
        return self.ask("call", theta=theta)


class ObjectiveHost(Host):
    """The grader's end of the objectives of one probe, and their logs.

    Args:
        case: with its ``objective``.
        kind: the class of the objectives.
        most: how many the probe makes.
    """

    secret = ("objective",)

    def __init__(self, case: dict, kind: type[Objective], most: int = 1) -> None:
        super().__init__(case, most)
        self.kind = kind

    def make(self) -> Objective:
        """Make one more function, with an empty log."""
        return self.kind(self.case)

    def use(self, asked: dict) -> float:
        """Call a function."""
        if not isinstance(asked["theta"], np.ndarray):
            raise TypeError("no array")
        return self.things[asked["thing"]](asked["theta"])

    def log(self) -> dict:
        """Return the logs of all functions that were made, as `logged` does."""
        return logged(self.made())


def objective(case: dict, kind: type[Objective]) -> Objective | RemoteObjective:
    """Make the objective of a case, or a stand-in if the objective stays with the grader."""
    return kind(case) if "objective" in case else RemoteObjective(kind.vector, kind.size(case))


def logged(functions: Sequence[Objective | RemoteObjective]) -> dict:
    """Return the log of the first function, and in ``others`` those of the rest, of other runs."""
    first, *others = functions
    return first.log() | {"others": [other.log() for other in others]}
