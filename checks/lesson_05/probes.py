"""Probes of lesson 05: the parts of the cross-entropy method, the whole of it, and CartPole.

Every call gets copies of the case's data: judges read the case afterwards, perhaps in the same
process, and an answer may change what it is given.
"""

import copy
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.objectives import Objective, logged, objective
from checks.probing.recording import observe, plain
from checks.probing.remote import travels

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


@travels
class NotOneSampleError(TypeError):
    """The objective was called with something else than one sample."""


class Hill(Objective):
    """A hill whose height is known, with steps, and a side where it is not a number.

    Its specification has ``top`` (dim,), ``step`` (heights are rounded down to multiples of it; 0
    leaves them), ``nan_above`` (a bound on theta[0], or None) and ``limit`` (of the calls).
    """

    def __init__(self, case: dict) -> None:
        super().__init__(case)
        self.limit = self.objective["limit"]

    @staticmethod
    def size(case: dict) -> int:
        """How many parameters the mean has."""
        return len(case["mu"])

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """A copy of one sample.

        Raises:
            NotOneSampleError: theta is no vector of the right length.
        """
        if np.shape(theta) != (dim,):
            raise NotOneSampleError(f"f was called with something of shape {np.shape(theta)}")
        return np.array(theta, dtype=float)

    def value(self, theta: np.ndarray) -> float:
        """The height at one sample."""
        return height(self.objective, theta)


def height(spec: dict, theta: np.ndarray) -> float:
    """What a `Hill` returns."""
    bound = spec["nan_above"]
    if bound is not None and theta[0] > bound:
        return float("nan")
    value = -float(np.sum((theta - spec["top"]) ** 2))
    return float(np.floor(value / spec["step"]) * spec["step"]) if spec["step"] else value


def _searched(case: dict, cross_entropy_method: Callable, f: Callable) -> dict:
    mu, sigma = copy.deepcopy((case["mu"], case["sigma"]))
    rng = np.random.default_rng(case["seed"])
    return observe(cross_entropy_method, f, mu, sigma, rng=rng, **case["settings"])


def search(case: dict, cross_entropy_method: Callable) -> dict:
    """One search; the samples for which f was called, and what it returned."""
    f = objective(case, Hill)
    return _searched(case, cross_entropy_method, f) | logged([f])


def search_twice(case: dict, cross_entropy_method: Callable) -> dict:
    """The same search again, and once with another seed."""
    functions = [objective(case, Hill) for _ in range(3)]
    record = _searched(case, cross_entropy_method, functions[0])
    if record["raised"] is None:
        again = _searched(case, cross_entropy_method, functions[1])
        other = case | {"seed": case["seed"] + 1}
        record["again"] = again["value"]
        record["other"] = _searched(other, cross_entropy_method, functions[2])["value"]
    return record | logged(functions)


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
