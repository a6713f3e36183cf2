"""Probes of lesson 07: policies as dicts of arrays, updates of their mean, tasks on Ray.

Arrays of a case are copied before they are handed over: in a notebook the judge reads the same
case, and an answer may change what it is given.
"""

import copy
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.ray_tasks import fetched, is_remote
from checks.probing.recording import observe, plain
from helpers.ray_start import start_ray

# --- compute_action ------------------------------------------------------------------------


def actions(case: dict, compute_action: Callable) -> dict:
    """One action for each policy and its state; one generator for all.

    The value has ``actions`` and ``odd``, the first answer that Gymnasium would not take for an
    action of ``Discrete(2)``, in a list that is empty where there is none.
    """
    policies, states = copy.deepcopy((case["policies"], case["states"]))
    space = gym.spaces.Discrete(2)

    def draw(policies: list[dict], states: list[np.ndarray], rng: np.random.Generator) -> list:
        return [
            compute_action(policy, state, rng)
            for policy, state in zip(policies, states, strict=True)
            for _ in range(case["count"])
        ]

    answers: list[Any] = []

    def checked(*args: Any) -> dict:
        answers.extend(draw(*args))
        odd = [answer for answer in answers if not space.contains(answer)]
        return {"actions": plain(answers), "odd": plain(odd[:1])}

    rng = np.random.default_rng(case["seed"])
    record = observe(checked, policies, states, rng)
    return record | {"drawn": rng.bit_generator.state != _fresh_state(case["seed"])}


def actions_twice(case: dict, compute_action: Callable) -> dict:
    """The same draws with the same seed again."""
    first, second = actions(case, compute_action), actions(case, compute_action)
    return first | {"again": second["value"]}


def _fresh_state(seed: int) -> dict:
    return np.random.default_rng(seed).bit_generator.state


# --- generate_perturbed_policies -----------------------------------------------------------


def perturbation(case: dict, generate_perturbed_policies: Callable) -> dict:
    """One pair of policies; whether an array of it is one of the given, or of the other."""
    given, rng = copy.deepcopy(case["policy"]), np.random.default_rng(case["seed"])
    shared = []

    def pair(policy: dict, sigma: float) -> Any:
        returned = generate_perturbed_policies(policy, sigma, rng)
        shared.append(_share_memory(policy, returned))
        return returned

    record = observe(pair, given, case["sigma"])
    return record | {"shared": any(shared)}


def perturbation_twice(case: dict, generate_perturbed_policies: Callable) -> dict:
    """A pair, the next pair from the same generator, and the first pair from a new one."""

    def pair(rng: np.random.Generator) -> dict:
        return observe(
            generate_perturbed_policies, copy.deepcopy(case["policy"]), case["sigma"], rng
        )

    rng = np.random.default_rng(case["seed"])
    record = pair(rng)
    if record["raised"] is not None:
        return record
    following, again = pair(rng), pair(np.random.default_rng(case["seed"]))
    return record | {"next": following["value"], "again": again["value"]}


def _share_memory(policy: dict, returned: Any) -> bool:
    if not (isinstance(returned, (tuple, list)) and len(returned) == 2):
        return False
    arrays = [a for a in policy.values() if isinstance(a, np.ndarray)]
    for new in returned:
        own = [a for a in new.values() if isinstance(a, np.ndarray)] if type(new) is dict else []
        if any(np.shares_memory(a, b) for a in own for b in arrays):
            return True
        arrays += own
    return False


# --- update_mean_policy and diagnose -------------------------------------------------------


def update(case: dict, update_mean_policy: Callable) -> dict:
    """One update; whether an array of the new mean is one of the old."""
    shared = []

    def updated(mean_policy: dict, policies: list, returns: Any) -> Any:
        new = update_mean_policy(mean_policy, policies, returns, case["alpha"], case["sigma"])
        shared.append(new is mean_policy or _share_memory(mean_policy, (new, {})))
        return new

    given = copy.deepcopy([case["mean_policy"], case["policies"], case["returns"]])
    record = observe(updated, *given)
    return record | {"shared": any(shared)}


def diagnosis(case: dict, diagnose: Callable) -> dict:
    """The magnitudes of one update."""
    return observe(diagnose, *copy.deepcopy([case["mean_policy"], case["new_mean_policy"]]))


# --- evaluate_perturbed_policies -----------------------------------------------------------


def evaluations(case: dict, evaluate_perturbed_policies: Callable) -> dict:
    """One task a seed, all submitted before the first is waited for; the value lists them.

    A seed that stands twice is asked twice. Without ``env_id`` the default is taken.
    """
    if not is_remote(evaluate_perturbed_policies):
        return {"value": None, "raised": None, "remote": False}
    start_ray()
    settings = {} if case["env_id"] is None else {"env_id": case["env_id"]}
    submitted = (
        evaluate_perturbed_policies.remote(
            case["mean_policy"], case["num_rollouts"], case["sigma"], seed, **settings
        )
        for seed in case["seeds"]
    )
    return fetched(submitted) | {"remote": True}


# --- train_nes -----------------------------------------------------------------------------


def training(case: dict, train_nes: Callable) -> dict:
    """One training."""
    start_ray()
    return observe(train_nes, case["seed"], case["env_id"])


def training_twice(case: dict, train_nes: Callable) -> dict:
    """Two trainings with one seed."""
    start_ray()
    record = observe(train_nes, case["seed"], case["env_id"])
    if record["raised"] is None:
        record["again"] = observe(train_nes, case["seed"], case["env_id"])["value"]
    return record
