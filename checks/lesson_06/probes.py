"""Probes of lesson 06: noise, shaped returns, and searches on known functions that keep a log.

Arrays of a case are copied before they are handed over: in a notebook the judge reads the same
case, and an answer may change what it is given.
"""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from checks.probing.objectives import Objective, logged, objective
from checks.probing.recording import observe, short_repr
from checks.probing.remote import travels


@travels
class NoParametersError(TypeError):
    """The student's search asks for the value of something else than one parameter vector."""


class KnownFunction(Objective):
    """A hill, a plain, or a script.

    The case's ``objective`` is one of

    - ``{"kind": "hill", "top": (dim,), "slopes": (dim,), "level": c}``, the function
      c - Σ slopes (theta - top)²,
    - ``{"kind": "flat", "level": c}``, c everywhere,
    - ``{"kind": "script", "values": [...]}``, at w the next value of the list after each
      batch of calls elsewhere (the last one stays), and a slope elsewhere.
    """

    def __init__(self, case: dict) -> None:
        super().__init__(case)
        self.start = np.array(case["w"], dtype=float)
        self._position, self._elsewhere = 0, False

    @staticmethod
    def size(case: dict) -> int:
        """How many parameters w has."""
        return len(case["w"])

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """A copy of one parameter vector.

        Raises:
            NoParametersError: theta is none.
        """
        numbers = isinstance(theta, np.ndarray) and theta.dtype.kind in "biuf"
        if not numbers or theta.shape != (dim,):
            shape = f"an array of shape {theta.shape}" if isinstance(theta, np.ndarray) else None
            raise NoParametersError(f"f was given {shape or short_repr(theta)[:60]}")
        return np.array(theta, dtype=float)

    def value(self, theta: np.ndarray) -> float:
        """The value at theta, for a script the next one."""
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


def noise(case: dict, antithetic_noise: Callable) -> dict:
    """One call."""
    rng = np.random.default_rng(case["seed"])
    return observe(antithetic_noise, case["num_pairs"], case["dim"], rng)


def noise_twice(case: dict, antithetic_noise: Callable) -> dict:
    """A call, the next one with the same generator, and the first with a new one."""
    rng = np.random.default_rng(case["seed"])
    record = observe(antithetic_noise, case["num_pairs"], case["dim"], rng)
    if record["raised"] is not None:
        return record
    following = observe(antithetic_noise, case["num_pairs"], case["dim"], rng)
    return record | {"next": following["value"], "again": noise(case, antithetic_noise)["value"]}


# --- log_density_gradient, standardize, centered_ranks, search_gradient --------------------


def gradient_of_log(case: dict, log_density_gradient: Callable) -> dict:
    """One call."""
    theta, mu = copy.deepcopy((case["theta"], case["mu"]))
    return observe(log_density_gradient, theta, mu, case["sigma"])


def shaping(case: dict, shape: Callable) -> dict:
    """One call of a function of the returns."""
    return observe(shape, copy.deepcopy(case["returns"]))


def gradient(case: dict, search_gradient: Callable) -> dict:
    """One call."""
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
    """One step on a known function, with its log; whether the answer is w itself."""
    f = objective(case, KnownFunction)
    rng = np.random.default_rng(case["seed"])
    return _stepped(case, nes_step, f, rng) | logged([f])


def step_twice(case: dict, nes_step: Callable) -> dict:
    """A step, the next one with the same generator, and the first with a new one.

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
    """One search on a known function, with its log."""
    f = objective(case, KnownFunction)
    return _searched(case, nes, f) | logged([f])


def search_twice(case: dict, nes: Callable) -> dict:
    """Two searches with one seed, each on a function of its own; the second one's value as well."""
    functions = [objective(case, KnownFunction) for _ in range(2)]
    record = _searched(case, nes, functions[0])
    if record["raised"] is None:
        record["again"] = _searched(case, nes, functions[1])["value"]
    return record | logged(functions)


# --- train_frozenlake ----------------------------------------------------------------------


def training(case: dict, train_frozenlake: Callable) -> dict:
    """One training."""
    return observe(train_frozenlake, case["seed"])


def training_twice(case: dict, train_frozenlake: Callable) -> dict:
    """Two trainings with one seed."""
    record = observe(train_frozenlake, case["seed"])
    if record["raised"] is None:
        record["again"] = observe(train_frozenlake, case["seed"])["value"]
    return record
