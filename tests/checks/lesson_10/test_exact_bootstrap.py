"""The exact bootstrap agrees with drawing many resamples."""

import numpy as np
import pytest
from scipy.stats import trim_mean

from checks.lesson_10.exact_bootstrap import RESAMPLES, Bootstrap, middle_half

SCORES = np.random.default_rng(5).normal(size=8)


def test_of_three_scores_all_twenty_seven_resamples_are_weighed():
    exact = Bootstrap(np.array([1.0, 2.0, 9.0]))
    assert exact.below[-1] == pytest.approx(1.0)
    assert exact.quantile(0.025) == 1.0
    assert exact.quantile(1 / 27 + 1e-6) == pytest.approx(4 / 3)
    assert exact.quantile(0.975) == 9.0
    assert exact.mean() == pytest.approx(4.0)


@pytest.mark.parametrize("count", [4, 7, 8, 10])
def test_the_middle_half_is_scipys_trimmed_mean(count):
    rows = np.sort(np.random.default_rng(count).normal(size=(50, count)), axis=1)
    assert middle_half(rows) == pytest.approx(trim_mean(rows, 0.25, axis=1))


@pytest.mark.parametrize("share", [0.005, 0.025, 0.1, 0.5, 0.9, 0.975, 0.995])
def test_percentiles_of_random_resamples_are_within_the_bounds(share):
    exact, rng = Bootstrap(SCORES), np.random.default_rng(0)
    low, high = exact.bounds(share)
    for _ in range(20):
        rows = rng.choice(SCORES, size=(RESAMPLES, 8))
        drawn = np.quantile(trim_mean(rows, 0.25, axis=1), share)
        assert low <= drawn <= high
        assert exact.surprise(drawn, share) < 6


def test_few_resamples_surprise():
    exact, rng = Bootstrap(SCORES), np.random.default_rng(0)
    few = [middle_half(np.sort(rng.choice(SCORES, (100, 8)))) for _ in range(20)]
    surprises = [exact.surprise(np.quantile(middles, 0.025), 0.025) for middles in few]
    assert np.mean(np.square(surprises)) > 10


def test_the_deviation_is_that_of_the_resamples():
    rows = np.random.default_rng(0).choice(SCORES, size=(200_000, 8))
    assert Bootstrap(SCORES).deviation() == pytest.approx(
        trim_mean(rows, 0.25, axis=1).std(), rel=0.01
    )
