"""The cross-entropy method climbs hills, keeps its contract and depends only on its generator."""

import gymnasium as gym
import numpy as np
import pytest

from helpers.batched import linear_act
from helpers.cem import (
    cross_entropy_method,
    fit_gaussian,
    linear_policy,
    sample_population,
    select_elites,
)
from helpers.rollouts import evaluate_policy, rollout_policy

NAN = float("nan")
TOP = np.array([2.0, -1.0, 0.5])


def hill(theta):
    return -float(np.sum((theta - TOP) ** 2))


def climb(f=hill, seed=0, **settings):
    settings = {"batch_size": 60, "elite_frac": 0.2, "iterations": 15} | settings
    rng = np.random.default_rng(seed)
    return cross_entropy_method(f, np.zeros(3), np.full(3, 2.0), rng=rng, **settings)


def test_it_finds_the_top_of_a_hill():
    mu, sigma, history = climb()
    assert mu == pytest.approx(TOP, abs=0.01)
    assert sigma.max() < 0.01
    assert history == sorted(history)


def test_f_is_called_once_for_each_sample_with_one_vector():
    shapes = []
    climb(lambda theta: shapes.append(theta.shape) or 0.0, batch_size=7, iterations=3)
    assert shapes == [(3,)] * 21


def test_history_is_the_mean_of_each_batch_without_nan():
    values = iter([1.0, NAN, 3.0, NAN, NAN, NAN, 5.0, 6.0, 10.0])
    *_, history = climb(lambda _: next(values), batch_size=3, iterations=3)
    assert history == pytest.approx([2.0, NAN, 7.0], nan_ok=True)


@pytest.mark.parametrize(("iterations", "added"), [(1, 0.75), (2, 0.0), (4, 0.0)])
def test_extra_noise_falls_to_zero_at_the_last_of_several_iterations(iterations, added):
    plain = climb(seed=3, iterations=iterations)[1] if iterations == 1 else None
    rows = []
    mu, sigma, _ = climb(
        lambda theta: rows.append(theta) or hill(theta),
        seed=3,
        iterations=iterations,
        extra_std=0.75,
    )
    last = select_elites(np.array(rows[-60:]), [hill(theta) for theta in rows[-60:]], 0.2)
    assert mu == pytest.approx(last.mean(axis=0))
    assert sigma == pytest.approx(last.std(axis=0) + added)
    if plain is not None:
        assert sigma == pytest.approx(plain + 0.75)


def test_the_same_seed_gives_the_same_result_and_inputs_stay_as_they_are():
    mu, sigma = np.zeros(3), np.ones(3)
    for array in (mu, sigma):
        array.flags.writeable = False
    first, second = (
        cross_entropy_method(
            hill,
            mu,
            sigma,
            batch_size=9,
            elite_frac=0.3,
            iterations=4,
            rng=np.random.default_rng(5),
            extra_std=0.1,
        )
        for _ in range(2)
    )
    assert first[0].tolist() == second[0].tolist()
    assert first[2] == second[2]


def test_zero_iterations_return_a_copy_of_the_start():
    mu = np.zeros(2)
    again, sigma, history = cross_entropy_method(
        hill, mu, mu + 1, batch_size=3, elite_frac=0.5, iterations=0, rng=np.random.default_rng(0)
    )
    assert (again.tolist(), sigma.tolist(), history) == ([0.0, 0.0], [1.0, 1.0], [])
    assert again is not mu


def test_samples_have_the_mean_and_the_deviation_of_each_parameter():
    mu, sigma = np.array([100.0, -3.0, 7.0]), np.array([5.0, 0.1, 0.0])
    population = sample_population(mu, sigma, 4000, np.random.default_rng(1))
    assert population.shape == (4000, 3)
    # Six standard errors: one false alarm in a thousand million.
    assert np.all(np.abs(population.mean(axis=0) - mu) <= 6 * sigma / np.sqrt(4000))
    assert np.all(np.abs(population.std(axis=0) - sigma) <= 6 * sigma / np.sqrt(8000))


@pytest.mark.parametrize(
    ("returns", "elite_frac", "rows"),
    [
        ([5.0, NAN, 9.0, 5.0], 0.5, [2, 0]),
        ([1.0, 2.0, 3.0, 4.0], 0.2, [3]),
        ([7.0, 7.0, 7.0, 7.0], 0.75, [0, 1, 2]),
        ([NAN, -2.0, NAN, -1.0], 0.75, [3, 1, 0]),
        ([NAN, NAN, NAN, NAN], 0.5, [0, 1]),
        ([NAN, -np.inf, np.inf, 0.0], 1.0, [2, 3, 1, 0]),
    ],
)
def test_elites_are_the_best_rows_and_a_nan_comes_last(returns, elite_frac, rows):
    population = 10.0 * np.arange(4.0)[:, None]
    assert select_elites(population, returns, elite_frac).ravel().tolist() == [10 * r for r in rows]


def test_the_fit_is_by_column_with_ddof_0():
    mu, sigma = fit_gaussian(np.array([[1.0, 10.0], [3.0, 30.0]]))
    assert (mu.tolist(), sigma.tolist()) == ([2.0, 20.0], [1.0, 10.0])
    assert fit_gaussian(np.ones((1, 2)))[1].tolist() == [0.0, 0.0]


def test_the_linear_policy_agrees_with_its_batched_form():
    rng = np.random.default_rng(2)
    thetas, states = rng.normal(size=(50, 3 * 4 + 4)), rng.normal(size=(50, 3))
    one_by_one = [linear_policy(t, 3, 4)(s) for t, s in zip(thetas, states, strict=True)]
    assert one_by_one == linear_act(3, 4)(thetas, states).tolist()
    assert all(type(action) is int for action in one_by_one)


def test_it_learns_cartpole():
    rng = np.random.default_rng(0)
    with gym.make("CartPole-v1") as env:
        mu, _, history = cross_entropy_method(
            lambda theta: rollout_policy(env, linear_policy(theta, 4, 2), int(rng.integers(2**31))),
            np.zeros(10),
            np.concatenate([np.ones(8), np.zeros(2)]),
            batch_size=40,
            elite_frac=0.2,
            iterations=4,
            rng=rng,
        )
        assert evaluate_policy(env, linear_policy(mu, 4, 2), 10, seed=1)[0] > 195
    assert history[-1] > 2 * history[0]
