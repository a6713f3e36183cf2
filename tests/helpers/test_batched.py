"""Batched rollouts agree with rollouts that are played one by one."""

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from scipy import stats

from helpers.batched import linear_act, network_act, rollout_population
from helpers.policies import act, initial_policy
from helpers.rollouts import rollout_policy


class Countdown(gym.Env):
    """An environment that pays its step number and ends at action 1, or after 9 steps."""

    observation_space = gym.spaces.Box(0.0, 9.0, (1,), np.float32)
    action_space = gym.spaces.Discrete(2, start=0)

    def __init__(self):
        self.resets, self.over = 0, True

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.step_number, self.over = 0, False
        self.resets += 1
        return self._observation(), {}

    def step(self, action):
        assert not self.over, "stepped after its end"
        self.step_number += 1
        terminated, truncated = bool(action), self.step_number >= 9
        self.over = terminated or truncated
        return self._observation(), float(self.step_number), terminated, truncated, {}

    def _observation(self):
        return np.array([self.step_number], np.float32)


def stops_at(thetas, observations):
    """Take action 1 in step number ``thetas[:, 0]``, counted from 1."""
    return (observations[:, 0] + 1 >= thetas[:, 0]).astype(int)


def countdowns(width, mode=AutoresetMode.NEXT_STEP):
    return SyncVectorEnv([Countdown] * width, autoreset_mode=mode)


LENGTHS = np.array([[1.0], [4.0], [2.0], [20.0], [3.0]])
RETURNS = np.array([1.0, 10.0, 3.0, 45.0, 6.0])


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
@pytest.mark.parametrize("width", [1, 2, 5, 15, 40])
@pytest.mark.parametrize("episodes", [1, 3])
def test_on_a_deterministic_environment_the_returns_are_exact(width, mode, episodes):
    returns = rollout_population(LENGTHS, countdowns(width, mode), stops_at, episodes, seed=0)
    assert returns.shape == (5, episodes)
    assert (returns == RETURNS[:, None]).all()


def test_a_finished_sub_environment_takes_the_next_episode():
    vec_env = countdowns(4)
    steps = 0
    step = vec_env.step

    def counted(actions):
        nonlocal steps
        steps += 1
        return step(actions)

    vec_env.step = counted
    # One episode has 9 steps and 39 have one step and a reset. Lockstep, in rounds of four, would
    # need 9 + 9 * 2 steps.
    lengths = np.array([[9.0]] + [[1.0]] * 39)
    rollout_population(lengths, vec_env, stops_at, 1, seed=0)
    assert steps <= 2 * 39 / 3 + 2


@pytest.mark.parametrize("env_id", ["lwg/ActionMatters-v0", "lwg/Counter-v0"])
@pytest.mark.parametrize("width", [3, 16])
def test_it_agrees_exactly_with_one_by_one_rollouts_of_a_course_environment(env_id, width):
    rng = np.random.default_rng(5)
    with gym.make(env_id) as env:
        size = env.observation_space.shape[0]
        thetas = rng.standard_normal((6, 2 * size + 2))
        policies = linear_act(size, 2)
        expected = [
            rollout_policy(env, lambda s, t=theta: policies(t[None], s[None])[0], 0)
            for theta in thetas
        ]
    vec_env = gym.make_vec(env_id, num_envs=width)
    returns = rollout_population(thetas, vec_env, policies, 2, 0)
    assert (returns == np.array(expected)[:, None]).all()


def test_on_cartpole_the_returns_have_the_distribution_of_one_by_one_rollouts():
    """Use the Kolmogorov-Smirnov test; the seeds are fixed, so it cannot fail by chance."""
    theta = np.random.default_rng(3).standard_normal(10)
    policies = linear_act(4, 2)
    vec_env = gym.make_vec("CartPole-v1", num_envs=64)
    batched = rollout_population(theta[None], vec_env, policies, 600, seed=1)[0]
    with gym.make("CartPole-v1") as env:
        single = [
            rollout_policy(env, lambda s: int(policies(theta[None], s[None])[0]), seed)
            for seed in range(600)
        ]
    assert batched.std() > 1.0
    assert stats.ks_2samp(batched, single).pvalue > 0.01


def test_the_same_seed_gives_the_same_returns_and_another_seed_others():
    thetas = np.random.default_rng(0).standard_normal((40, 61))
    vec_env = gym.make_vec("CartPole-v1", num_envs=16)
    first, second, other = (
        rollout_population(thetas, vec_env, network_act(), 2, seed) for seed in (7, 7, 8)
    )
    assert (first == second).all()
    assert (first != other).any()


def test_the_batched_network_acts_as_the_network_does():
    rng = np.random.default_rng(2)
    template = initial_policy(num_inputs=3, num_hiddens=5)
    thetas, states = rng.standard_normal((50, 26)), rng.standard_normal((50, 3))
    actions = network_act(3, 5)(thetas, states)
    assert len(set(actions)) == 2
    for theta, state, action in zip(thetas, states, actions, strict=True):
        parts = np.split(theta, np.cumsum([a.size for a in template.values()])[:-1])
        policy = {
            key: part.reshape(array.shape)
            for (key, array), part in zip(template.items(), parts, strict=True)
        }
        assert act(policy, state) == action


def test_the_batched_linear_policy_is_the_argmax_of_its_scores():
    rng = np.random.default_rng(2)
    thetas, states = rng.standard_normal((50, 20)), rng.standard_normal((50, 4))
    actions = linear_act(4, 4)(thetas, states)
    for theta, state, action in zip(thetas, states, actions, strict=True):
        assert np.argmax(state @ theta[:16].reshape(4, 4) + theta[16:]) == action


@pytest.mark.parametrize(
    ("thetas", "episodes", "mode", "words"),
    [
        (np.zeros(3), 1, AutoresetMode.NEXT_STEP, "one row per member"),
        (np.zeros((3, 1)), 0, AutoresetMode.NEXT_STEP, "episodes is 0"),
        (np.zeros((3, 1)), 1, AutoresetMode.DISABLED, "does not reset by itself"),
    ],
)
def test_bad_input_is_refused_in_one_line(thetas, episodes, mode, words):
    with pytest.raises(ValueError, match=words) as caught:
        rollout_population(thetas, countdowns(2, mode), stops_at, episodes, 0)
    assert "\n" not in str(caught.value)
