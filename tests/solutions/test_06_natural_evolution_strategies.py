"""The search gradient of lesson 06 estimates the gradient of the smoothed function."""

import numpy as np
import pytest

from grading.lessons.reference import load_reference

LESSON = "06_natural_evolution_strategies"
POPULATIONS = 4_000


def smoothed_gradient(slope, curvature, mu):
    """Gradient of E f(mu + sigma eps) for f(x) = slope · x + ½ x · curvature · x.

    The expectation is f(mu) + ½ sigma² trace(curvature): its second term has no mu in it, so that
    the gradient is that of f itself, for every sigma.
    """
    return slope + curvature @ mu


@pytest.mark.parametrize("sigma", [0.3, 2.0])
@pytest.mark.parametrize("paired", [True, False])
def test_its_mean_is_the_gradient_of_the_gaussian_smoothed_quadratic(paired, sigma):
    """Within 4 standard errors in each of 3 entries, 4 times.

    A right estimate falls outside of 4 standard errors with a probability of 6e-5 for each of the
    12 comparisons, 8e-4 for all of them. The seed is fixed, so that the verdict does not flicker.
    """
    reference = load_reference(LESSON)
    rng = np.random.default_rng(12)
    slope, half = rng.normal(size=3), rng.normal(size=(3, 3))
    curvature, mu = half + half.T, rng.normal(size=3)
    estimates = []
    for _ in range(POPULATIONS):
        eps = reference["antithetic_noise"](5, 3, rng) if paired else rng.standard_normal((10, 3))
        points = mu + sigma * eps
        returns = points @ slope + 0.5 * np.einsum("ni,ij,nj->n", points, curvature, points)
        estimates.append(reference["search_gradient"](eps, returns, sigma))
    error = np.std(estimates, axis=0, ddof=1) / np.sqrt(POPULATIONS)
    distance = np.mean(estimates, axis=0) - smoothed_gradient(slope, curvature, mu)
    assert np.all(np.abs(distance) < 4 * error)


@pytest.mark.parametrize("seed", range(3))
def test_the_reference_crosses_the_lake(seed):
    reference = load_reference(LESSON)
    preferences = reference["train_frozenlake"](seed)
    assert reference["frozen_lake"].success_probability(preferences) >= 0.70
