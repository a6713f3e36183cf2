"""The scripted vector environment behaves as Gymnasium's own, and keeps its log."""

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode

from checks.probing.scripted import PATIENCE, NeverResetError, RanPastTheEnd
from checks.probing.scripted_vector import InvalidActionsError, ScriptedVecEnv

REWARDS = [[5.0], [1.0, 2.0, 3.0]]


class OneLane(gym.Env):
    """Sub-environment i of the script, as an environment of its own."""

    def __init__(self, lane):
        self.observation_space = gym.spaces.Box(-np.inf, np.inf, (3,), np.float32)
        self.action_space = gym.spaces.Discrete(2)
        self.lane, self.episode = lane, -1

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.episode, self.time = self.episode + 1, 0
        return np.array([self.lane, self.episode, 0], dtype=np.float32), {}

    def step(self, action):
        paid = REWARDS[self.lane] if self.episode == 0 else [1000.0, 1000.0]
        self.time += 1
        over = self.time >= len(paid)
        observation = np.array([self.lane, self.episode, self.time], dtype=np.float32)
        cut = self.lane == 1
        return observation, paid[self.time - 1], over and not cut, over and cut, {}


def test_it_steps_as_gymnasium_s_vector_environment_does():
    ours = ScriptedVecEnv(REWARDS, [False, True], 2)
    theirs = gym.vector.SyncVectorEnv([lambda: OneLane(0), lambda: OneLane(1)])
    assert ours.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    assert theirs.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    np.testing.assert_array_equal(ours.reset(seed=1)[0], theirs.reset(seed=1)[0])
    for _ in range(9):
        actions = np.zeros(2, dtype=int)
        for one, other in zip(ours.step(actions)[:4], theirs.step(actions)[:4], strict=True):
            np.testing.assert_array_equal(one, other)


def test_the_log_has_seeds_and_actions():
    env = ScriptedVecEnv(REWARDS, [False, True], 3)
    env.reset(seed=7)
    env.step([2, 0])
    env.step(np.array([1, 1]))
    assert env.seeds == [7]
    assert np.array(env.taken).tolist() == [[2, 0], [1, 1]]


def test_a_price_for_each_action_replaces_the_script_and_blind_hides_it():
    env = ScriptedVecEnv(REWARDS, [False, True], 2, pays=[-1.0, 4.0], blind=True)
    env.reset(seed=0)
    observations, rewards, *_ = env.step(np.array([1, 0]))
    assert rewards.tolist() == [4.0, -1.0]
    assert not observations.any()


@pytest.mark.parametrize("actions", [[0], [0, 2], [0, -1], None, [0.5, "x"]])
def test_actions_that_do_not_fit_are_refused(actions):
    env = ScriptedVecEnv(REWARDS, [False, True], 2)
    env.reset(seed=0)
    with pytest.raises(InvalidActionsError):
        env.step(actions)


def test_a_loop_without_an_end_is_stopped_and_a_missing_reset_is_named():
    env = ScriptedVecEnv(REWARDS, [False, True], 2)
    with pytest.raises(NeverResetError):
        env.step(np.zeros(2, dtype=int))
    env.reset(seed=0)
    for _ in range(3 + PATIENCE):
        env.step(np.zeros(2, dtype=int))
    with pytest.raises(RanPastTheEnd):
        env.step(np.zeros(2, dtype=int))
