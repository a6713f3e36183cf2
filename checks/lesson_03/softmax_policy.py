"""Specify a softmax policy slowly, and find its derivatives by finite differences.

No formula for a gradient appears here: a gradient is the slope of the log-probability in one
entry of theta after another.
"""

import math

import numpy as np

STEP = 1e-5
TOLERANCE = 1e-6
"""A central difference with `STEP` is off by about 1e-9 on the values of this lesson."""


def random_theta(rng: np.random.Generator, n_actions: int, n_features: int) -> np.ndarray:
    """Draw weights of size 1, rounded to hundredths so that they are easy to read."""
    return np.round(rng.normal(size=(n_actions, n_features)), 2)


def policy_shapes(graded: bool) -> list[tuple[int, int]]:
    """Return shapes of theta; with the square ones, using the transpose raises no error."""
    return [(3, 4), (3, 3), (2, 4)] + ([(4, 2), (2, 2), (5, 3), (2, 1)] if graded else [])


def log_probability(theta: np.ndarray, state: np.ndarray, action: int) -> float:
    """Return log pi(action | state): a preference minus the log of the summed exponentials."""
    preferences = [
        sum(float(w) * float(x) for w, x in zip(row, state, strict=True)) for row in theta
    ]
    top = max(preferences)
    return preferences[action] - top - math.log(sum(math.exp(h - top) for h in preferences))


def right_probabilities(theta: np.ndarray, state: np.ndarray) -> np.ndarray:
    """Return the probabilities of all actions, shape (n_actions,)."""
    return np.exp([log_probability(theta, state, action) for action in range(len(theta))])


def right_log_gradient(theta: np.ndarray, state: np.ndarray, action: int) -> np.ndarray:
    """Return the gradient of log pi(action | state) by central differences, shaped like theta."""
    found = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[place] = STEP
        above = log_probability(theta + step, state, action)
        below = log_probability(theta - step, state, action)
        found[place] = (above - below) / (2 * STEP)
    return found
