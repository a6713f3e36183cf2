"""The slow specifications of lesson 03 agree with closed forms."""

import numpy as np
import pytest

from checks.lesson_03.policy_gradient import right_baselines
from checks.lesson_03.rewards_to_go import right_returns
from checks.lesson_03.softmax import right_shares
from checks.lesson_03.softmax_policy import TOLERANCE, right_log_gradient, right_probabilities
from checks.lesson_03.train_reinforce import sampled_returns


def test_probabilities_are_those_of_the_lessons_example():
    theta = np.array([[0.0], [np.log(3)]])
    assert right_probabilities(theta, np.ones(1)) == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize("action", [0, 1, 2])
def test_the_slope_is_the_closed_form_far_within_the_tolerance(action):
    rng = np.random.default_rng(action)
    theta, state = rng.normal(size=(3, 4)), rng.normal(size=4)
    expected = np.outer(np.eye(3)[action] - right_probabilities(theta, state), state)
    error = np.abs(right_log_gradient(theta, state, action) - expected).max()
    assert error < TOLERANCE / 100


def test_returns_and_baselines_are_those_of_the_lessons_examples():
    assert right_returns(np.array([1.0, 2.0, 3.0]), 0.5) == pytest.approx([2.75, 3.5, 3.0])
    returns = [np.array([3.0, 1.0]), np.array([5.0, 2.0]), np.array([4.0])]
    assert [b.tolist() for b in right_baselines(returns)] == [[4.5, 2.0], [3.5, 1.0], [4.0]]


def test_a_fair_coin_and_a_good_policy_return_what_lesson_01_found():
    coin = sampled_returns(np.zeros((2, 4)), 1000, seed=0)
    assert 20 < coin.mean() < 25
    good = np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 30.0, 10.0]])
    assert sampled_returns(good, 100, seed=0).mean() > 450


def test_shares_add_to_one_and_are_closed_forms_at_the_extremes():
    shares = right_shares(np.log(np.array([[1.0, 3.0], [2.0, 2.0]])) - 50.0)
    assert shares == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))
    assert right_shares(np.array([1e4, -1e4])).tolist() == [1.0, 0.0]
    assert right_shares(np.array([-1e4, -1e4])).tolist() == [0.5, 0.5]
