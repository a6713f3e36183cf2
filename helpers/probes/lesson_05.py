"""Probes of lesson 05: the parts of the cross-entropy method, the whole of it, and CartPole.

Every call gets copies of the case's data: judges read the case afterwards, perhaps in the same
process, and an answer may change what it is given.
"""

import copy
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from helpers.probes.recording import observe, plain

# --- sample_population ---------------------------------------------------------------------


def population(case: dict, sample_population: Callable) -> dict:
    """One population, the next one from the same generator, and the first one again."""

    def draw(rng: np.random.Generator) -> dict:
        mu, sigma = copy.deepcopy((case["mu"], case["sigma"]))
        return observe(sample_population, mu, sigma, case["batch_size"], rng)

    rng = np.random.default_rng(case["seed"])
    record = draw(rng)
    if record["raised"] is not None:
        return record
    following, again = draw(rng), draw(np.random.default_rng(case["seed"]))
    return record | {"next": following["value"], "again": again["value"]}


# --- select_elites and fit_gaussian --------------------------------------------------------


def elites(case: dict, select_elites: Callable) -> dict:
    """The elites of one population."""
    given = copy.deepcopy((case["population"], case["returns"]))
    return observe(select_elites, *given, case["elite_frac"])


def fit(case: dict, fit_gaussian: Callable) -> dict:
    """Mean and standard deviation of some elites."""
    return observe(fit_gaussian, copy.deepcopy(case["elites"]))


# --- cross_entropy_method ------------------------------------------------------------------


class NotOneSampleError(TypeError):
    """The objective was called with something else than one sample."""


class CalledTooOftenError(RuntimeError):
    """The objective was called far more often than there are samples."""


class Objective:
    """A hill whose height is known, with steps, and a side where it is not a number.

    Args:
        spec: ``top`` (dim,), ``step`` (heights are rounded down to multiples of it; 0 leaves
            them), ``nan_above`` (a bound on theta[0], or None) and ``limit`` (of the calls).

    Attributes:
        calls: copies of the samples, in the order of the calls.
        values: the heights that were returned.
    """

    def __init__(self, spec: dict) -> None:
        self.spec = spec
        self.calls: list[np.ndarray] = []
        self.values: list[float] = []

    def __call__(self, theta: Any) -> float:
        """The height at one sample.

        Raises:
            NotOneSampleError: theta is no vector of the right length.
            CalledTooOftenError: the limit is passed.
        """
        shape = np.shape(theta)
        if shape != self.spec["top"].shape:
            raise NotOneSampleError(f"f was called with something of shape {shape}")
        if len(self.calls) >= self.spec["limit"]:
            raise CalledTooOftenError(f"f was called more than {self.spec['limit']} times")
        theta = np.array(theta, dtype=float)
        self.calls.append(theta)
        self.values.append(height(self.spec, theta))
        return self.values[-1]


def height(spec: dict, theta: np.ndarray) -> float:
    """What an `Objective` returns."""
    bound = spec["nan_above"]
    if bound is not None and theta[0] > bound:
        return float("nan")
    value = -float(np.sum((theta - spec["top"]) ** 2))
    return float(np.floor(value / spec["step"]) * spec["step"]) if spec["step"] else value


def search(case: dict, cross_entropy_method: Callable) -> dict:
    """One search; the samples for which f was called, and what it returned."""
    f = Objective(case["objective"])
    mu, sigma = copy.deepcopy((case["mu"], case["sigma"]))
    record = observe(
        cross_entropy_method,
        f,
        mu,
        sigma,
        rng=np.random.default_rng(case["seed"]),
        **case["settings"],
    )
    calls = np.array(f.calls) if f.calls else np.empty((0, len(mu)))
    return record | {"calls": calls, "heights": np.array(f.values, dtype=float)}


def search_twice(case: dict, cross_entropy_method: Callable) -> dict:
    """The same search again, and once with another seed."""
    record = search(case, cross_entropy_method)
    if record["raised"] is not None:
        return record
    again = search(case, cross_entropy_method)
    other = search(case | {"seed": case["seed"] + 1}, cross_entropy_method)
    return record | {"again": again["value"], "other": other["value"]}


# --- linear_policy -------------------------------------------------------------------------


def policies(case: dict, linear_policy: Callable) -> dict:
    """Policies made one after the other, and then asked one after the other.

    ``odd`` lists the first answer that Gymnasium would not take for an action.
    """
    thetas, states = copy.deepcopy((case["thetas"], case["states"]))
    space = gym.spaces.Discrete(case["n_actions"])

    def answers(thetas: list, states: list) -> dict:
        made = [linear_policy(theta, case["n_states"], case["n_actions"]) for theta in thetas]
        if not all(callable(policy) for policy in made):
            return {"actions": None, "odd": [], "made": plain(made[0])}
        actions = [policy(state) for policy, state in zip(made, states, strict=True)]
        odd = [action for action in actions if not space.contains(action)]
        return {"actions": plain(actions), "odd": plain(odd[:1]), "made": None}

    return observe(answers, thetas, states)


# --- train_cartpole ------------------------------------------------------------------------


def training(case: dict, train_cartpole: Callable) -> dict:
    """One training."""
    return observe(train_cartpole, case["seed"])


def training_twice(case: dict, train_cartpole: Callable) -> dict:
    """Two trainings with one seed, and one with another."""
    record = observe(train_cartpole, case["seed"])
    if record["raised"] is None:
        record["again"] = observe(train_cartpole, case["seed"])["value"]
        record["other"] = observe(train_cartpole, case["seed"] + 1)["value"]
    return record
