"""The methods to compare keep to their budget, depend only on their seed, and learn."""

import gymnasium as gym
import numpy as np
import pytest

from checks.framework import Lesson
from checks.lesson_10.exercises import LESSON
from helpers.batched import linear_act
from helpers.methods import METHODS, SCORE_EPISODES, Arena, BudgetSpentError, learn
from helpers.rollouts import rollout_policy

RNG = np.random.default_rng
ENOUGH = {"random search": 150, "CEM": 100, "NES": 130, "REINFORCE": 70}


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("budget", [0, 37, 2_000])
def test_a_method_takes_no_more_steps_than_its_budget(name, budget):
    score, steps = METHODS[name]("CartPole-v1", budget, 0)
    assert type(score) is float
    assert type(steps) is int
    assert budget - 70 <= steps <= budget


@pytest.mark.parametrize("name", METHODS)
def test_the_same_seed_gives_the_same_result_and_another_seed_another(name):
    first, again, other = (METHODS[name]("CartPole-v1", 1_000, seed) for seed in (3, 3, 4))
    assert first == again
    assert first != other


@pytest.mark.slow
@pytest.mark.parametrize("name", METHODS)
def test_a_method_learns_something_on_cartpole(name):
    """Random play scores 22. The seeds are fixed, so the test cannot fail by chance."""
    scores = [METHODS[name]("CartPole-v1", 10_000, seed)[0] for seed in range(3)]
    assert np.median(scores) >= ENOUGH[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["random search", "CEM", "NES", "REINFORCE"])
@pytest.mark.parametrize("env_id", ["MountainCar-v0", "lwg/Counter-v0"])
def test_a_method_runs_on_environments_that_a_loop_steps(name, env_id):
    score, steps = METHODS[name](env_id, 500, 0)
    assert np.isfinite(score)
    assert 500 - 20 <= steps <= 500


def test_an_arena_counts_the_steps_of_the_episodes_and_nothing_else():
    thetas = RNG(0).standard_normal((40, 10))
    with Arena("CartPole-v1", 10**6) as arena:
        # 120 episodes in 64 sub-environments. Each step of CartPole pays 1.
        returns = arena.play(thetas, 3, RNG(1))
        assert arena.steps == round(3 * returns.sum())
        # There are fewer episodes than sub-environments, so the others idle.
        more = arena.play(thetas[:5], 1, RNG(1))
        assert arena.steps == round(3 * returns.sum() + more.sum())


def test_an_arena_counts_every_step_of_episodes_of_one_length():
    with Arena("lwg/ActionMatters-v0", 10**6) as arena:
        assert arena.width == 16
        arena.play(np.zeros((7, arena.dim)), 5, RNG(0))
        assert arena.steps == 7 * 5 * 20


def test_an_arena_stops_before_it_exceeds_its_budget():
    with Arena("CartPole-v1", 1_000) as arena:
        with pytest.raises(BudgetSpentError):
            arena.play(RNG(0).standard_normal((64, 10)), 50, RNG(0))
        assert 1_000 - 64 < arena.steps <= 1_000


def test_the_score_is_the_mean_return_of_the_last_policy_and_costs_nothing():
    push = np.array([0.1, 0.0, 1.0, 0.1])
    theta = np.concatenate([np.stack([-push, push], axis=1).ravel(), np.zeros(2)])

    def knows_it_all(arena, rng):
        yield theta

    score, steps = learn(knows_it_all, "CartPole-v1", 100, 0)
    act = linear_act(4, 2)
    with gym.make("CartPole-v1") as env:
        alone = [
            rollout_policy(env, lambda s: int(act(theta[None], s[None])[0]), seed)
            for seed in range(5)
        ]
    assert SCORE_EPISODES == 100
    assert (score, steps) == (np.mean(alone), 0)


def test_importing_the_methods_does_not_import_the_modules_that_lesson_10_withholds():
    import subprocess
    import sys

    assert isinstance(LESSON, Lesson)
    code = f"import sys, helpers.methods\nassert not {set(LESSON.withheld)!r} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
