"""Four small learners for lesson 02: one works, and each of the other three has a bug.

Readers of the lesson diagnose them from their failures before they look in here, so no comment
below points at a bug; ``solutions/02_test_environments.py`` names all three.

Each learner is a random search over linear policies with one output: action 1 if
``weights @ observation + bias`` is positive, else 0. All are deterministic: the same environment
gives the same policy.
"""

import operator
from collections.abc import Callable

import gymnasium as gym
import numpy as np

from helpers.budget import budget

Policy = Callable[[np.ndarray], int]
Score = Callable[[list[float]], float]

EPISODES = 20
"""Episodes that each candidate plays; their seeds, from 1000 on, do not occur in the final test."""


def ash(env_id: str) -> Policy:
    """Train learner ash.

    Args:
        env_id: a registered environment with two actions.

    Returns:
        The best policy that the learner found.
    """
    return _search(env_id, features=lambda observation: observation - observation.mean())


def birch(env_id: str) -> Policy:
    """Train learner birch.

    Args:
        env_id: a registered environment with two actions.

    Returns:
        The best policy that the learner found.
    """
    return _search(env_id, better=operator.lt)


def cedar(env_id: str) -> Policy:
    """Train learner cedar.

    Args:
        env_id: a registered environment with two actions.

    Returns:
        The best policy that the learner found.
    """
    return _search(env_id)


def damson(env_id: str) -> Policy:
    """Train learner damson.

    Args:
        env_id: a registered environment with two actions.

    Returns:
        The best policy that the learner found.
    """
    gamma = 0.0
    return _search(env_id, score=lambda rewards: sum(gamma**t * r for t, r in enumerate(rewards)))


def _search(
    env_id: str,
    features: Callable[[np.ndarray], np.ndarray] = lambda observation: observation,
    score: Score = sum,
    better: Callable[[float, float], bool] = operator.gt,
) -> Policy:
    """Draw policies at random and keep one of them, starting from the policy of all zeros."""
    rng = np.random.default_rng(0)
    env = gym.make(env_id)
    size = env.observation_space.shape[0]
    kept = np.zeros(size + 1)
    kept_score = _mean_score(env, _linear(kept, features), score)
    for _ in range(budget(full=40, quick=12)):
        candidate = rng.standard_normal(size + 1)
        candidate_score = _mean_score(env, _linear(candidate, features), score)
        if better(candidate_score, kept_score):
            kept, kept_score = candidate, candidate_score
    env.close()
    return _linear(kept, features)


def _linear(theta: np.ndarray, features: Callable[[np.ndarray], np.ndarray]) -> Policy:
    """Build the policy with the weights ``theta[:-1]`` and the bias ``theta[-1]``."""
    return lambda observation: int(theta[:-1] @ features(observation) + theta[-1] > 0)


def _mean_score(env: gym.Env, policy: Policy, score: Score) -> float:
    """Average the score of an episode's rewards over `EPISODES` episodes."""
    return float(np.mean([score(_rewards(env, policy, 1000 + i)) for i in range(EPISODES)]))


def _rewards(env: gym.Env, policy: Policy, seed: int) -> list[float]:
    observation, _ = env.reset(seed=seed)
    rewards, over = [], False
    while not over:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        rewards.append(float(reward))
        over = terminated or truncated
    return rewards
