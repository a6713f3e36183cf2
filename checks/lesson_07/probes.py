"""Record answers to lesson 07: policies as dicts of arrays, updates of their mean, tasks on Ray.

Arrays of a case are copied before they are handed over, because an answer may change what it is
given and in a notebook the judge reads the same case.
"""

import copy
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np

from checks.probing.ray_tasks import fetched, is_remote
from checks.probing.recording import observe, plain
from checks.probing.repeated import drawn_three_times, repeated
from helpers.ray_start import start_ray

# --- compute_action ------------------------------------------------------------------------


def actions(case: dict, compute_action: Callable) -> dict:
    """Record one action for each policy and its state, with one generator for all.

    The value has ``actions`` and ``odd``, a list with the first answer that Gymnasium would not
    accept as an action of ``Discrete(2)``, if there is one.
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
    """Record the draws, and the same ones with the same seed again."""
    return repeated(actions, case, compute_action)


def _fresh_state(seed: int) -> dict:
    return np.random.default_rng(seed).bit_generator.state


# --- generate_perturbed_policies -----------------------------------------------------------


def perturbation(case: dict, generate_perturbed_policies: Callable) -> dict:
    """Record one pair of policies, and whether two of all its and the given arrays are the same."""
    given, rng = copy.deepcopy(case["policy"]), np.random.default_rng(case["seed"])
    shared = []

    def pair(policy: dict, sigma: float) -> Any:
        returned = generate_perturbed_policies(policy, sigma, rng)
        shared.append(_share_memory(policy, returned))
        return returned

    record = observe(pair, given, case["sigma"])
    return record | {"shared": any(shared)}


def perturbation_twice(case: dict, generate_perturbed_policies: Callable) -> dict:
    """Record a pair, the next one from the same generator, and the first from a new one."""

    def pair(rng: np.random.Generator) -> dict:
        return observe(
            generate_perturbed_policies, copy.deepcopy(case["policy"]), case["sigma"], rng
        )

    return drawn_three_times(pair, case["seed"])


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
    """Record one update, and whether the new mean shares an array with the old."""
    shared = []

    def updated(mean_policy: dict, policies: list, returns: Any) -> Any:
        new = update_mean_policy(mean_policy, policies, returns, case["alpha"], case["sigma"])
        shared.append(new is mean_policy or _share_memory(mean_policy, (new, {})))
        return new

    given = copy.deepcopy([case["mean_policy"], case["policies"], case["returns"]])
    record = observe(updated, *given)
    return record | {"shared": any(shared)}


def diagnosis(case: dict, diagnose: Callable) -> dict:
    """Record the magnitudes of one update."""
    return observe(diagnose, *copy.deepcopy([case["mean_policy"], case["new_mean_policy"]]))


# --- evaluate_perturbed_policies -----------------------------------------------------------


def evaluations(case: dict, evaluate_perturbed_policies: Callable) -> dict:
    """Submit one task for each seed, then wait for all of them; the value lists their results.

    A seed that occurs twice is asked twice. If ``env_id`` is None, the default is taken.
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
    """Record one training."""
    start_ray()
    return observe(train_nes, case["seed"], case["env_id"])


def training_twice(case: dict, train_nes: Callable) -> dict:
    """Record two trainings with one seed."""
    return repeated(training, case, train_nes)
