"""The flawed rollouts of the bench go wrong in the way that their names suggest."""

import gymnasium as gym
import numpy as np
import pytest

from helpers.batched import linear_act, rollout_population
from helpers.cem import linear_policy
from helpers.rollout_bench import FLAWED, one_by_one, steps_per_second

PUSH = np.array([0.0, 0.05, 1.0, 0.05])
WOBBLY = np.concatenate([np.stack([-PUSH, PUSH], axis=1).ravel(), np.zeros(2)])[None]


@pytest.fixture(scope="module")
def honest():
    return batched(rollout_population)


def batched(rollout):
    vec_env = gym.make_vec("CartPole-v1", num_envs=512)
    return rollout(WOBBLY, vec_env, linear_act(4, 2), 100, 0)


def test_playing_on_makes_every_return_large(honest):
    assert batched(FLAWED["plays on"]).min() > 2 * honest.mean()


def test_counting_the_episodes_that_end_first_makes_the_returns_small(honest):
    assert batched(FLAWED["first come"]).max() < honest.mean()


def test_waiting_gives_the_right_returns_and_takes_more_steps(honest):
    assert batched(FLAWED["waits"]).mean() == pytest.approx(honest.mean(), abs=4 * 50 / 10)
    thetas, steps = np.random.default_rng(0).standard_normal((100, 10)), {}
    for name, rollout in {"waits": FLAWED["waits"], "queue": rollout_population}.items():
        vec_env = gym.make_vec("CartPole-v1", num_envs=20)
        count, step = [0], vec_env.step

        def counted(actions, count=count, step=step):
            count[0] += 1
            return step(actions)

        vec_env.step = counted
        rollout(thetas, vec_env, linear_act(4, 2), 2, 0)
        steps[name] = count[0]
    assert steps["queue"] < 0.7 * steps["waits"]


@pytest.mark.parametrize("name", FLAWED)
def test_all_of_them_take_the_arguments_and_return_the_shape_of_the_exercise(name):
    thetas = np.random.default_rng(0).standard_normal((3, 10))
    vec_env = gym.make_vec("CartPole-v1", num_envs=7)
    assert FLAWED[name](thetas, vec_env, linear_act(4, 2), 2, 0).shape == (3, 2)


def test_one_by_one_plays_each_member_in_its_own_row():
    thetas = np.zeros((2, 10))
    thetas[1, 9] = 1.0
    policy = lambda theta: linear_policy(theta, 4, 2)  # noqa: E731
    returns = one_by_one(thetas, "lwg/ActionMatters-v0", policy, 3)
    assert returns.tolist() == [[-20.0] * 3, [20.0] * 3]


def test_steps_per_second_are_the_returns_divided_by_the_time():
    import time

    def play():
        time.sleep(0.1)
        return np.array([[30.0, 70.0]])

    assert 500 < steps_per_second(play) < 1_000
