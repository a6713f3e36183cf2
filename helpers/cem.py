"""The cross-entropy method: the finished functions of lesson 05.

The method draws parameters from a Gaussian and refits the Gaussian to the best of them. It follows
R. Y. Rubinstein (1999), "The cross-entropy method for combinatorial and continuous optimization".
The extra noise follows I. Szita and A. Lőrincz (2006), "Learning Tetris using the noisy
cross-entropy method", except that they add it to the variance and this module adds it to the
standard deviation.
"""

from collections.abc import Callable, Sequence

import numpy as np


def cross_entropy_method(
    f: Callable[[np.ndarray], float],
    mu: np.ndarray,
    sigma: np.ndarray,
    *,
    batch_size: int,
    elite_frac: float,
    iterations: int,
    rng: np.random.Generator,
    extra_std: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Maximise a function of a vector without its gradient.

    Args:
        f: the function to maximise, ``f(theta) -> float``. It is called once for each sample, in
            the order in which the samples were drawn; nan ranks below every number.
        mu: mean of the first search distribution, shape (dim,).
        sigma: its standard deviation in each dimension, shape (dim,).
        batch_size: samples per iteration.
        elite_frac: share of the samples to which the distribution is refitted.
        iterations: number of iterations, K.
        rng: the only source of randomness.
        extra_std: noise that keeps the distribution wide: after iteration k, counted from 0, sigma
            is the elites' standard deviation plus ``extra_std * (1 - k / max(1, K - 1))``.

    Returns:
        The last mean and standard deviation, each of shape (dim,), and the mean return of each
        iteration's batch, ignoring nan (nan if the whole batch is nan).
    """
    mu, sigma = np.array(mu, dtype=float), np.array(sigma, dtype=float)
    history = []
    for k in range(iterations):
        population = sample_population(mu, sigma, batch_size, rng)
        returns = np.array([f(theta) for theta in population], dtype=float)
        mu, sigma = fit_gaussian(select_elites(population, returns, elite_frac))
        sigma = sigma + extra_std * (1 - k / max(1, iterations - 1))
        known = returns[~np.isnan(returns)]
        history.append(float(known.mean()) if len(known) else float("nan"))
    return mu, sigma, history


def sample_population(
    mu: np.ndarray, sigma: np.ndarray, batch_size: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw samples from N(mu, diag(sigma**2)).

    Args:
        mu: mean, shape (dim,).
        sigma: standard deviation in each dimension, shape (dim,).
        batch_size: how many samples to draw.
        rng: the only source of randomness.

    Returns:
        One sample per row, shape (batch_size, dim).
    """
    return rng.normal(mu, sigma, size=(batch_size, len(mu)))


def select_elites(
    population: np.ndarray, returns: Sequence[float], elite_frac: float
) -> np.ndarray:
    """Return the rows of a population that have the largest returns.

    Args:
        population: one sample per row, shape (batch_size, dim).
        returns: the return of each row, shape (batch_size,).
        elite_frac: share of the rows to keep, rounded down, but at least one row.

    Returns:
        The rows with the largest returns, best first; among equals, the earlier row comes first.
        A nan counts as less than any number.
    """
    count = max(1, int(len(population) * elite_frac))
    # Negating the returns does not disturb nan: argsort puts it last either way.
    order = np.argsort(-np.asarray(returns, dtype=float), kind="stable")
    return population[order[:count]]


def fit_gaussian(elites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Compute the mean and the standard deviation (``ddof=0``) of each column.

    Args:
        elites: one sample per row, shape (n, dim), n at least 1.

    Returns:
        The mean and the standard deviation, each of shape (dim,).
    """
    return elites.mean(axis=0), elites.std(axis=0)


def linear_policy(theta: np.ndarray, n_states: int, n_actions: int) -> Callable[[np.ndarray], int]:
    """Build the greedy linear policy with these parameters.

    Args:
        theta: the weights W of shape (n_states, n_actions) row by row, then the biases b; shape
            (n_states * n_actions + n_actions,).
        n_states: size of an observation.
        n_actions: how many actions there are.

    Returns:
        ``policy(state) -> int``, which returns the index of the largest entry of
        ``state @ W + b``.
    """
    size = n_states * n_actions
    weights, biases = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int(np.argmax(state @ weights + biases))
