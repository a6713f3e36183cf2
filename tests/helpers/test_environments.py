"""The test environments keep Gymnasium's contract and pay what their docstrings say."""

import itertools
import math
import subprocess
import sys
import warnings

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from helpers.environments import ENTRY_POINTS, register_environments
from helpers.rollouts import rollout_policy

OPTIMAL = {
    "lwg/ActionMatters-v0": lambda observation: 1,
    "lwg/Counter-v0": lambda observation: 1,
    "lwg/ObservationMatters-v0": lambda observation: int(observation[0] > 0),
}
IDS = sorted(OPTIMAL)
LENGTH = 20


@pytest.fixture(params=IDS)
def env(request):
    with gym.make(request.param) as made:
        yield made


def play(env, actions, seed=0):
    """Return the rewards and the observations, starting with the one from reset."""
    observations, rewards = [env.reset(seed=seed)[0]], []
    for action in actions:
        observation, reward, *_ = env.step(action)
        observations.append(observation)
        rewards.append(reward)
    return rewards, observations


def test_every_environment_has_an_optimal_policy_here():
    assert sorted(ENTRY_POINTS) == IDS


@pytest.mark.parametrize("env_id", IDS)
def test_gymnasiums_checker_has_no_complaints(env_id):
    with gym.make(env_id) as made, warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(made.unwrapped)


@pytest.mark.parametrize("env_id", IDS)
def test_the_optimal_policy_reaches_the_optimal_return_exactly(env_id):
    with gym.make(env_id) as made:
        returns = {rollout_policy(made, OPTIMAL[env_id], seed) for seed in range(50)}
        assert returns == {made.unwrapped.optimal_return}


def test_an_episode_is_truncated_after_twenty_steps_and_never_terminated(env):
    env.reset(seed=0)
    endings = [env.step(t % 2)[2:4] for t in range(LENGTH)]
    assert endings == [(False, False)] * (LENGTH - 1) + [(False, True)]


def test_a_reset_starts_a_whole_episode_again(env):
    env.reset(seed=0)
    env.step(1)
    env.reset(seed=0)
    assert [env.step(1)[3] for _ in range(LENGTH)] == [False] * (LENGTH - 1) + [True]


@pytest.mark.parametrize("action", [2, -1, 0.5, None, "1", np.array([1])])
def test_an_action_that_is_neither_0_nor_1_is_refused(env, action):
    env.reset(seed=0)
    with pytest.raises(ValueError, match="invalid action"):
        env.unwrapped.step(action)


def test_action_matters_pays_plus_one_and_minus_one_and_shows_only_zeros():
    with gym.make("lwg/ActionMatters-v0") as env:
        rewards, observations = play(env, [1, 0, 0, 1])
    assert rewards == [1.0, -1.0, -1.0, 1.0]
    assert not np.any(observations)


def test_the_counter_shows_its_count_and_pays_from_the_fifth_climb_on():
    with gym.make("lwg/Counter-v0") as env:
        rewards, observations = play(env, [1, 1, 1, 1, 1, 1, 0, 0, 1, 0])
    assert [int(o[0]) for o in observations] == [0, 1, 2, 3, 4, 5, 6, 5, 4, 5, 4]
    assert rewards == [0, 0, 0, 0, 1, 1, 1, 0, 1, 0]


def test_no_sequence_of_actions_beats_the_counters_optimal_return():
    sequences = np.arange(2**LENGTH, dtype=np.int32)
    count, paid = np.zeros(2**LENGTH, np.int8), np.zeros(2**LENGTH, np.int8)
    for step in range(LENGTH):
        count += (2 * ((sequences >> step) & 1) - 1).astype(np.int8)
        paid += count >= 5
    with gym.make("lwg/Counter-v0") as env:
        assert paid.max() == env.unwrapped.optimal_return
        for number in np.random.default_rng(0).integers(2**LENGTH, size=50):
            actions = [int(number >> step) & 1 for step in range(LENGTH)]
            assert sum(play(env, actions)[0]) == paid[number]


def test_observation_matters_pays_for_matching_the_latest_observation():
    with gym.make("lwg/ObservationMatters-v0") as env:
        rewards, observations = play(env, [1] * LENGTH)
    assert rewards == [float(o[0]) for o in observations[:-1]]
    assert set(rewards) == {1.0, -1.0}


def test_a_seed_determines_all_coins_and_another_seed_changes_them():
    with gym.make("lwg/ObservationMatters-v0") as env:
        coins = [np.ravel(play(env, [0] * LENGTH, seed)[1]).tolist() for seed in (5, 5, 6)]
    assert coins[0] == coins[1] != coins[2]


def test_the_coin_is_fair_and_has_no_memory():
    """The bounds are 5 standard errors: a fair coin violates one of the two for one in 870,000
    choices of seeds (2 x 5.7e-7, normal). The seeds are fixed, so the test is deterministic."""
    with gym.make("lwg/ObservationMatters-v0") as env:
        episodes = [np.ravel(play(env, [0] * LENGTH, seed)[1]) for seed in range(500)]
    coins = np.array(episodes, dtype=float)
    assert abs(coins.mean()) <= 5 / math.sqrt(coins.size)
    products = coins[:, 1:] * coins[:, :-1]
    assert abs(products.mean()) <= 5 / math.sqrt(products.size)


@pytest.mark.parametrize("imports", ["helpers.policies", "checks.framework"])
def test_the_ids_are_known_in_a_fresh_process_that_imports_any_part_of_helpers(imports):
    code = (
        f"import gymnasium, {imports}\n"
        f"for env_id in {IDS}: print(gymnasium.make(env_id).unwrapped.optimal_return)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == (["20.0", "16.0", "20.0"], "")


def test_registering_twice_changes_nothing_and_does_not_warn():
    before = {env_id: gym.registry[env_id] for env_id in IDS}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        register_environments()
    assert all(gym.registry[env_id] is spec for env_id, spec in before.items())


def test_returns_of_a_blind_policy_average_to_zero_where_observations_matter():
    """A blind policy's expected return is 0; 5 standard errors, false-alarm rate 5.7e-7."""
    with gym.make("lwg/ObservationMatters-v0") as env:
        actions = itertools.cycle([0, 1, 1])
        returns = [rollout_policy(env, lambda _: next(actions), seed) for seed in range(400)]
    assert abs(np.mean(returns)) <= 5 * math.sqrt(LENGTH / len(returns))
