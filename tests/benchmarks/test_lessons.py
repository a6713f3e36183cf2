"""The steps of the lessons' own trainings are counted without changing the trainings."""

import gymnasium as gym
import numpy as np
import pytest

from benchmarks import lessons
from benchmarks.lessons import LessonMissingError, train
from helpers import frozen_lake


def test_the_error_names_the_lesson_that_is_missing():
    with pytest.raises(LessonMissingError, match="no lesson 11_gradients"):
        lessons.pieces("11_gradients")


def test_the_wrapped_function_is_restored_even_after_an_error():
    def broken():
        raise RuntimeError

    lesson = {"play_episodes": len, "train_deep_cem": broken}
    with pytest.raises(RuntimeError):
        train(lesson, "train_deep_cem")
    assert lesson["play_episodes"] is len


@pytest.mark.parametrize(
    ("function", "plays", "result", "steps"),
    [
        ("train_reinforce", "action_probabilities", [0.5, 0.5], 3),
        ("train_cartpole", "rollout_policy", 30.0, 90),
        ("train_deep_cem", "play_episodes", (np.zeros((7, 4)), np.zeros(7)), 21),
    ],
)
def test_steps_are_counted_through_the_function_that_plays(function, plays, result, steps):
    lesson = {plays: lambda: result}
    lesson[function] = lambda seed: [lesson[plays]() for _ in range(3)]
    given, elapsed, counted = train(lesson, function, 5)
    assert given == [result] * 3
    assert elapsed.seconds >= 0.0
    assert counted == steps


def test_steps_on_the_lake_are_counted_without_changing_its_random_numbers():
    thetas = np.random.default_rng(0).standard_normal((3, 64))
    lesson = {"frozen_lake": frozen_lake}
    lesson["train_frozenlake"] = lambda seed: frozen_lake.play(
        thetas, 200, np.random.default_rng(seed)
    )
    wins, _, steps = train(lesson, "train_frozenlake", 8)
    np.testing.assert_array_equal(wins, frozen_lake.play(thetas, 200, np.random.default_rng(8)))
    # Played one by one, the same policies take as many steps, within five standard errors.
    lengths = [
        _length(frozen_lake.greedy_actions(theta), seed) for theta in thetas for seed in range(200)
    ]
    assert abs(steps / 600 - np.mean(lengths)) < 5 * np.std(lengths) * np.sqrt(2 / 600)


def _length(actions, seed):
    """Count the steps of one episode in Gymnasium's own environment."""
    env = _length.env
    state, _ = env.reset(seed=seed)
    steps, over = 0, False
    while not over:
        state, _, terminated, truncated, _ = env.step(actions[state])
        steps, over = steps + 1, terminated or truncated
    return steps


_length.env = gym.make("FrozenLake-v1", is_slippery=True)
