"""NES for the weights of a neural network, with lesson 06's functions and batched rollouts.

The method is the lesson's: mirrored noise, standardised returns and the search gradient. It is
fast because of `helpers.batched`: all members of the population act in one matrix product and step
in one vector environment.
"""

import numpy as np

from benchmarks.cartpole import ENOUGH, TEST_EPISODES, draw, make_envs, play_test
from benchmarks.lessons import Lesson
from helpers.batched import network_act, rollout_population

NUM_WEIGHTS = 61


def train(
    seed: int,
    lesson: Lesson,
    *,
    sigma: float = 1.0,
    alpha: float = 2.0,
    num_pairs: int = 32,
    promising: float = 200.0,
    max_iterations: int = 100,
) -> tuple[np.ndarray, int]:
    """Train a network with one hidden layer of ten units to balance the pole.

    Args:
        seed: seeds everything that is random.
        lesson: lesson 06, for its `antithetic_noise`, `standardize` and `search_gradient`.
        sigma: standard deviation of the search distribution.
        alpha: step size.
        num_pairs: mirrored pairs per iteration; each member plays one episode.
        promising: mean return of the population above which the mean policy is tested; the mean
            plays far better than its noisy neighbours.
        max_iterations: maximum number of iterations.

    Returns:
        The weights in the order of `helpers.batched.network_act`, shape (61,), and the environment
        steps that the training took, tests included.
    """
    rng = np.random.default_rng(seed)
    act, mu, steps = network_act(), np.zeros(NUM_WEIGHTS), 0
    envs, test_envs = make_envs(2 * num_pairs), make_envs(TEST_EPISODES)
    for _ in range(max_iterations):
        eps = lesson["antithetic_noise"](num_pairs, NUM_WEIGHTS, rng)
        returns = rollout_population(mu + sigma * eps, envs, act, 1, draw(rng))[:, 0]
        steps += int(returns.sum())
        mu = mu + alpha * lesson["search_gradient"](eps, lesson["standardize"](returns), sigma)
        if returns.mean() >= promising:
            tested = play_test(mu, test_envs, act, draw(rng))
            steps += int(tested.sum())
            if tested.mean() >= ENOUGH:
                break
    return mu, steps
