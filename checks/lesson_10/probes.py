"""Probes of lesson 10: rollouts of populations, intervals, comparisons, speed-ups and ARS.

What a student's code gets is built from the case, so that nothing in a case can be changed.
"""

from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
from gymnasium.vector import VectorEnv

from checks.probing.counted_episodes import counted_environment
from checks.probing.made_up_methods import Methods, RemoteMethods
from checks.probing.race import Lottery, Race
from checks.probing.recording import observe
from checks.probing.remote_vector import RemoteVectorEnv, VectorHost

# --- rollout_population --------------------------------------------------------------------


def _linear_act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """Greedy linear policies with two actions: weights (n_states, 2) row by row, then biases."""
    n_states = observations.shape[1]
    weights = thetas[:, : 2 * n_states].reshape(-1, n_states, 2)
    scores = (observations[:, None, :] @ weights)[:, 0] + thetas[:, 2 * n_states :]
    return scores.argmax(axis=1)


def _checked(act: Callable) -> Callable:
    """The same act, which says in its own words what it is called with wrongly."""

    def checked_act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
        thetas, observations = np.asarray(thetas), np.asarray(observations)
        if thetas.ndim != 2 or observations.ndim != 2 or len(thetas) != len(observations):
            raise ValueError(
                "act takes one row of parameters for each observation, not shapes "
                f"{thetas.shape} and {observations.shape}"
            )
        return act(thetas, observations)

    return checked_act


def _population(
    case: dict, rollout_population: Callable, vec_env: VectorEnv, act: Callable
) -> dict:
    """One call; the vector environment is closed."""
    thetas, episodes, seed = case["thetas"].copy(), case["episodes"], case["seed"]
    try:
        return observe(rollout_population, thetas, vec_env, _checked(act), episodes, seed)
    finally:
        vec_env.close()


def race(case: dict, rollout_population: Callable) -> dict:
    """A population on `Race`; with the number of steps that the vector environment took."""
    vec_env = make_race(case) if "pay" in case else RemoteVectorEnv()
    return _population(case, rollout_population, vec_env, Race.act) | vec_env.log()


def make_race(case: dict) -> Race:
    """The race that a case describes."""
    return Race(case["width"], case["late_reward"], case["pay"])


def race_host(case: dict) -> VectorHost | None:
    """The grader's end of `race`; None where the case names an environment that all know."""
    return None if "env_id" in case else VectorHost(case, make_race, ("pay", "late_reward"))


def lottery(case: dict, rollout_population: Callable) -> dict:
    """A population on `Lottery`, where no policy matters; with which episodes were finished."""
    vec_env = make_lottery(case) if "long" in case else RemoteVectorEnv()
    return _population(case, rollout_population, vec_env, Lottery.act) | vec_env.log()


def make_lottery(case: dict) -> Lottery:
    """The lottery that a case describes."""
    return Lottery(case["width"], case["long"])


def lottery_host(case: dict) -> VectorHost:
    """The grader's end of `lottery`."""
    return VectorHost(case, make_lottery, ("long",))


def linear_population(case: dict, rollout_population: Callable) -> dict:
    """Linear policies on an environment of Gymnasium's or of the course."""
    vec_env = gym.make_vec(case["env_id"], num_envs=case["width"])
    return _population(case, rollout_population, vec_env, _linear_act)


def exact_population(case: dict, rollout_population: Callable) -> dict:
    """A race, or linear policies where the case names an environment."""
    return (linear_population if "env_id" in case else race)(case, rollout_population)


def linear_population_again(case: dict, rollout_population: Callable) -> dict:
    """The same; and, with few episodes, one seed twice and another one, in ``few``."""
    record = linear_population(case, rollout_population)
    if record["raised"] is None:
        few = case | {"episodes": case["few"]}
        seeds = (case["seed"], case["seed"], case["seed"] + 1)
        record["few"] = [
            linear_population(few | {"seed": seed}, rollout_population)["value"] for seed in seeds
        ]
    return record


# --- interquartile_mean and bootstrap_interval ---------------------------------------------


def middle(case: dict, interquartile_mean: Callable, bootstrap_interval: Callable) -> dict:
    """One interquartile mean, of a list or of an array."""
    return observe(interquartile_mean, _scores(case))


def intervals(case: dict, interquartile_mean: Callable, bootstrap_interval: Callable) -> dict:
    """Some intervals, one a seed; the value lists them.

    Without ``confidence`` the default is taken.
    """
    options = {} if case["confidence"] is None else {"confidence": case["confidence"]}
    values = []
    for seed in case["seeds"]:
        rng = np.random.default_rng(seed)
        record = observe(bootstrap_interval, _scores(case), rng, **options)
        if record["raised"] is not None:
            return record
        values.append(record["value"])
    return record | {"value": values}


def _scores(case: dict) -> list | np.ndarray:
    scores = np.array(case["scores"], dtype=float)
    return scores if case["as_array"] else scores.tolist()


# --- compare_methods -----------------------------------------------------------------------


def comparison(case: dict, compare_methods: Callable) -> dict:
    """Compare made-up methods, whose scores, steps and seconds stand in the case.

    The record has what their log says.
    """
    methods = Methods(case) if "methods" in case else RemoteMethods()

    def made_up(name: str) -> Callable:
        def method(env_id: Any, budget: Any, seed: Any) -> tuple[float, int]:
            return methods.run(name, env_id, budget, seed)

        return method

    given = {name: made_up(name) for name in methods.names()}
    record = observe(compare_methods, given, case["env_id"], case["budget"], list(case["seeds"]))
    return record | methods.log()


def comparison_twice(case: dict, compare_methods: Callable) -> dict:
    """The same comparison again."""
    first = comparison(case, compare_methods)
    if first["raised"] is None:
        first["again"] = comparison(case, compare_methods)["value"]
    return first


# --- parallel_speedup ----------------------------------------------------------------------


def speedup(case: dict, parallel_speedup: Callable) -> dict:
    """One fit. Keys that are numbers cannot travel: the value has pairs in place of dicts."""

    def in_pairs(times: dict) -> Any:
        found = parallel_speedup(times)
        if type(found) is not dict:
            return found
        return {
            key: [[_count(count), number] for count, number in value.items()]
            if type(value) is dict
            else value
            for key, value in found.items()
        }

    return observe(in_pairs, {int(count): seconds for count, seconds in case["times"]})


def _count(key: Any) -> Any:
    return key.item() if isinstance(key, np.integer) else key


# --- train_ars -----------------------------------------------------------------------------


def ars_trainings(case: dict, train_ars: Callable) -> dict:
    """A training a seed, each in an environment that counts its episodes and has no more."""
    values, counts = [], []
    for seed in case["seeds"]:
        with counted_environment(case["env_id"], case["episodes"]) as (env_id, counter):
            record = observe(train_ars, env_id, seed)
        counts.append(counter.episodes)
        if record["raised"] is not None:
            return record | {"counts": counts}
        values.append(record["value"])
    return record | {"value": values, "counts": counts}
