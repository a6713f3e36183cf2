"""The chances equal those of SciPy, or are bounds on them."""

import numpy as np
import pytest
from scipy import stats

from checks.chances import chance_of_count, chance_of_mean, chance_of_shape, chance_of_spread


@pytest.mark.parametrize("n", [1, 61, 3000])
@pytest.mark.parametrize("factor", [0.2, 0.9, 1.0, 1.3, 3.0])
def test_spread_is_two_sided_chi_squared(n, factor):
    numbers = factor * np.random.default_rng(n).standard_normal(n)
    total = float(np.sum(numbers**2))
    expected = 2 * min(stats.chi2.cdf(total, n), stats.chi2.sf(total, n))
    assert chance_of_spread(numbers) == pytest.approx(expected, rel=1e-9)
    assert chance_of_spread(2.5 * numbers, 2.5) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("shift", [-0.5, 0.0, 0.2])
def test_mean_is_two_sided_normal(shift):
    numbers = shift + np.random.default_rng(1).standard_normal((40, 5))
    expected = 2 * stats.norm.sf(abs(numbers.mean()) * np.sqrt(200))
    assert chance_of_mean(numbers) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("n", [10, 200, 3000])
@pytest.mark.parametrize("draw", ["standard_normal", "standard_exponential", "random"])
def test_shape_bounds_kolmogorov_and_smirnov_from_above_and_closely(n, draw):
    numbers = getattr(np.random.default_rng(n), draw)(n)
    exact = stats.kstest(numbers, "norm")
    found = chance_of_shape(numbers.reshape(2, -1))
    assert found >= exact.pvalue
    assert found == pytest.approx(min(1.0, 2 * np.exp(-2 * n * exact.statistic**2)), rel=1e-9)


def test_shape_of_another_distribution():
    numbers = np.random.default_rng(2).uniform(-1, 1, 500)
    assert chance_of_shape(numbers, lambda x: np.clip((x + 1) / 2, 0, 1)) > 1e-3
    assert chance_of_shape(numbers) < 1e-8


@pytest.mark.parametrize(
    ("count", "probability"), [(0, 0.01), (0, 0.5), (90, 0.5), (100, 0.5), (200, 0.5), (200, 0.99)]
)
def test_count_is_two_sided_binomial(count, probability):
    below = stats.binom.cdf(count, 200, probability)
    above = stats.binom.sf(count - 1, 200, probability)
    assert chance_of_count(count, 200, probability) == pytest.approx(2 * min(below, above))


@pytest.mark.parametrize("chance", [chance_of_spread, chance_of_mean, chance_of_shape])
def test_a_nan_has_no_chance(chance):
    assert not chance(np.array([0.3, np.nan, -1.0])) > 0.0
