"""The cross-entropy method: lesson 05, finished.

A Gaussian over parameters is drawn from, and refitted to the best of what it drew. After R. Y.
Rubinstein (1999), "The cross-entropy method for combinatorial and continuous optimization"; the
extra noise after I. Szita and A. Lőrincz (2006), "Learning Tetris using the noisy cross-entropy
method", who add it to the variance where this module adds it to the standard deviation.
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
        f: what is maximised, ``f(theta) -> float``; called once for each sample, in the order in
            which the samples were drawn. A nan is taken for the worst of values.
        mu: mean of the first search distribution, shape (dim,).
        sigma: its standard deviation in each dimension, shape (dim,).
        batch_size: samples in an iteration.
        elite_frac: share of them to which the distribution is refitted.
        iterations: how often, K.
        rng: the only source of randomness.
        extra_std: noise that keeps the distribution wide: after iteration k, from 0, sigma is the
            elites' standard deviation plus ``extra_std * (1 - k / max(1, K - 1))``.

    Returns:
        The last mean and standard deviation, each of shape (dim,), and the mean return of each
        iteration's batch, nan left out (nan where the whole batch is nan).
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
    """Draw from N(mu, diag(sigma**2)).

    Args:
        mu: mean, shape (dim,).
        sigma: standard deviation in each dimension, shape (dim,).
        batch_size: how many samples.
        rng: the only source of randomness.

    Returns:
        One sample a row, shape (batch_size, dim).
    """
    return rng.normal(mu, sigma, size=(batch_size, len(mu)))


def select_elites(
    population: np.ndarray, returns: Sequence[float], elite_frac: float
) -> np.ndarray:
    """The best rows of a population.

    Args:
        population: one sample a row, shape (batch_size, dim).
        returns: of each row, shape (batch_size,).
        elite_frac: share of the rows that is kept, rounded down, but at least one row.

    Returns:
        The rows with the largest returns, best first; of equal ones the earlier comes first. A nan
        counts as less than any number.
    """
    count = max(1, int(len(population) * elite_frac))
    # A nan stays behind every number, with a minus sign as well.
    order = np.argsort(-np.asarray(returns, dtype=float), kind="stable")
    return population[order[:count]]


def fit_gaussian(elites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation (``ddof=0``) of each column.

    Args:
        elites: one sample a row, shape (n, dim), n at least 1.

    Returns:
        The mean and the standard deviation, each of shape (dim,).
    """
    return elites.mean(axis=0), elites.std(axis=0)


def linear_policy(theta: np.ndarray, n_states: int, n_actions: int) -> Callable[[np.ndarray], int]:
    """The greedy linear policy with these parameters.

    Args:
        theta: the weights W of shape (n_states, n_actions) row by row, then the biases b, shape
            (n_states * n_actions + n_actions,).
        n_states: size of an observation.
        n_actions: how many actions there are.

    Returns:
        ``policy(state) -> int``, the largest entry's index in ``state @ W + b``.
    """
    size = n_states * n_actions
    weights, biases = theta[:size].reshape(n_states, n_actions), theta[size:]
    return lambda state: int(np.argmax(state @ weights + biases))
