"""Probe answers to lesson 04: random policies, vectors, tasks and actors on Ray.

Arrays of a case are copied before they are handed over, because an answer may change its inputs,
and in a notebook the judge reads the same case.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
from gymnasium.envs.classic_control import CartPoleEnv

from checks.probing.ray_tasks import class_below, fetched, is_actor_class, is_remote, wake_workers
from checks.probing.recording import describe, observe, plain
from checks.probing.repeated import drawn_three_times
from checks.probing.staged import Means, Recorder, RemoteMeans, Stage
from helpers.ray_start import start_ray

# --- random_policy -------------------------------------------------------------------------


def policy_draw(case: dict, random_policy: Callable) -> dict:
    """Draw one policy; without sizes the defaults are used."""
    return observe(random_policy, np.random.default_rng(case["seed"]), **case["sizes"])


def policy_draws(case: dict, random_policy: Callable) -> dict:
    """Draw a policy, the next one from the same generator, and the first from a new one."""
    return drawn_three_times(lambda rng: observe(random_policy, rng, **case["sizes"]), case["seed"])


# --- flatten and unflatten -----------------------------------------------------------------


def flattening(case: dict, flatten: Callable, unflatten: Callable) -> dict:
    """Turn a policy into a vector."""
    return observe(flatten, copy.deepcopy(case["policy"]))


def unflattening(case: dict, flatten: Callable, unflatten: Callable) -> dict:
    """Turn a vector into a policy, and record its ``keys`` in their order."""
    vector, template = copy.deepcopy((case["vector"], case["template"]))
    record = observe(unflatten, vector, template)
    value = record["value"]
    return record | {"keys": list(value) if isinstance(value, dict) else None}


def round_trip(case: dict, flatten: Callable, unflatten: Callable) -> dict:
    """Turn a policy into a vector and back, into a template of zeros."""
    policy = copy.deepcopy(case["policy"])
    template = {key: np.zeros_like(array) for key, array in policy.items()}
    return observe(lambda given, empty: unflatten(flatten(given), empty), policy, template)


# --- evaluate_random_policy ----------------------------------------------------------------


def evaluations(case: dict, evaluate_random_policy: Callable) -> dict:
    """Submit one task a seed before waiting for the first, and list their results."""
    if not is_remote(evaluate_random_policy):
        return {"value": None, "raised": None, "remote": False}
    start_ray()
    submitted = (
        evaluate_random_policy.remote(case["num_rollouts"], seed) for seed in case["seeds"]
    )
    return fetched(submitted) | {"remote": True}


# --- random_search -------------------------------------------------------------------------

TASK = "evaluate_random_policy"


def staged_search(case: dict, random_search: Callable) -> dict:
    """Search once, with tasks that play a script.

    The record has ``calls``, the arguments of every task, and ``before_waiting``, the number of
    tasks submitted when the search first waited (None if it never did).
    """
    if is_remote(random_search):
        return {"value": None, "raised": None, "remote": True}
    start_ray()
    means = Means(case["means"]) if "means" in case else RemoteMeans()
    stage = Stage(means, case["order"])
    with stage.used_by(random_search, TASK):
        record = observe(random_search, case["num_policies"], case["num_rollouts"], case["seed"])
    return record | {"remote": False, "before_waiting": stage.before_waiting} | means.log()


def real_searches(case: dict, random_search: Callable) -> dict:
    """Search once a seed with the notebook's tasks, and list what the searches returned.

    For each search, ``tasks`` has the results of its tasks and ``seeds`` the seeds they were given.
    """
    start_ray()
    wake_workers()
    record: dict[str, Any] = {"value": [], "raised": None, "tasks": [], "seeds": []}
    record["global_random"] = False
    for seed in case["seeds"]:
        recorder = Recorder(random_search, TASK)
        with recorder.used_by(random_search, TASK):
            one = observe(random_search, case["num_policies"], case["num_rollouts"], seed)
        tasks = fetched(iter(recorder.refs))
        record["raised"] = one["raised"] or tasks["raised"]
        if record["raised"] is not None:
            return record
        record["value"].append(one["value"])
        record["tasks"].append(tasks["value"])
        record["seeds"].append([plain(seed) for _, seed in recorder.calls])
        record["global_random"] |= one["global_random"]
    return record


# --- RolloutActor --------------------------------------------------------------------------

ACTOR_SECONDS = 60.0
"""How long an actor may take to start on a busy machine and to answer a few short calls."""


@contextmanager
def counted_environments() -> Iterator[list[int]]:
    """Count the CartPoles that are made, in a list with one number."""
    count, made = [0], CartPoleEnv.__init__

    def making(self: CartPoleEnv, *args: Any, **kwargs: Any) -> None:
        count[0] += 1
        made(self, *args, **kwargs)

    with mock.patch.object(CartPoleEnv, "__init__", making):
        yield count


def rollouts_here(case: dict, RolloutActor: Any) -> dict:
    """Use the class under the decorator in this process, one call after the other.

    The value lists what the calls returned; ``made`` counts environments after each of them.
    """
    record: dict[str, Any] = {"value": None, "raised": None, "actor": is_actor_class(RolloutActor)}
    if not record["actor"]:
        return record
    record |= {"value": [], "made": [], "mutated": []}
    with counted_environments() as count:
        try:
            do_rollouts = class_below(RolloutActor)().do_rollouts
        except Exception as error:
            return record | {"raised": describe(error)}
        for call in case["calls"]:
            policy = copy.deepcopy(case["policies"][call["policy"]])
            one = observe(do_rollouts, policy, call["num_rollouts"], call["seed"])
            record["raised"] = one["raised"]
            if one["raised"] is not None:
                return record
            record["value"].append(one["value"])
            record["mutated"] += one["mutated"]
            record["made"].append(count[0])
    return record


def rollouts_on_ray(case: dict, RolloutActor: Any) -> dict:
    """Make the same calls to an actor in a process of its own."""
    if not is_actor_class(RolloutActor):
        return {"value": None, "raised": None, "actor": False}
    import ray

    start_ray()
    record: dict[str, Any] = {"value": None, "raised": None, "actor": True}
    actors = []
    try:
        actors.append(RolloutActor.remote())
        refs = [
            actors[0].do_rollouts.remote(
                case["policies"][call["policy"]], call["num_rollouts"], call["seed"]
            )
            for call in case["calls"]
        ]
        record["value"] = plain(ray.get(refs, timeout=ACTOR_SECONDS))
    except Exception as error:
        record["raised"] = describe(error)
    for actor in actors:
        ray.kill(actor)
    return record
