"""The gradient bench plays whole episodes and steps along the given estimate."""

import gymnasium as gym
import numpy as np
import pytest

from helpers.gradient_bench import (
    constant_baseline,
    forward_sums,
    learn_with,
    no_baseline,
    plain_mean,
    play_batch,
    whole_return,
)

THETA = np.array([[0.5], [-0.5]])
P = 1 / (1 + np.exp(1.0))
"""Probability of action 1 under THETA, when the only feature is 1."""


def coins(*rows):
    """Make episodes in which the only feature is 1 and the rewards are the actions."""
    return [(np.ones((len(row), 1)), np.array(row), np.array(row, dtype=float)) for row in rows]


def test_an_episode_ends_when_the_environment_ends_it():
    vec_env = gym.make_vec("CartPole-v1", num_envs=6)
    right = np.array([[0.0] * 5, [0, 0, 0, 0, 50.0]])
    episodes = play_batch(right, vec_env, np.random.default_rng(0), bias=True)
    assert len(episodes) == 6
    for states, actions, rewards in episodes:
        assert len(states) == len(actions) == len(rewards)
        assert 7 <= len(actions) <= 11
        assert (actions == 1).all()
        assert (rewards == 1.0).all()
        assert (states[:, 4] == 1.0).all()
        assert np.abs(states[:, 2]).max() <= 0.2095


def test_actions_are_drawn_with_the_probabilities_of_the_policy():
    vec_env = gym.make_vec("lwg/ActionMatters-v0", num_envs=50)
    theta = np.array([[0.0] * 5, [0, 0, 0, 0, np.log(3)]])
    episodes = play_batch(theta, vec_env, np.random.default_rng(0), bias=True)
    share = np.mean([actions for _, actions, _ in episodes])
    assert share == pytest.approx(0.75, abs=5 * np.sqrt(0.75 * 0.25 / 1000))
    assert all(len(actions) == 20 for _, actions, _ in episodes)


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    runs = [
        learn_with(no_baseline, "CartPole-v1", seed, alpha=0.01, batch=4, iterations=3, bias=False)
        for seed in (1, 1, 2)
    ]
    assert np.array_equal(runs[0][1], runs[1][1])
    assert not np.array_equal(runs[0][1], runs[2][1])
    assert runs[0][0].shape == (3,)


@pytest.mark.parametrize(("scale", "alpha"), [(1.0, 0.1), (100.0, 0.001)])
def test_the_step_is_alpha_times_the_estimate_of_the_scaled_rewards(scale, alpha):
    def first_reward(theta, episodes, gamma):
        return np.full(theta.shape, episodes[0][2][0])

    history, theta = learn_with(
        first_reward, "CartPole-v1", 0, alpha=alpha, batch=2, iterations=1, scale=scale
    )
    assert theta == pytest.approx(np.full((2, 5), 0.1))
    assert history[0] < 100


def test_each_estimate_weights_the_actions_as_its_name_says():
    episodes, slopes = coins([1, 0, 1]), np.array([1 - P, -P, 1 - P])
    for estimate, weights in {
        no_baseline: [2.0, 1.0, 1.0],
        whole_return: [2.0, 2.0, 2.0],
        forward_sums: [1.0, 1.0, 2.0],
        constant_baseline(0.5): [1.5, 0.5, 0.5],
        plain_mean: [0.0, 0.0, 0.0],
    }.items():
        assert estimate(THETA, episodes, 1.0)[1, 0] == pytest.approx(slopes @ weights)


def test_the_plain_mean_is_over_all_episodes_that_reach_the_step_its_own_included():
    found = plain_mean(THETA, coins([1, 1], [0]), 1.0)
    # The rewards to go are (2, 1) and (0,), so the mean is 1 at the first and at the second step.
    assert found[1, 0] == pytest.approx(((1 - P) * 1 + (1 - P) * 0 + (-P) * -1) / 2)
    assert found[0, 0] == pytest.approx(-found[1, 0])


def test_gamma_discounts_the_rewards_that_follow_a_step():
    found = no_baseline(THETA, coins([1, 1]), 0.5)
    assert found[1, 0] == pytest.approx((1 - P) * 1.5 + (1 - P) * 1.0)
