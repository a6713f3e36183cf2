"""FrozenLake computed from its table agrees with Gymnasium's FrozenLake."""

import gymnasium as gym
import numpy as np
import pytest

from helpers import frozen_lake

BEST = np.eye(4)[[0, 3, 3, 3, 0, 0, 0, 0, 3, 1, 0, 0, 0, 2, 1, 0]]
"""The greedy policy with the highest chance of success within 100 steps."""


def some_policies(count):
    return np.random.default_rng(5).standard_normal((count, 64))


def by_recursion(preferences, steps):
    """Compute the chance of success step by step, directly from Gymnasium's table."""
    table = gym.make("FrozenLake-v1").unwrapped.P
    chances = np.zeros(16)
    for _ in range(steps):
        chances = np.array(
            [
                sum(
                    p * (reward if over else reward + chances[following])
                    for p, following, reward, over in table[state][int(np.argmax(row))]
                )
                for state, row in enumerate(preferences)
            ]
        )
    return chances[0]


def test_the_map_and_the_time_limit_are_gymnasiums():
    env = gym.make("FrozenLake-v1")
    assert "".join(frozen_lake.lake()) == b"".join(env.unwrapped.desc.ravel()).decode()
    assert env.spec.max_episode_steps == frozen_lake.MAX_STEPS
    assert (env.observation_space.n, env.action_space.n) == (16, 4)
    assert "".join(frozen_lake.lake())[frozen_lake.GOAL] == "G"


def test_chances_of_every_state_and_action_add_to_one_and_cannot_be_changed():
    assert frozen_lake.transitions().sum(axis=2) == pytest.approx(np.ones((16, 4)))
    with pytest.raises(ValueError, match="read-only"):
        frozen_lake.transitions()[0, 0, 0] = 1.0


@pytest.mark.parametrize("steps", [1, 6, 100])
def test_the_exact_chance_agrees_with_a_recursion_over_gymnasiums_own_table(steps):
    for preferences in [BEST, *some_policies(5).reshape(5, 16, 4)]:
        expected = by_recursion(preferences, steps)
        assert frozen_lake.success_probability(preferences, steps) == pytest.approx(expected)


def test_the_best_policy_has_the_chance_that_the_lesson_states():
    assert frozen_lake.success_probability(BEST) == pytest.approx(0.7402, abs=5e-5)
    assert frozen_lake.success_probability(BEST.ravel()) == frozen_lake.success_probability(BEST)


def test_equal_preferences_take_the_lowest_action():
    assert frozen_lake.greedy_actions(np.zeros((16, 4))).tolist() == [0] * 16
    tied = np.tile([0.0, 2.0, 2.0, 1.0], (3, 16))
    assert frozen_lake.greedy_actions(tied).tolist() == [[1] * 16] * 3


@pytest.mark.parametrize("shape", [(16,), (4, 16), (63,), (3, 65)])
def test_preferences_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match="64 in a row"):
        frozen_lake.greedy_actions(np.zeros(shape))


def test_sampled_episodes_succeed_as_often_as_the_exact_chance_says():
    """Allow 5 standard errors for each of 4 policies; the seed is fixed, so it is not flaky."""
    thetas = np.concatenate([BEST.reshape(1, 64), some_policies(400)])
    exact = np.array([frozen_lake.success_probability(theta) for theta in thetas])
    likely = np.argsort(exact)[-4:]
    shares = frozen_lake.play(thetas[likely], 20_000, np.random.default_rng(0))
    errors = np.sqrt(exact[likely] * (1 - exact[likely]) / 20_000)
    assert np.all(np.abs(shares - exact[likely]) < 5 * errors)


def test_sampled_episodes_agree_with_gymnasiums_environment():
    """Compare the shares of 400 and 4,000 episodes; they may differ by 5 standard errors."""
    env = gym.make("FrozenLake-v1")
    env.reset(seed=1)
    actions = frozen_lake.greedy_actions(BEST)
    wins = 0.0
    for _ in range(400):
        state, _ = env.reset()
        over = False
        while not over:
            state, reward, terminated, truncated, _ = env.step(int(actions[state]))
            wins += reward
            over = terminated or truncated
    (share,) = frozen_lake.play(BEST[None], 4_000, np.random.default_rng(2))
    assert abs(wins / 400 - share) < 5 * np.sqrt(0.25 / 400 + 0.25 / 4_000)


def test_a_policy_that_cannot_reach_the_goal_never_does_and_stops_at_the_time_limit():
    always_left = np.zeros((1, 64))
    assert frozen_lake.success_probability(always_left[0]) == 0.0
    assert frozen_lake.play(always_left, 50, np.random.default_rng(0)).tolist() == [0.0]


def test_one_seed_gives_the_same_returns_and_the_policies_do_not_change():
    thetas = some_policies(6)
    before = thetas.copy()
    runs = [frozen_lake.play(thetas, 30, np.random.default_rng(4)) for _ in range(2)]
    assert runs[0].tolist() == runs[1].tolist()
    assert np.array_equal(thetas, before)
    assert np.array_equal(np.round(30 * runs[0]), 30 * runs[0])
