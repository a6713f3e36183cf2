"""Probes of lesson 06: noise, shaped returns, and searches on known functions that keep a log.

Arrays of a case are copied before they are handed over: in a notebook the judge reads the same
case, and an answer may change what it is given.
"""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.probes.recording import observe, short_repr

MAX_CALLS = 20_000


class TooManyCallsError(RuntimeError):
    """The student's search does not stop asking."""


class NoParametersError(TypeError):
    """The student's search asks for the value of something else than one parameter vector."""


class KnownFunction:
    """A function of a parameter vector with a log of its calls.

    Args:
        case: its ``objective`` is one of

            - ``{"kind": "hill", "top": (dim,), "slopes": (dim,), "level": c}``, the function
              c - Σ slopes (theta - top)²,
            - ``{"kind": "flat", "level": c}``, c everywhere,
            - ``{"kind": "script", "values": [...]}``, at w the next value of the list after each
              batch of calls elsewhere (the last one stays), and a slope elsewhere.
    """

    def __init__(self, case: dict) -> None:
        self.objective = case["objective"]
        self.start = np.array(case["w"], dtype=float)
        self.thetas: list[np.ndarray] = []
        self.values: list[float] = []
        self._position, self._elsewhere = 0, False

    def __call__(self, theta: Any) -> float:
        """The value at theta, shape (dim,).

        Raises:
            NoParametersError: theta is no such vector.
            TooManyCallsError: there were `MAX_CALLS` calls before.
        """
        numbers = isinstance(theta, np.ndarray) and theta.dtype.kind in "biuf"
        if not numbers or theta.shape != self.start.shape:
            shape = f"an array of shape {theta.shape}" if isinstance(theta, np.ndarray) else None
            raise NoParametersError(f"f was given {shape or short_repr(theta)[:60]}")
        if len(self.values) >= MAX_CALLS:
            raise TooManyCallsError(f"f was called {MAX_CALLS} times")
        self.thetas.append(np.array(theta, dtype=float))
        self.values.append(self._value(self.thetas[-1]))
        return self.values[-1]

    def _value(self, theta: np.ndarray) -> float:
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

    def log(self) -> dict:
        """All calls in order: ``thetas`` (n, dim) and ``values`` (n,)."""
        thetas = np.array(self.thetas).reshape(-1, len(self.start))
        return {"thetas": thetas, "values": np.array(self.values, dtype=float)}


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


def step(case: dict, nes_step: Callable) -> dict:
    """One step on a known function, with its log; whether the answer is w itself."""
    shared: list[bool] = []

    def stepped(w: np.ndarray, f: KnownFunction) -> Any:
        settings = {key: case[key] for key in ("sigma", "alpha", "num_pairs")}
        new = nes_step(w, f, **settings, rng=np.random.default_rng(case["seed"]))
        shared.append(isinstance(new, np.ndarray) and np.shares_memory(new, w))
        return new

    f = KnownFunction(case)
    record = observe(stepped, np.array(case["w"]), f)
    return record | f.log() | {"shared": any(shared)}


def step_twice(case: dict, nes_step: Callable) -> dict:
    """A step, the next one with the same generator, and the first with a new one."""
    rng = np.random.default_rng(case["seed"])
    settings = {key: case[key] for key in ("sigma", "alpha", "num_pairs")}
    f = KnownFunction(case)
    following = observe(nes_step, np.array(case["w"]), f, **settings, rng=rng)
    middle = len(f.values)
    if following["raised"] is None:
        observe(nes_step, np.array(case["w"]), f, **settings, rng=rng)
    log = f.log()
    parts = {"first": log["thetas"][:middle], "next": log["thetas"][middle:]}
    return step(case, nes_step) | parts


def search(case: dict, nes: Callable) -> dict:
    """One search on a known function, with its log."""
    f, rng = KnownFunction(case), np.random.default_rng(case["seed"])
    record = observe(nes, f, np.array(case["w"]), **case["settings"], rng=rng)
    return record | f.log()


def search_twice(case: dict, nes: Callable) -> dict:
    """Two searches with one seed; the second one's value as well."""
    record = search(case, nes)
    if record["raised"] is None:
        record["again"] = search(case, nes)["value"]
    return record


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
