"""Batches of CartPole-v1, and tests of how well a policy plays it."""

import gymnasium as gym
import numpy as np

from helpers.batched import Act, rollout_population

ENV_ID = "CartPole-v1"
TEST_EPISODES = 100
ENOUGH = 490.0
"""Mean return over these episodes that ends a training; above the task's 475, to exclude luck."""


def make_envs(width: int) -> gym.vector.VectorEnv:
    """Make Gymnasium's vectorised CartPole-v1, which steps all sub-environments at once."""
    return gym.make_vec(ENV_ID, num_envs=width, vectorization_mode="vector_entry_point")


def play_test(theta: np.ndarray, vec_env: gym.vector.VectorEnv, act: Act, seed: int) -> np.ndarray:
    """Play 100 episodes of one policy side by side, and return the returns, shape (100,)."""
    return rollout_population(theta[None], vec_env, act, TEST_EPISODES, seed)[0]


def mean_return(theta: np.ndarray, act: Act, seed: int) -> float:
    """Compute a policy's mean return over the episodes of `play_test`."""
    return float(play_test(theta, make_envs(TEST_EPISODES), act, seed).mean())


def draw(rng: np.random.Generator) -> int:
    """Draw a fresh seed."""
    return int(rng.integers(2**31))
