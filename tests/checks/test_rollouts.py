"""Returns that are found without the student's code are those of the environments."""

import gymnasium as gym
import numpy as np
import pytest

from checks.rollouts import (
    ROLLOUTS,
    cartpole_returns,
    certain_return,
    course_return,
    mean_of_rollouts_problem,
    not_remote_problem,
)
from helpers.policies import initial_policy
from helpers.rollouts import rollout_policy

ENVIRONMENTS = {"lwg/ActionMatters-v0": 4, "lwg/Counter-v0": 1}


@pytest.mark.parametrize("env_id", ENVIRONMENTS)
@pytest.mark.parametrize("up", [0.0, 0.5, 0.8, 1.0])
def test_an_episode_by_the_rules_earns_what_the_environment_pays(env_id, up):
    def acts(observation):
        seen.append(np.array(observation))
        return int(dice.random() < up)

    dice, seen = np.random.default_rng(3), []
    by_rules, by_rules_seen = course_return(env_id, acts), seen
    dice, seen = np.random.default_rng(3), []
    with gym.make(env_id) as env:
        assert rollout_policy(env, acts) == by_rules
    np.testing.assert_array_equal(seen, by_rules_seen)


@pytest.mark.parametrize(("env_id", "inputs"), ENVIRONMENTS.items())
def test_a_policy_of_zeros_is_certain_of_nothing(env_id, inputs):
    assert certain_return(initial_policy(inputs), env_id) is None


@pytest.mark.parametrize(("env_id", "best"), [("lwg/ActionMatters-v0", 20), ("lwg/Counter-v0", 16)])
def test_a_policy_that_is_certain_of_action_1_earns_the_most(env_id, best):
    policy = initial_policy(ENVIRONMENTS[env_id]) | {"biases2": np.array([-41.0])}
    assert certain_return(policy, env_id) == best


def test_episodes_of_cartpole_end_at_the_limit_at_the_latest():
    returns = cartpole_returns(lambda state: int(state[2] + 0.3 * state[3] > 0), [0, 1], 150)
    assert returns == [150.0, 150.0]


def mean_problem(means):
    return mean_of_rollouts_problem("it", np.array(means), shortest=8)


def test_means_of_rollouts_are_whole_after_multiplication():
    assert mean_problem([[150 / ROLLOUTS, 200 / ROLLOUTS], [91 / ROLLOUTS, 99 / ROLLOUTS]]) is None


@pytest.mark.parametrize(
    ("means", "cause"),
    [
        ([[7.5, 20.0]], "that short or that long"),
        ([[20.0, 600.5]], "that short or that long"),
        ([[20.0, 31.0]], "All means are whole"),
        ([[20.0, 31.5]], "another number of episodes"),
    ],
)
def test_other_means_are_explained(means, cause):
    assert cause in mean_problem(means).cause


def test_an_ordinary_function_is_not_remote():
    assert not_remote_problem("it", {"remote": True}) is None
    assert "@ray.remote" in not_remote_problem("it", {"remote": False}).cause
