"""Play episodes with a policy and measure their returns: the finished functions of lesson 01.

A *policy* is any callable ``policy(observation) -> action``. A *return* is the undiscounted
sum of the rewards of one episode.
"""

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium as gym
import numpy as np

Policy = Callable[[Any], Any]


def rollout_policy(env: gym.Env, policy: Policy, seed: int | None = None) -> float:
    """Play one episode and return the sum of its rewards.

    Args:
        env: the environment; it is reset first.
        policy: maps an observation to an action.
        seed: seeds the reset; with None the environment's generator goes on as it is.

    Returns:
        The undiscounted return, in units of reward.
    """
    observation, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        total += float(reward)
        over = terminated or truncated
    return total


def random_rollout(env: gym.Env, seed: int | None = None) -> float:
    """Play one episode with uniformly random actions.

    Args:
        env: the environment; it is reset first.
        seed: seeds the environment and its action space.

    Returns:
        The undiscounted return.
    """
    env.action_space.seed(seed)
    return rollout_policy(env, lambda _: env.action_space.sample(), seed)


def discounted_return(rewards: Sequence[float], gamma: float) -> float:
    """Return the sum of ``gamma**t * rewards[t]`` over the steps t, counted from 0.

    Args:
        rewards: one reward per step, possibly empty.
        gamma: discount factor in [0, 1].

    Returns:
        The discounted return; 0.0 if there are no rewards.
    """
    total = 0.0
    for reward in reversed(rewards):
        total = float(reward) + gamma * total
    return total


def evaluate_policy(
    env: gym.Env, policy: Policy, episodes: int, seed: int | None = None
) -> tuple[float, float]:
    """Estimate a policy's mean return over several episodes, with its standard error.

    Args:
        env: the environment.
        policy: maps an observation to an action.
        episodes: how many episodes to play, at least 1.
        seed: episode i is reset with ``seed + i``; with None no reset is seeded.

    Returns:
        The mean return and its standard error (``ddof=1``), which is nan for a single episode.

    Raises:
        ValueError: ``episodes`` is less than 1.
    """
    if episodes < 1:
        raise ValueError(f"episodes is {episodes}; ask for at least one")
    returns = np.array(
        [rollout_policy(env, policy, None if seed is None else seed + i) for i in range(episodes)]
    )
    if episodes == 1:
        return float(returns[0]), float("nan")
    return float(returns.mean()), float(returns.std(ddof=1) / np.sqrt(episodes))
