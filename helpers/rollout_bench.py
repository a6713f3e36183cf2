"""A bench for rollouts of populations: versions that go wrong, and a clock.

The functions of `FLAWED` have the arguments and the result of lesson 10's ``rollout_population``.
Each has one slip. They are here to be run and to be found out.
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
    """Rounds of one episode each, until all are over; the early ones play on and are paid."""
    members = np.repeat(np.arange(len(thetas)), episodes)
    returns = np.zeros(len(members))
    for first in range(0, len(members), vec_env.num_envs):
        playing = members[first : first + vec_env.num_envs]
        observations, _ = vec_env.reset(seed=seed + first)
        over = np.zeros(len(playing), dtype=bool)
        while not over.all():
            actions = _for_all(vec_env, act(thetas[playing], observations[: len(playing)]))
            observations, rewards, terminated, truncated, _ = vec_env.step(actions)
            returns[first : first + len(playing)] += rewards[: len(playing)]
            over |= (terminated | truncated)[: len(playing)]
    return returns.reshape(len(thetas), episodes)


def first_come(
    thetas: np.ndarray, vec_env: VectorEnv, act: Act, episodes: int, seed: int
) -> np.ndarray:
    """Members share the sub-environments; each one's first episodes to end are counted."""
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
    """Rounds of one episode each, in lockstep: right returns, and idle sub-environments."""
    members = np.repeat(np.arange(len(thetas)), episodes)
    returns = np.zeros(len(members))
    for first in range(0, len(members), vec_env.num_envs):
        playing = members[first : first + vec_env.num_envs]
        observations, _ = vec_env.reset(seed=seed + first)
        live = np.arange(len(playing))
        while len(live):
            chosen = np.zeros(len(playing), dtype=int)
            chosen[live] = act(thetas[playing[live]], observations[live])
            actions = _for_all(vec_env, chosen)
            observations, rewards, terminated, truncated, _ = vec_env.step(actions)
            returns[first + live] += rewards[live]
            live = live[~(terminated | truncated)[live]]
    return returns.reshape(len(thetas), episodes)


def _for_all(vec_env: VectorEnv, actions: np.ndarray) -> np.ndarray:
    """Actions for the sub-environments that play, and zeros for the others."""
    return np.pad(actions, (0, vec_env.num_envs - len(actions)))


FLAWED: dict[str, Rollout] = {
    "plays on": plays_on,
    "first come": first_come,
    "waits": waits,
}


def one_by_one(
    thetas: np.ndarray, env_id: str, make_policy: Callable[[np.ndarray], Policy], episodes: int
) -> np.ndarray:
    """The same returns from a single environment, an episode after the other.

    Args:
        thetas: one member a row, shape (population, dim).
        env_id: the environment.
        make_policy: turns a row into a policy.
        episodes: how many each member plays; the first of all is reset with seed 0, the next
            with 1.

    Returns:
        Returns, shape (population, episodes).
    """
    returns = np.zeros(len(thetas) * episodes)
    with gym.make(env_id) as env:
        for job in range(len(returns)):
            returns[job] = rollout_policy(env, make_policy(thetas[job // episodes]), seed=job)
    return returns.reshape(len(thetas), episodes)


def steps_per_second(play: Callable[[], np.ndarray]) -> float:
    """Steps that count, a second, where every step pays 1, as on CartPole.

    Args:
        play: plays some episodes and returns their returns.
    """
    start = time.perf_counter()
    returns = play()
    return float(np.sum(returns) / (time.perf_counter() - start))
