"""An environment that counts its episodes is known for as long as it is needed, and no longer."""

import gymnasium as gym
import pytest

from checks.probing.counted_episodes import OutOfEpisodesError, counted_environment


def test_episodes_are_counted_in_all_copies_together_and_end():
    with counted_environment("Pendulum-v1", limit=3) as (env_id, counter):
        first, second = gym.make(env_id), gym.make(env_id)
        first.reset(seed=0)
        second.reset(seed=1)
        first.step(first.action_space.sample())
        first.reset()
        assert counter.episodes == 3
        with pytest.raises(OutOfEpisodesError, match="3 episodes"):
            second.reset()


def test_it_is_forgotten_afterwards_whatever_happened():
    with pytest.raises(KeyError), counted_environment("Pendulum-v1", limit=1) as (env_id, _):
        raise KeyError
    assert env_id not in gym.registry
