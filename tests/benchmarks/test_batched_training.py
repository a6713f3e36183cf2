"""Batched, the functions of lessons 05 and 06 solve CartPole; so does the peer in JAX."""

import numpy as np
import pytest

from benchmarks import cem_linear, lessons, nes_network
from benchmarks.cartpole import mean_return
from benchmarks.jax_peer import JaxNes
from helpers.batched import linear_act, network_act

LESSON = "06_natural_evolution_strategies"


@pytest.fixture(scope="module")
def pieces():
    return lessons.pieces(LESSON)


def test_a_network_of_61_numbers_balances_the_pole(pieces):
    theta, steps = nes_network.train(0, pieces)
    assert theta.shape == (nes_network.NUM_WEIGHTS,)
    assert 10_000 < steps < 2_000_000
    assert mean_return(theta, network_act(), seed=10**6) >= 475


def test_the_same_seed_gives_the_same_network(pieces):
    first, again, other = (
        nes_network.train(seed, pieces, max_iterations=2)[0] for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_linear_policy_balances_the_pole():
    theta, steps = cem_linear.train(0, lessons.pieces("05_cross_entropy_method"))
    assert theta.shape == (cem_linear.NUM_WEIGHTS,)
    assert 5_000 < steps < 1_000_000
    assert mean_return(theta, linear_act(4, 2), seed=10**6) >= 475


@pytest.mark.slow
def test_the_network_trained_in_jax_plays_as_well_in_gymnasium():
    pytest.importorskip("gymnax")
    pytest.importorskip("evosax")
    theta, steps = JaxNes().train(0)
    assert steps > 10_000
    theta = np.asarray(theta, dtype=float)
    assert mean_return(theta, network_act(), seed=10**6) >= 475
