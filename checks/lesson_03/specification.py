"""Lesson 03: a slow specification of a softmax policy, and derivatives by finite differences.

Nothing here knows a formula for a gradient: it is the slope of the log-probability, one entry of
theta at a time.
"""

import math
from collections.abc import Callable

import numpy as np

STEP = 1e-5
TOLERANCE = 1e-6
"""A central difference with `STEP` errs by about 1e-9 on the values of this lesson."""


def log_probability(theta: np.ndarray, state: np.ndarray, action: int) -> float:
    """The number log pi(action | state): a preference minus the log of the summed exponentials."""
    preferences = [
        sum(float(w) * float(x) for w, x in zip(row, state, strict=True)) for row in theta
    ]
    top = max(preferences)
    return preferences[action] - top - math.log(sum(math.exp(h - top) for h in preferences))


def right_probabilities(theta: np.ndarray, state: np.ndarray) -> np.ndarray:
    """Probabilities of all actions, shape (n_actions,)."""
    return np.exp([log_probability(theta, state, action) for action in range(len(theta))])


def slope(function: Callable[[np.ndarray], float], theta: np.ndarray) -> np.ndarray:
    """The gradient of a number with respect to every entry of theta, by central differences."""
    found = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[place] = STEP
        found[place] = (function(theta + step) - function(theta - step)) / (2 * STEP)
    return found


def right_log_gradient(theta: np.ndarray, state: np.ndarray, action: int) -> np.ndarray:
    """The gradient of log pi(action | state), of the shape of theta."""
    return slope(lambda moved: log_probability(moved, state, action), theta)


def right_returns(rewards: np.ndarray, gamma: float) -> np.ndarray:
    """Rewards to go as the lesson writes them: a sum over k from t, for every t."""
    steps = range(len(rewards))
    return np.array([sum(gamma ** (k - t) * rewards[k] for k in steps if k >= t) for t in steps])
