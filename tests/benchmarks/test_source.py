"""The ports do what the lecture's code does, errors and all, and stop when they are told to."""

import time

import gymnasium as gym
import numpy as np
import pytest

from benchmarks.clock import Clock
from benchmarks.source import cem, deep_cem, nes
from helpers.batched import linear_act


class CountingEnv(gym.Wrapper):
    """A wrapper that counts the steps of all its environments together."""

    total = 0

    def step(self, action):
        type(self).total += 1
        return super().step(action)


@pytest.fixture
def counted(monkeypatch):
    """Make all environments of the ports count their steps in one number."""
    make = gym.make
    monkeypatch.setattr(gym, "make", lambda *args: CountingEnv(make(*args)))
    monkeypatch.setattr(CountingEnv, "unwrapped", property(lambda env: env))
    monkeypatch.setattr(CountingEnv, "total", 0)
    return CountingEnv


# --- NES


def test_the_step_of_nes_is_divided_by_npop_sigma_plus_one():
    # Returns 1 and 3 standardise to -1 and 1; 0.2 / (2 * 0.5 + 1) is 0.1.
    N, R = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 3.0])
    moved = nes.update(np.array([5.0, 5.0]), N, R, sigma=0.5, alpha=0.2)
    np.testing.assert_allclose(moved, [4.9, 5.2], rtol=1e-12)


def test_equal_returns_break_nes_as_they_break_the_lecture():
    moved = nes.update(np.zeros(2), np.ones((3, 2)), np.full(3, 9.0), sigma=0.1, alpha=0.001)
    assert np.isnan(moved).all()


def test_seed_0_starts_nes_where_the_lecture_starts():
    start = nes.train(0, 0.0, Clock(), n_iter=1).w
    np.testing.assert_allclose(start, [0.09762701, 0.43037873, 0.20552675, 0.08976637], atol=1e-8)


def test_nes_pushes_right_where_the_product_is_negative():
    with gym.make("CartPole-v1") as env:
        env.reset(seed=1)
        falling_with = nes.evaluate(env, np.array([0.0, 0.0, 1.0, 1.0]), 5)
        balancing = nes.evaluate(env, np.array([0.0, 0.0, -1.0, -1.0]), 5)
    assert falling_with < 12 < 100 < balancing


def test_nes_records_when_a_target_was_reached():
    progress = nes.Progress(np.zeros(4), fitness=[20.0, 49.9, 51.0, 48.0], seconds=[1, 2, 3, 4])
    assert progress.passed(50.0) == 3
    assert progress.passed(60.0) is None
    assert progress.note() == (
        "its mean return went from 20 to 48 in 3 iterations; its own target of 50 reached after 3 s"
    )


# --- CEM


def test_cem_refits_to_the_best_fifth():
    thetas = np.arange(10.0)[:, None] * [1.0, -2.0]
    mean, std = cem.refit(thetas, [0, 9, 1, 2, 3, 4, 5, 6, 7, 8], 0.2)
    np.testing.assert_array_equal(mean, [5.0, -10.0])
    np.testing.assert_array_equal(std, [4.0, 8.0])


def test_the_policy_of_cem_is_the_courses_linear_policy():
    rng = np.random.default_rng(3)
    thetas, states = rng.standard_normal((50, 10)), rng.standard_normal((50, 4))
    with gym.make("CartPole-v1") as env:
        ours = [
            cem.make_policy(env, theta)(state) for theta, state in zip(thetas, states, strict=True)
        ]
    np.testing.assert_array_equal(ours, linear_act(4, 2)(thetas, states))


def test_cem_stops_when_it_is_told_that_it_is_good_enough():
    asked = []
    cem.train(0, lambda theta: asked.append(theta) or len(asked) == 3, Clock())
    assert len(asked) == 3


def test_the_time_to_judge_the_mean_of_cem_does_not_count():
    clock = Clock()
    cem.train(0, lambda _: time.sleep(0.5) or True, clock, batch_size=5)
    assert clock.read().seconds < 0.4


# --- DeepCEM


def test_the_elite_steps_are_those_strictly_above_the_70th_percentile():
    states = [[[float(i)]] * 2 for i in range(11)]
    actions = [[i] * 2 for i in range(11)]
    elite_states, elite_actions = deep_cem.elite_steps(states, actions, list(range(11)))
    assert elite_actions.tolist() == [8, 8, 9, 9, 10, 10]
    assert elite_states.shape == (6, 1)


def test_equal_returns_leave_deep_cem_without_elites_as_in_the_lecture():
    with pytest.raises(ValueError, match="at least one array"):
        deep_cem.elite_steps([[[0.0]]] * 5, [[0]] * 5, [9.0] * 5)


def test_agents_of_deep_cem_share_nothing_and_one_fit_is_one_pass():
    first, second = (
        deep_cem.DeepCEM(np.zeros(4), 2, np.random.RandomState(seed)) for seed in (0, 1)
    )
    assert first.clf is not second.clf
    before = first.clf.t_
    first.fit(np.ones((30, 4)), [0, 1] * 15)
    assert first.clf.t_ - before == 30


# --- the clock and the counts


def test_every_port_stops_at_the_cap():
    for train in (
        lambda clock: nes.train(0, 475.0, clock),
        lambda clock: cem.train(0, lambda _: False, clock),
        lambda clock: deep_cem.train(0, 1e9, clock),
    ):
        clock = Clock(0.2)
        train(clock)
        assert 0.2 <= clock.read().seconds < 2.0


def test_the_ports_report_every_step_that_they_take(counted):
    steps = nes.train(4, 1e9, Clock(0.2), npop=2, n_iter=2).steps
    assert steps == counted.total > 0
    counted.total = 0
    _, steps = cem.train(0, lambda _: False, Clock(), n_iter=2)
    assert steps == counted.total > 0
    counted.total = 0
    _, steps, _ = deep_cem.train(0, 195.0, Clock(), n_iter=1, n_episodes=4)
    assert steps == counted.total > 0
