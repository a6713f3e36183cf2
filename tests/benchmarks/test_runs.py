"""Medians, ratios and bars claim no more than was measured."""

import math

import pytest

from benchmarks.bars import BARS, Bar, judge
from benchmarks.runs import Run, median_seconds, summarise
from benchmarks.tasks import TASKS


def training(peer, seconds, reached=True, seed=0):
    return Run("task", peer, seed, seconds, seconds, 1000, 480.0, reached)


def speed(peer, seed, rate):
    return Run("task", peer, seed, 2.0, 2.0, round(2 * rate), 20.0)


def test_a_run_that_was_stopped_counts_as_longer_than_any_other():
    runs = [training("a", 1.0, False), training("a", 3.0), training("a", 5.0)]
    assert median_seconds(runs) == (5.0, False)


@pytest.mark.parametrize("stopped", [2, 3])
def test_a_median_that_was_stopped_is_a_lower_bound(stopped):
    runs = [training("a", 1.0 + i, i < 3 - stopped) for i in range(3)]
    assert median_seconds(runs)[1]


def test_the_ratio_to_a_stopped_baseline_is_a_lower_bound():
    _, ours = summarise([training("source", 254.0, False), training("ours", 0.5)], "source")
    assert ours.ratio == 508.0
    assert ours.at_least


def test_a_peer_that_does_not_reach_the_target_has_no_ratio():
    _, ours = summarise([training("source", 10.0), training("ours", 0.5, False)], "source")
    assert math.isnan(ours.ratio)
    assert ours.reached == 0


def test_speeds_are_compared_seed_by_seed():
    runs = [speed("loop", 0, 10), speed("queue", 0, 100)]
    runs += [speed("loop", 1, 2), speed("queue", 1, 40), speed("loop", 2, 1), speed("queue", 2, 90)]
    loop, queue = summarise(runs, "loop")
    assert loop.ratio == 1.0
    assert queue.ratio == 20.0


def test_there_is_no_ratio_without_the_baseline():
    assert math.isnan(summarise([training("ours", 0.5)], "source")[0].ratio)
    assert math.isnan(summarise([speed("queue", 0, 5.0)], "loop")[0].ratio)


@pytest.mark.parametrize(
    ("bar", "holds"),
    [
        (Bar("task", "ours", "seconds", 0.6), True),
        (Bar("task", "ours", "seconds", 0.4), False),
        (Bar("task", "ours", "reached", 0.5), True),
        (Bar("task", "ours", "reached", 0.95), False),
        (Bar("task", "ours", "faster", 20.0), True),
        (Bar("task", "ours", "faster", 21.0), False),
        (Bar("task", "JAX", "seconds", 1.0), None),
    ],
)
def test_a_bar_holds_if_the_median_meets_it(bar, holds):
    runs = [training("source", 10.0), training("ours", 0.5), training("ours", 0.5)]
    runs.append(training("ours", 0.1, False))
    verdicts = judge(summarise(runs, "source"), [bar])
    assert [verdict.holds for verdict in verdicts] == ([] if holds is None else [holds])


def test_a_baseline_that_was_stopped_too_early_decides_nothing():
    runs = [training("source", 5.0, False), training("ours", 0.5)]
    (verdict,) = judge(summarise(runs, "source"), [Bar("task", "ours", "faster", 80.0)])
    assert verdict.holds is None


def test_every_task_has_a_bar_and_every_bar_has_a_task():
    assert {bar.task for bar in BARS} == set(TASKS)
