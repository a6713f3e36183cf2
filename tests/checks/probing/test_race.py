"""The vector environments of lesson 10's probes keep the rules of Gymnasium's autoreset."""

import numpy as np
import pytest
from scipy import stats

from checks.probing.race import PATIENCE, Lottery, NeverResetError, Race, RanTooLongError
from helpers.batched import rollout_population


def test_the_step_after_the_end_only_resets_and_pays_what_it_is_told():
    race = Race(1, late_reward=7.0)
    race.reset(seed=0)
    stop = Race.act(np.array([[8.0, 1.0]]), np.zeros((1, 1)))
    assert stop.tolist() == [17]
    observations, rewards, terminated, truncated, _ = race.step(stop)
    assert (observations[0, 0], rewards[0], terminated[0], truncated[0]) == (1, 2.0, True, False)
    observations, rewards, terminated, truncated, _ = race.step(stop)
    assert (observations[0, 0], rewards[0], terminated[0], truncated[0]) == (0, 7.0, False, False)


def test_a_race_that_nobody_stops_is_truncated():
    race = Race(2, late_reward=0.0)
    race.reset(seed=0)
    for step in range(1, Race.LIMIT + 1):
        *_, terminated, truncated, _ = race.step(np.zeros(2, dtype=int))
        assert not terminated.any()
        assert truncated.all() == (step == Race.LIMIT)


def test_half_of_the_lotterys_episodes_are_long():
    returns = rollout_population(np.zeros((500, 1)), Lottery(90, long=9), Lottery.act, 4, seed=1)
    assert set(np.unique(returns)) == {1.0, 9.0}
    assert stats.binomtest(int((returns == 9).sum()), returns.size).pvalue > 0.01


@pytest.mark.parametrize("steps", [1, 3])
def test_stepping_before_the_reset_is_refused(steps):
    with pytest.raises(NeverResetError):
        Race(steps, 0.0).step(np.zeros(steps, dtype=int))


def test_one_action_a_sub_environment_is_wanted():
    race = Race(3, 0.0)
    race.reset(seed=0)
    with pytest.raises(ValueError, match="step takes 3 actions"):
        race.step(np.zeros(2, dtype=int))


def test_an_endless_loop_is_ended():
    race = Race(1, 0.0)
    race.reset(seed=0)
    race.steps = PATIENCE
    with pytest.raises(RanTooLongError):
        race.step(np.zeros(1, dtype=int))


def test_the_pay_is_in_every_reward_and_in_no_action():
    poor, rich = Race(1, 0.0), Race(1, 0.0, pay=2.5)
    for race in (poor, rich):
        race.reset(seed=0)
    go_on = Race.act(np.array([[8.0, 9.0]]), np.zeros((1, 1)))
    for _ in range(3):
        assert rich.step(go_on)[1][0] == 2.5 * poor.step(go_on)[1][0]


def test_the_log_has_the_steps_and_what_was_finished():
    lottery = Lottery(50, long=4)
    lottery.reset(seed=1)
    for _ in range(4):
        lottery.step(np.zeros(50, dtype=int))
    short, long = lottery.log()["finished"]
    first_short = 50 - long
    # A short episode takes two steps with its reset; none of the new ones is long and over.
    assert first_short <= short <= 2 * first_short
    assert 10 <= long <= 40
    assert (lottery.log()["vector_steps"], lottery.log()["seeds"]) == (4, [1])
