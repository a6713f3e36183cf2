"""Record answers to lesson 05: the parts of the cross-entropy method, all of it, and CartPole.

Every call gets copies of the case's data, because an answer may change what it is given and the
judges read the case afterwards, perhaps in the same process.
"""

import copy
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.objectives import Objective, logged, objective
from checks.probing.recording import observe, plain
from checks.probing.remote import travels
from checks.probing.repeated import drawn_three_times, repeated

# --- sample_population ---------------------------------------------------------------------


def population(case: dict, sample_population: Callable) -> dict:
    """Record a population, the next one from the same generator, and the first one again."""

    def draw(rng: np.random.Generator) -> dict:
        mu, sigma = copy.deepcopy((case["mu"], case["sigma"]))
        return observe(sample_population, mu, sigma, case["batch_size"], rng)

    return drawn_three_times(draw, case["seed"])


# --- select_elites and fit_gaussian --------------------------------------------------------


def elites(case: dict, select_elites: Callable) -> dict:
    """Record the elites of one population."""
    given = copy.deepcopy((case["population"], case["returns"]))
    return observe(select_elites, *given, case["elite_frac"])


def fit(case: dict, fit_gaussian: Callable) -> dict:
    """Record mean and standard deviation of some elites."""
    return observe(fit_gaussian, copy.deepcopy(case["elites"]))


# --- cross_entropy_method ------------------------------------------------------------------


@travels
class NotOneSampleError(TypeError):
    """The objective was called with something other than one sample."""


class Hill(Objective):
    """A hill of known height, with steps and a side of nan if the case asks for them.

    Its specification has ``top`` (dim,), ``step`` (heights are rounded down to multiples of it; 0
    leaves them alone), ``nan_above`` (a bound on theta[0], or None) and ``limit`` (of the calls).
    """

    def __init__(self, case: dict) -> None:
        super().__init__(case)
        self.limit = self.objective["limit"]

    @staticmethod
    def size(case: dict) -> int:
        """Return how many parameters the mean has."""
        return len(case["mu"])

    @staticmethod
    def vector(theta: Any, dim: int) -> np.ndarray:
        """Copy one sample.

        Raises:
            NotOneSampleError: theta is not a vector of the right length.
        """
        if np.shape(theta) != (dim,):
            raise NotOneSampleError(f"f was called with something of shape {np.shape(theta)}")
        return np.array(theta, dtype=float)

    def value(self, theta: np.ndarray) -> float:
        """Return the height at one sample."""
        return height(self.objective, theta)


def height(spec: dict, theta: np.ndarray) -> float:
    """Return the height that a `Hill` of this specification has at theta."""
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
    """Record one search, the samples for which it called f, and what f returned."""
    f = objective(case, Hill)
    return _searched(case, cross_entropy_method, f) | logged([f])


def search_twice(case: dict, cross_entropy_method: Callable) -> dict:
    """Record a search, the same search again, and one with another seed."""
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
    """Make all policies first, then record the action that each takes in its state.

    ``odd`` lists the first answer that Gymnasium would not accept as an action.
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
    """Record one training."""
    return observe(train_cartpole, case["seed"])


def training_twice(case: dict, train_cartpole: Callable) -> dict:
    """Record two trainings with one seed, and one with the next."""
    return repeated(training, case, train_cartpole, other_seed=True)
