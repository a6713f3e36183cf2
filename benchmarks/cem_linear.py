"""CEM for a linear policy, with lesson 05's functions and batched rollouts.

The lesson plays its samples one by one and always runs eight iterations. Here the samples play
side by side, and the training ends when the mean passes a test.
"""

import numpy as np

from benchmarks.cartpole import ENOUGH, TEST_EPISODES, draw, make_envs, play_test
from benchmarks.lessons import Lesson
from helpers.batched import linear_act, rollout_population

NUM_WEIGHTS = 10


def train(
    seed: int,
    lesson: Lesson,
    *,
    batch_size: int = 50,
    elite_frac: float = 0.2,
    extra_std: float = 0.3,
    promising: float = 200.0,
    max_iterations: int = 50,
) -> tuple[np.ndarray, int]:
    """Train a linear policy to balance the pole.

    Args:
        seed: seeds everything that is random.
        lesson: lesson 05, for its `sample_population`, `select_elites` and `fit_gaussian`.
        batch_size: samples per iteration; each plays one episode.
        elite_frac: share of the samples to keep.
        extra_std: added to the elites' standard deviation; unlike the lesson's, it stays constant.
        promising: mean return of the samples above which the mean policy is tested.
        max_iterations: maximum number of iterations.

    Returns:
        The parameters in the order of `helpers.batched.linear_act`, shape (10,), and the
        environment steps that the training took, tests included.
    """
    rng = np.random.default_rng(seed)
    act, steps = linear_act(4, 2), 0
    mu, sigma = np.zeros(NUM_WEIGHTS), np.ones(NUM_WEIGHTS)
    envs, test_envs = make_envs(batch_size), make_envs(TEST_EPISODES)
    for _ in range(max_iterations):
        population = lesson["sample_population"](mu, sigma, batch_size, rng)
        returns = rollout_population(population, envs, act, 1, draw(rng))[:, 0]
        steps += int(returns.sum())
        mu, sigma = lesson["fit_gaussian"](lesson["select_elites"](population, returns, elite_frac))
        sigma = sigma + extra_std
        if returns.mean() >= promising:
            tested = play_test(mu, test_envs, act, draw(rng))
            steps += int(tested.sum())
            if tested.mean() >= ENOUGH:
                break
    return mu, steps
