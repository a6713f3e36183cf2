"""The three ways to play give the same results for the same policies."""

import gymnasium as gym
import numpy as np

from benchmarks import throughput
from benchmarks.cartpole import make_envs
from helpers.batched import network_act, rollout_population
from helpers.policies import act


def test_without_waiting_the_queue_and_lockstep_give_the_same_returns():
    thetas = throughput.random_population(0, 20)
    width = 20 * throughput.EPISODES
    np.testing.assert_array_equal(
        throughput.lockstep(thetas, make_envs(width), 7),
        rollout_population(thetas, make_envs(width), network_act(), throughput.EPISODES, 7),
    )


def test_a_policy_acts_the_same_alone_and_in_a_batch():
    rng = np.random.default_rng(1)
    thetas, states = rng.standard_normal((200, 61)), rng.standard_normal((200, 4))
    alone = [act(throughput.as_policy(t), s) for t, s in zip(thetas, states, strict=True)]
    np.testing.assert_array_equal(alone, network_act()(thetas, states))


def test_one_by_one_and_lockstep_agree_in_distribution():
    thetas = throughput.random_population(2, 60)
    with gym.make("CartPole-v1") as env:
        loop = throughput.one_by_one(thetas, env, 0).mean(axis=1)
    batch = throughput.lockstep(thetas, make_envs(60 * throughput.EPISODES), 1).mean(axis=1)
    differences = loop - batch
    # Five standard errors: if the seeds were not fixed, one false alarm in 1.7 million runs.
    assert abs(differences.mean()) < 5 * differences.std() / np.sqrt(len(thetas))


def test_a_measurement_counts_the_returns_as_steps():
    population = throughput.random_population
    runs = list(throughput.measure("a task", "random", population, seed=3, members=5))
    assert [run.peer for run in runs] == ["one by one", "lockstep", "queue"]
    assert all(run.steps == round(run.value * 5 * throughput.EPISODES) > 0 for run in runs)
    assert all(run.seed == 3 and run.reached is None for run in runs)
