"""A training is judged by the episodes that the judge plays, and by a second training."""

import numpy as np
import pytest

from checks.training import mean_return_problem, play, repeat_problem, training_cases
from helpers.batched import linear_act

RESULT = {"value": np.ones(3), "again": np.ones(3), "global_random": False}


def test_every_case_has_a_seed_of_its_own_and_seeds_for_the_judges_episodes():
    cases = training_cases("train({seed}, 'a')", 4, {}, env_id="a")(np.random.default_rng(1), False)
    assert len({case["seed"] for case in cases}) == len({case["fresh_seed"] for case in cases}) == 4
    assert [case["given"] for case in cases] == [f"train({case['seed']}, 'a')" for case in cases]
    assert {case["env_id"] for case in cases} == {"a"}


def test_cases_without_fresh_episodes_draw_nothing_else():
    rng, bare = np.random.default_rng(1), np.random.default_rng(1)
    (case,) = training_cases("train({seed})", 1, {}, fresh=False)(rng, False)
    assert case["seed"] == bare.choice(10_000, size=1, replace=False)[0]
    assert "fresh_seed" not in case
    assert rng.bit_generator.state == bare.bit_generator.state


@pytest.mark.parametrize("theta", [np.zeros(10), np.arange(10.0)])
def test_a_policy_is_played_on_as_many_episodes_as_asked_for(theta):
    returns = play("CartPole-v1", linear_act(4, 2), 6, 1, theta)
    assert returns.shape == (6,)
    assert np.all((returns >= 8) & (returns <= 500))


def test_a_mean_that_equals_the_target_reaches_it():
    returns = np.array([1.0, 3.0])
    assert mean_return_problem("train(1)", returns, 2.0, str) is None
    problem = mean_return_problem("train(1)", returns, 2.5, str, " with sampled actions")
    assert problem.expected == "a mean return ≥ 2.5 over 2 fresh episodes with sampled actions"
    assert (problem.got, problem.cause) == ("2.0", "2.0")


def test_a_second_training_agrees_bit_for_bit():
    assert repeat_problem("train(1)", RESULT, "theta", "from rng.") is None
    again = RESULT | {"again": np.nextafter(np.ones(3), 2)}
    problem = repeat_problem("train(1)", again, "theta", "from rng.")
    assert problem.given == "train(1), twice"
    assert problem.expected == "the same theta, bit for bit"
    assert problem.cause.endswith("from elsewhere than the seed: from rng.")
    assert repeat_problem("train(1)", again, "theta", "from rng.", equal=np.allclose) is None


def test_global_randomness_is_refused_even_if_the_results_agree():
    problem = repeat_problem("train(1)", RESULT | {"global_random": True}, "theta", "from rng.")
    assert problem.got == "a global generator was used"
