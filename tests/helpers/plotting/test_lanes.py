"""Both plans play every episode in full, and never two at once in the same lane."""

from itertools import pairwise

import numpy as np
import pytest

from helpers.plotting import episode_lanes, lanes
from helpers.plotting.lanes import end_of, lockstep, queue

LENGTHS = np.array([3.0, 9.0, 4.0, 2.0, 5.0, 1.0, 7.0])


@pytest.fixture
def drawn(monkeypatch):
    pictures = []
    monkeypatch.setattr(
        lanes, "finish", lambda figure, summary: pictures.append((figure.axes, summary))
    )
    return pictures


@pytest.mark.parametrize("plan", [lockstep, queue])
@pytest.mark.parametrize("num_envs", [1, 2, 3, 10])
def test_every_episode_is_played_once_in_full_and_none_overlaps(plan, num_envs):
    found = plan(LENGTHS, num_envs)
    assert [length for _, _, length in found] == LENGTHS.tolist()
    for lane in range(num_envs):
        spans = sorted((start, start + length) for where, start, length in found if where == lane)
        for (_, end), (start, _) in pairwise(spans):
            assert start >= end


def test_a_round_of_lockstep_lasts_as_long_as_its_longest_episode():
    starts = [start for _, start, _ in lockstep(LENGTHS, 2)]
    assert starts == [0, 0, 9, 9, 13, 13, 18]
    assert end_of(lockstep(LENGTHS, 2)) == 25


def test_a_free_lane_takes_the_next_episode_after_a_step_that_resets():
    found = queue(LENGTHS, 2)
    assert found[:4] == [(0, 0, 3), (1, 0, 9), (0, 4, 4), (0, 9, 2)]
    assert end_of(found) < end_of(lockstep(LENGTHS, 2))


def test_the_summary_says_how_long_each_plan_takes_and_how_busy_it_is(drawn):
    episode_lanes([3.0, 9.0, 4.0, 2.0], 2)
    axes, summary = drawn[0]
    assert len(axes) == 2
    assert summary == (
        "4 episodes in 2 sub-environments: lockstep 13 steps, 69% busy; queue 11 steps, 82% busy."
    )


@pytest.mark.parametrize(("lengths", "num_envs"), [([], 2), ([0.0, 3.0], 2), ([3.0], 0)])
def test_bad_input_is_refused(lengths, num_envs):
    with pytest.raises(ValueError, match=r"lengths|at least one"):
        episode_lanes(lengths, num_envs)
