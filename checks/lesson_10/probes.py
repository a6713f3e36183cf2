"""Probe answers to lesson 10: rollouts of populations, intervals, comparisons, speed-ups and ARS.

The inputs of a student's code are built from the case, so that it cannot change the case itself.
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
from checks.probing.repeated import repeated

# --- rollout_population --------------------------------------------------------------------


def _linear_act(thetas: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """Act as greedy linear policies do: weights (n_states, 2) row by row, then two biases."""
    n_states = observations.shape[1]
    weights = thetas[:, : 2 * n_states].reshape(-1, n_states, 2)
    scores = (observations[:, None, :] @ weights)[:, 0] + thetas[:, 2 * n_states :]
    return scores.argmax(axis=1)


def _checked(act: Callable) -> Callable:
    """Make the act raise an understandable error if its arguments do not fit."""

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
    """Roll out a population and close the vector environment."""
    thetas, episodes, seed = case["thetas"].copy(), case["episodes"], case["seed"]
    try:
        return observe(rollout_population, thetas, vec_env, _checked(act), episodes, seed)
    finally:
        vec_env.close()


def race(case: dict, rollout_population: Callable) -> dict:
    """Roll out a population on `Race`; count the steps that the vector environment took."""
    vec_env = make_race(case) if "pay" in case else RemoteVectorEnv()
    return _population(case, rollout_population, vec_env, Race.act) | vec_env.log()


def make_race(case: dict) -> Race:
    """Make the race that a case describes."""
    return Race(case["width"], case["late_reward"], case["pay"])


def race_host(case: dict) -> VectorHost | None:
    """Make the grader's end of `race`, or None if the case names an ordinary environment."""
    return None if "env_id" in case else VectorHost(case, make_race, ("pay", "late_reward"))


def lottery(case: dict, rollout_population: Callable) -> dict:
    """Roll out a population on `Lottery`, where no policy matters; count the finished episodes."""
    vec_env = make_lottery(case) if "long" in case else RemoteVectorEnv()
    return _population(case, rollout_population, vec_env, Lottery.act) | vec_env.log()


def make_lottery(case: dict) -> Lottery:
    """Make the lottery that a case describes."""
    return Lottery(case["width"], case["long"])


def lottery_host(case: dict) -> VectorHost:
    """Make the grader's end of `lottery`."""
    return VectorHost(case, make_lottery, ("long",))


def linear_population(case: dict, rollout_population: Callable) -> dict:
    """Roll out linear policies in an environment of Gymnasium's or of the course's."""
    vec_env = gym.make_vec(case["env_id"], num_envs=case["width"])
    return _population(case, rollout_population, vec_env, _linear_act)


def exact_population(case: dict, rollout_population: Callable) -> dict:
    """Roll out linear policies if the case names an environment, and a race otherwise."""
    return (linear_population if "env_id" in case else race)(case, rollout_population)


def linear_population_again(case: dict, rollout_population: Callable) -> dict:
    """Roll out linear policies; then, for ``few`` episodes, one seed twice and another one."""
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
    """Ask for the interquartile mean of a list or an array."""
    return observe(interquartile_mean, _scores(case))


def intervals(case: dict, interquartile_mean: Callable, bootstrap_interval: Callable) -> dict:
    """Ask for one interval a seed, and list them; without ``confidence`` the default is used."""
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
    """Compare made-up methods, whose scores, steps and seconds the case holds; record their log."""
    methods = Methods(case) if "methods" in case else RemoteMethods()

    def made_up(name: str) -> Callable:
        def method(env_id: Any, budget: Any, seed: Any) -> tuple[float, int]:
            return methods.run(name, env_id, budget, seed)

        return method

    given = {name: made_up(name) for name in methods.names()}
    record = observe(compare_methods, given, case["env_id"], case["budget"], list(case["seeds"]))
    return record | methods.log()


def comparison_twice(case: dict, compare_methods: Callable) -> dict:
    """Make the same comparison twice."""
    return repeated(comparison, case, compare_methods)


# --- parallel_speedup ----------------------------------------------------------------------


def speedup(case: dict, parallel_speedup: Callable) -> dict:
    """Fit once; the value has pairs instead of dicts, because numbers cannot travel as keys."""

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
    """Train once a seed, in environments that count their episodes and refuse to play more."""
    values, counts = [], []
    for seed in case["seeds"]:
        with counted_environment(case["env_id"], case["episodes"]) as (env_id, counter):
            record = observe(train_ars, env_id, seed)
        counts.append(counter.episodes)
        if record["raised"] is not None:
            return record | {"counts": counts}
        values.append(record["value"])
    return record | {"value": values, "counts": counts}
