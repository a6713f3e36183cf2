"""Rollouts agree with closed forms on scripted episodes and with Gymnasium's own statistics."""

import math
import warnings

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.wrappers import RecordEpisodeStatistics

from checks.probing.scripted import ScriptedEnv
from helpers.rollouts import discounted_return, evaluate_policy, random_rollout, rollout_policy


def steady(state):
    """Balance the pole until the time limit."""
    position, velocity, angle, angular_velocity = state
    return int(3 * angle + angular_velocity + 0.1 * position + 0.2 * velocity > 0)


# --- rollout_policy


@pytest.mark.parametrize("ending", ["terminated", "truncated"])
@pytest.mark.parametrize("rewards", [[2.5], [1.0, 4.0], [0.5, -3.0, 8.0, 0.25]])
def test_the_return_is_the_sum_up_to_either_ending(rewards, ending):
    env = ScriptedEnv([rewards], ending)
    assert rollout_policy(env, lambda _: 0) == sum(rewards)
    assert len(env.actions()) == len(rewards)
    assert env.late_steps == 0


def test_the_policy_sees_every_observation_and_its_actions_reach_the_environment():
    env, seen = ScriptedEnv([[1.0, 1.0, 1.0]], num_actions=9), []

    def policy(observation):
        seen.append(observation.tolist())
        return 3 * len(seen) - 1

    rollout_policy(env, policy)
    assert seen == [[0, 1], [1, 11], [2, 21]]
    assert env.actions() == [2, 5, 8]


@pytest.mark.parametrize("seed", [None, 0, 17])
def test_the_seed_goes_to_the_one_reset(seed):
    env = ScriptedEnv([[1.0, 1.0]])
    rollout_policy(env, lambda _: 0, seed)
    assert env.resets() == [seed]


def test_the_return_is_a_python_float_even_if_rewards_are_numpy_integers():
    env = ScriptedEnv([[np.int8(100), np.int8(100)]])
    total = rollout_policy(env, lambda _: 0)
    assert type(total) is float
    assert total == 200.0


@pytest.mark.parametrize("policy", [lambda _: 0, lambda s: int(s[2] > 0), steady])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_cartpole_returns_are_those_that_gymnasium_counts(policy, seed):
    with RecordEpisodeStatistics(gym.make("CartPole-v1")) as env:
        assert rollout_policy(env, policy, seed) == env.return_queue[-1]


def test_a_steady_pole_is_truncated_at_five_hundred_steps():
    with RecordEpisodeStatistics(gym.make("CartPole-v1")) as env:
        assert rollout_policy(env, steady, seed=3) == 500.0
        assert list(env.length_queue) == [500]


# --- random_rollout


def test_a_random_rollout_draws_from_the_seeded_action_space():
    env = ScriptedEnv([[1.0] * 30], num_actions=5)
    space = gym.spaces.Discrete(5, seed=11)
    assert random_rollout(env, seed=11) == 30.0
    assert env.actions() == [space.sample() for _ in range(30)]
    assert env.resets() == [11]


def test_random_rollouts_repeat_under_a_seed_and_differ_between_seeds():
    with gym.make("CartPole-v1") as env:
        first = [random_rollout(env, seed) for seed in range(20)]
        again = [random_rollout(env, seed) for seed in range(20)]
    assert first == again
    assert len(set(first)) > 1


# --- discounted_return


@pytest.mark.parametrize(
    ("rewards", "gamma", "expected"),
    [
        ([], 0.9, 0.0),
        ([8.0, 4.0, 2.0], 0.5, 10.5),
        ([8.0, 4.0, 2.0], 0.0, 8.0),
        ([8.0, 4.0, 2.0], 1.0, 14.0),
        ([0.0, 0.0, 1.0], 0.25, 0.0625),
    ],
)
def test_discounting_agrees_with_the_sum_done_by_hand(rewards, gamma, expected):
    assert discounted_return(rewards, gamma) == expected


def test_discounting_ones_is_a_geometric_series():
    expected = (1 - 0.97**200) / (1 - 0.97)
    assert discounted_return([1.0] * 200, 0.97) == pytest.approx(expected, rel=1e-12)


def test_discounting_does_not_change_the_rewards():
    rewards = [1.0, 2.0]
    discounted_return(rewards, 0.5)
    assert rewards == [1.0, 2.0]


# --- evaluate_policy


def test_mean_and_standard_error_agree_with_the_example_done_by_hand():
    env = ScriptedEnv([[10.0], [20.0], [30.0]])
    mean, error = evaluate_policy(env, lambda _: 0, 3)
    assert mean == 20.0
    assert error == pytest.approx(10 / math.sqrt(3), rel=1e-12)


def test_episode_i_is_reset_with_seed_plus_i():
    env = ScriptedEnv([[0.0]], by_seed={40: [1.0], 41: [2.0], 42: [6.0]})
    assert evaluate_policy(env, lambda _: 0, 3, seed=40)[0] == 3.0
    assert env.resets() == [40, 41, 42]


def test_without_a_seed_nothing_is_seeded():
    env = ScriptedEnv([[1.0]])
    evaluate_policy(env, lambda _: 0, 2)
    assert env.resets() == [None, None]


def test_a_single_episode_has_no_standard_error_and_numpy_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mean, error = evaluate_policy(ScriptedEnv([[7.0]]), lambda _: 0, 1)
    assert mean == 7.0
    assert math.isnan(error)


@pytest.mark.parametrize("episodes", [0, -3])
def test_fewer_than_one_episode_is_refused_before_anything_is_played(episodes):
    env = ScriptedEnv([[1.0]])
    with pytest.raises(ValueError, match=f"episodes is {episodes}"):
        evaluate_policy(env, lambda _: 0, episodes)
    assert env.log == []
