"""The scripted environment plays its script and keeps a true log."""

import pytest

from checks.probing.scripted import PATIENCE, RanPastTheEnd, ScriptedEnv


def test_the_log_holds_resets_and_steps_in_order():
    env = ScriptedEnv([[1.0, 2.0]])
    env.reset(seed=4)
    env.step(1)
    env.step(0)
    env.reset()
    assert env.log == [("reset", 4), ("step", 1), ("step", 0), ("reset", None)]


@pytest.mark.parametrize(
    ("ending", "flags"), [("terminated", (True, False)), ("truncated", (False, True))]
)
def test_the_last_step_reports_the_ending_that_was_asked_for(ending, flags):
    env = ScriptedEnv([[1.0, 2.0]], ending)
    env.reset()
    assert env.step(0)[1:4] == (1.0, False, False)
    assert env.step(0)[1:4] == (2.0, *flags)


def test_episodes_follow_each_other_and_the_last_one_repeats():
    env = ScriptedEnv([[1.0], [2.0]])
    paid = []
    for _ in range(3):
        env.reset()
        paid.append(env.step(0)[1])
    assert paid == [1.0, 2.0, 2.0]


def test_a_seed_with_a_script_of_its_own_plays_that():
    env = ScriptedEnv([[1.0]], by_seed={7: [9.0]})
    env.reset(seed=7)
    assert env.step(0)[1] == 9.0


def test_late_steps_are_counted_overpaid_and_at_last_refused():
    env = ScriptedEnv([[1.0]])
    env.reset()
    env.step(0)
    assert {env.step(0)[1] for _ in range(PATIENCE)} == {ScriptedEnv.LATE_REWARD}
    assert env.late_steps == PATIENCE
    with pytest.raises(RanPastTheEnd):
        env.step(0)


def test_a_step_before_the_first_reset_is_refused():
    with pytest.raises(RuntimeError, match="before reset"):
        ScriptedEnv([[1.0]]).step(0)
