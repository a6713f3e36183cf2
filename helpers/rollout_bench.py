"""A test bench for rollouts of populations: flawed versions to diagnose, and a clock.

The functions in `FLAWED` take the arguments of lesson 10's ``rollout_population`` and return a
result of the same form. Each has one flaw, to be discovered by running it.
"""

import time
from collections.abc import Callable

import gymnasium as gym
import numpy as np
from gymnasium.vector import VectorEnv

from helpers.rollouts import Policy, rollout_policy

Act = Callable[[np.ndarray, np.ndarray], np.ndarray]
Rollout = Callable[[np.ndarray, VectorEnv, Act, int, int], np.ndarray]


def plays_on(
    thetas: np.ndarray, vec_env: VectorEnv, act: Act, episodes: int, seed: int
) -> np.ndarray:
    """Play rounds of one episode each; rewards that follow an episode's end still count."""
    members = np.repeat(np.arange(len(thetas)), episodes)
    returns = np.zeros(len(members))
    for first in range(0, len(members), vec_env.num_envs):
        playing = members[first : first + vec_env.num_envs]
        observations, _ = vec_env.reset(seed=seed + first)
        over = np.zeros(len(playing), dtype=bool)
        while not over.all():
            actions = _padded(vec_env, act(thetas[playing], observations[: len(playing)]))
            observations, rewards, terminated, truncated, _ = vec_env.step(actions)
            returns[first : first + len(playing)] += rewards[: len(playing)]
            over |= (terminated | truncated)[: len(playing)]
    return returns.reshape(len(thetas), episodes)


def first_come(
    thetas: np.ndarray, vec_env: VectorEnv, act: Act, episodes: int, seed: int
) -> np.ndarray:
    """Spread the members over the sub-environments and count the episodes that end first."""
    playing = np.arange(vec_env.num_envs) % len(thetas)
    returns = np.zeros((len(thetas), episodes))
    counted = np.zeros(len(thetas), dtype=int)
    running = np.zeros(vec_env.num_envs)
    observations, _ = vec_env.reset(seed=seed)
    while counted.min() < episodes:
        actions = act(thetas[playing], observations)
        observations, rewards, terminated, truncated, _ = vec_env.step(actions)
        running += rewards
        for i in np.flatnonzero(terminated | truncated):
            member = playing[i]
            if counted[member] < episodes:
                returns[member, counted[member]] = running[i]
                counted[member] += 1
            running[i] = 0.0
    return returns


def waits(thetas: np.ndarray, vec_env: VectorEnv, act: Act, episodes: int, seed: int) -> np.ndarray:
    """Play rounds of one episode each, in lockstep: correct, but many sub-environments idle."""
    members = np.repeat(np.arange(len(thetas)), episodes)
    returns = np.zeros(len(members))
    for first in range(0, len(members), vec_env.num_envs):
        playing = members[first : first + vec_env.num_envs]
        observations, _ = vec_env.reset(seed=seed + first)
        live = np.arange(len(playing))
        while len(live):
            chosen = np.zeros(len(playing), dtype=int)
            chosen[live] = act(thetas[playing[live]], observations[live])
            actions = _padded(vec_env, chosen)
            observations, rewards, terminated, truncated, _ = vec_env.step(actions)
            returns[first + live] += rewards[live]
            live = live[~(terminated | truncated)[live]]
    return returns.reshape(len(thetas), episodes)


def _padded(vec_env: VectorEnv, actions: np.ndarray) -> np.ndarray:
    """Pad the actions with zeros for the sub-environments that do not play."""
    return np.pad(actions, (0, vec_env.num_envs - len(actions)))


FLAWED: dict[str, Rollout] = {
    "plays on": plays_on,
    "first come": first_come,
    "waits": waits,
}


def one_by_one(
    thetas: np.ndarray, env_id: str, make_policy: Callable[[np.ndarray], Policy], episodes: int
) -> np.ndarray:
    """Play the same episodes in a single environment, one after the other.

    Args:
        thetas: one member per row, shape (population, dim).
        env_id: the environment.
        make_policy: turns a row into a policy.
        episodes: how many episodes each member plays. The very first episode is reset with seed
            0, the next with 1, and so on.

    Returns:
        The returns, shape (population, episodes).
    """
    returns = np.zeros(len(thetas) * episodes)
    with gym.make(env_id) as env:
        for job in range(len(returns)):
            returns[job] = rollout_policy(env, make_policy(thetas[job // episodes]), seed=job)
    return returns.reshape(len(thetas), episodes)


def steps_per_second(play: Callable[[], np.ndarray]) -> float:
    """Measure the counted steps per second where every step pays 1, as in CartPole.

    Args:
        play: plays several episodes and returns their returns.
    """
    start = time.perf_counter()
    returns = play()
    return float(np.sum(returns) / (time.perf_counter() - start))
