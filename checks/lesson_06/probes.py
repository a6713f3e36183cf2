"""Record answers to lesson 06: noise, shaped returns, and searches on known functions with a log.

Arrays of a case are copied before they are handed over, because an answer may change what it is
given and in a notebook the judge reads the same case.
"""

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from checks.probing.objectives import Objective, logged, objective
from checks.probing.recording import observe, short_repr
from checks.probing.remote import travels
from checks.probing.repeated import drawn_three_times, repeated


@travels
class NoParametersError(TypeError):
    """The student's search asks for the value of something other than one parameter vector."""


class KnownFunction(Objective):
    """A hill, a constant, or a script.

    The case's ``objective`` is one of

    - ``{"kind": "hill", "top": (dim,), "slopes": (dim,), "level": c}``, the function
      c - Σ slopes (theta - top)²,
    - ``{"kind": "flat", "level": c}``, c everywhere,
    - ``{"kind": "script", "values": [...]}``, a slope, except that at w each batch of calls
      elsewhere moves on to the next value of the list (the last one stays).
    """

    def __init__(self, case: dict) -> None:
        super().__init__(case)
        self.start = np.array(case["w"], dtype=float)
        self._position, self._elsewhere = 0, False

    @staticmethod
    def size(case: dict) -> int:
        """Return how many parameters w has."""
        return len(case["w"])

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """Copy one parameter vector.

        Raises:
            NoParametersError: theta is not one.
        """
        numbers = isinstance(theta, np.ndarray) and theta.dtype.kind in "biuf"
        if not numbers or theta.shape != (dim,):
            shape = f"an array of shape {theta.shape}" if isinstance(theta, np.ndarray) else None
            raise NoParametersError(f"f was given {shape or short_repr(theta)[:60]}")
        return np.array(theta, dtype=float)

    def value(self, theta: np.ndarray) -> float:
        """Return the value at theta; a script may move on to its next one."""
        known = self.objective
        if known["kind"] == "hill":
            return float(known["level"] - np.sum(known["slopes"] * (theta - known["top"]) ** 2))
        if known["kind"] == "flat":
            return float(known["level"])
        if not np.array_equal(theta, self.start):
            self._elsewhere = True
            return float(np.sum(theta - self.start))
        self._position += self._elsewhere
        self._elsewhere = False
        return float(known["values"][min(self._position, len(known["values"]) - 1)])


# --- antithetic_noise ----------------------------------------------------------------------


def _draw(case: dict, antithetic_noise: Callable, rng: np.random.Generator) -> dict:
    return observe(antithetic_noise, case["num_pairs"], case["dim"], rng)


def noise(case: dict, antithetic_noise: Callable) -> dict:
    """Record one call."""
    return _draw(case, antithetic_noise, np.random.default_rng(case["seed"]))


def noise_twice(case: dict, antithetic_noise: Callable) -> dict:
    """Record a call, the next one with the same generator, and the first with a new one."""
    return drawn_three_times(partial(_draw, case, antithetic_noise), case["seed"])


# --- log_density_gradient, standardize, centered_ranks, search_gradient --------------------


def gradient_of_log(case: dict, log_density_gradient: Callable) -> dict:
    """Record one call."""
    theta, mu = copy.deepcopy((case["theta"], case["mu"]))
    return observe(log_density_gradient, theta, mu, case["sigma"])


def shaping(case: dict, shape: Callable) -> dict:
    """Record one call of a function of the returns."""
    return observe(shape, copy.deepcopy(case["returns"]))


def gradient(case: dict, search_gradient: Callable) -> dict:
    """Record one call."""
    return observe(search_gradient, *copy.deepcopy((case["eps"], case["fitness"])), case["sigma"])


# --- nes_step and nes ----------------------------------------------------------------------


def _stepped(case: dict, nes_step: Callable, f: Callable, rng: np.random.Generator) -> dict:
    shared: list[bool] = []

    def stepped(w: np.ndarray, f: Callable) -> Any:
        settings = {key: case[key] for key in ("sigma", "alpha", "num_pairs")}
        new = nes_step(w, f, **settings, rng=rng)
        shared.append(isinstance(new, np.ndarray) and np.shares_memory(new, w))
        return new

    return observe(stepped, np.array(case["w"]), f) | {"shared": any(shared)}


def step(case: dict, nes_step: Callable) -> dict:
    """Record one step on a known function, its log, and whether the answer is w itself."""
    f = objective(case, KnownFunction)
    rng = np.random.default_rng(case["seed"])
    return _stepped(case, nes_step, f, rng) | logged([f])


def step_twice(case: dict, nes_step: Callable) -> dict:
    """Record a step, the next one with the same generator, and the first with a new one.

    Each has a function of its own; ``others`` has the logs of the last two.
    """
    functions = [objective(case, KnownFunction) for _ in range(3)]
    rng = np.random.default_rng(case["seed"])
    record = _stepped(case, nes_step, functions[0], rng)
    if record["raised"] is None:
        _stepped(case, nes_step, functions[1], rng)
        _stepped(case, nes_step, functions[2], np.random.default_rng(case["seed"]))
    return record | logged(functions)


def _searched(case: dict, nes: Callable, f: Callable) -> dict:
    rng = np.random.default_rng(case["seed"])
    return observe(nes, f, np.array(case["w"]), **case["settings"], rng=rng)


def search(case: dict, nes: Callable) -> dict:
    """Record one search on a known function, and its log."""
    f = objective(case, KnownFunction)
    return _searched(case, nes, f) | logged([f])


def search_twice(case: dict, nes: Callable) -> dict:
    """Record two searches with one seed, each on a function of its own, and both values."""
    functions = [objective(case, KnownFunction) for _ in range(2)]
    record = _searched(case, nes, functions[0])
    if record["raised"] is None:
        record["again"] = _searched(case, nes, functions[1])["value"]
    return record | logged(functions)


# --- train_frozenlake ----------------------------------------------------------------------


def training(case: dict, train_frozenlake: Callable) -> dict:
    """Record one training."""
    return observe(train_frozenlake, case["seed"])


def training_twice(case: dict, train_frozenlake: Callable) -> dict:
    """Record two trainings with one seed."""
    return repeated(training, case, train_frozenlake)
