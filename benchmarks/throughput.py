"""Measure the environment steps per second of three ways to play the same policies.

256 networks of 61 numbers each play four episodes of CartPole-v1:

- *one by one*: the lesson's loop, `helpers.rollouts.rollout_policy` with `helpers.policies.act`;
- *lockstep*: a vector environment with a sub-environment for each of the 1,024 episodes, stepped
  until the last episode is over, while the finished ones idle;
- *queue*: `helpers.batched.rollout_population`, where a sub-environment that has finished takes
  the next episode.

On CartPole an episode's return is its number of steps, so the sum of the returns counts the steps;
steps that idle or reset do not count. Random policies fail early and are hard to batch, because
the last survivor keeps a whole vector environment waiting. Most of a training is spent on trained
populations.
"""

from collections.abc import Callable, Iterator

import gymnasium as gym
import numpy as np

from benchmarks.cartpole import ENV_ID, draw, make_envs
from benchmarks.clock import Clock
from benchmarks.lessons import Lesson
from benchmarks.nes_network import NUM_WEIGHTS
from benchmarks.runs import Run
from helpers.batched import network_act, rollout_population
from helpers.policies import act, initial_policy
from helpers.rollouts import rollout_policy

EPISODES = 4
WIDTHS = {"random": 96, "trained": 1024}
"""Number of sub-environments for the queue, the best that was found for each kind of population."""

Population = Callable[[int, int], np.ndarray]
"""``population(seed, members)`` makes an array of shape (members, 61)."""

_act = network_act()


def measure(task: str, kind: str, population: Population, seed: int, members: int) -> Iterator[Run]:
    """Play one population in all three ways, one after the other.

    Args:
        task: name of the task in the report.
        kind: "random" or "trained".
        population: makes the population.
        seed: seeds the population and the start states.
        members: number of policies.

    Yields:
        One run for each way, with the mean return as its value.
    """
    thetas = population(seed, members)
    width = min(WIDTHS[kind], members * EPISODES)
    ways = {
        "one by one": lambda env: one_by_one(thetas, env, seed),
        "lockstep": lambda env: lockstep(thetas, env, seed),
        "queue": lambda env: rollout_population(thetas, env, _act, EPISODES, seed),
    }
    with gym.make(ENV_ID) as single:
        envs = (single, make_envs(members * EPISODES), make_envs(width))
        for (way, play), env in zip(ways.items(), envs, strict=True):
            clock = Clock()
            returns = play(env)
            elapsed = clock.read()
            yield Run(task, way, seed, *elapsed, int(returns.sum()), float(returns.mean()))


def random_population(seed: int, members: int) -> np.ndarray:
    """Draw weights from the standard normal distribution."""
    return np.random.default_rng(seed).standard_normal((members, NUM_WEIGHTS))


def trained_population(lesson: Lesson, good_enough: float = 400.0) -> Population:
    """Make the function that trains populations until their mean return reaches 400 of 500.

    Args:
        lesson: lesson 06, see `benchmarks.nes_network.train`.
        good_enough: mean return at which a population counts as trained.
    """

    def population(seed: int, members: int) -> np.ndarray:
        rng = np.random.default_rng(seed)
        mu, env = np.zeros(NUM_WEIGHTS), make_envs(64)
        for _ in range(100):
            eps = lesson["antithetic_noise"](32, NUM_WEIGHTS, rng)
            returns = rollout_population(mu + eps, env, _act, 1, draw(rng))[:, 0]
            if returns.mean() >= good_enough:
                break
            mu = mu + 2.0 * lesson["search_gradient"](eps, lesson["standardize"](returns), 1.0)
        return mu + rng.standard_normal((members, NUM_WEIGHTS))

    return population


def one_by_one(thetas: np.ndarray, env: gym.Env, seed: int) -> np.ndarray:
    """Play every episode by itself; the returns have shape (population, EPISODES)."""
    env.reset(seed=seed)
    policies = [as_policy(theta) for theta in thetas]
    return np.array(
        [
            [rollout_policy(env, lambda state, p=policy: act(p, state)) for _ in range(EPISODES)]
            for policy in policies
        ]
    )


def lockstep(thetas: np.ndarray, env: gym.vector.VectorEnv, seed: int) -> np.ndarray:
    """Play all episodes together until the last one ends; the returns have the same shape."""
    rows = np.repeat(thetas, EPISODES, axis=0)
    returns, alive = np.zeros(len(rows)), np.ones(len(rows), dtype=bool)
    observations, _ = env.reset(seed=seed)
    while alive.any():
        observations, rewards, terminated, truncated, _ = env.step(_act(rows, observations))
        returns += rewards * alive
        alive &= ~(terminated | truncated)
    return returns.reshape(len(thetas), EPISODES)


def as_policy(theta: np.ndarray) -> dict[str, np.ndarray]:
    """Cut 61 numbers into the dict of arrays that `helpers.policies` plays."""
    policy, start = {}, 0
    for key, like in initial_policy().items():
        policy[key] = theta[start : start + like.size].reshape(like.shape)
        start += like.size
    return policy
