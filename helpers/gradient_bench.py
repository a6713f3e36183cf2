"""A test bench for policy gradients: run the loop of lesson 03 with any estimate of the gradient.

The estimates at the end differ from the lesson's and are here to be run and compared:
`no_baseline`, `whole_return` and `constant_baseline` are unbiased but have a larger variance,
`plain_mean` is slightly biased, and `forward_sums` is wrong.
"""

from collections.abc import Callable, Sequence

import gymnasium as gym
import numpy as np
from scipy.special import softmax

Episode = tuple[np.ndarray, np.ndarray, np.ndarray]
"""States (T, n_features), actions (T,), rewards (T,)."""

Gradient = Callable[[np.ndarray, list[Episode], float], np.ndarray]
"""``gradient(theta, episodes, gamma)`` returns an estimate that has the shape of theta."""


def play_batch(
    theta: np.ndarray, vec_env: gym.vector.VectorEnv, rng: np.random.Generator, bias: bool = False
) -> list[Episode]:
    """Play one episode in every sub-environment, drawing the actions from a softmax policy.

    Args:
        theta: shape (n_actions, n_features).
        vec_env: its observations have n_features numbers, or one fewer with a bias.
        rng: draws the actions and the seed of the reset.
        bias: whether to append a feature that is always 1 to the observation.

    Returns:
        The episodes, in the order of the sub-environments.
    """
    observations, _ = vec_env.reset(seed=int(rng.integers(2**31)))
    live = np.ones(vec_env.num_envs, dtype=bool)
    lengths = np.zeros(vec_env.num_envs, dtype=int)
    states, actions, rewards = [], [], []
    while live.any():
        states.append(_features(observations, bias))
        probabilities = softmax(states[-1] @ theta.T, axis=1)
        draws = rng.random((len(live), 1))
        actions.append((draws > probabilities.cumsum(axis=1)[:, :-1]).sum(axis=1))
        observations, reward, terminated, truncated, _ = vec_env.step(actions[-1])
        rewards.append(reward)
        lengths += live
        live &= ~(terminated | truncated)
    rows = (np.array(column).swapaxes(0, 1) for column in (states, actions, rewards))
    return [
        (s[:length], a[:length], r[:length]) for s, a, r, length in zip(*rows, lengths, strict=True)
    ]


def _features(observations: np.ndarray, bias: bool) -> np.ndarray:
    if not bias:
        return np.array(observations, dtype=float)
    return np.column_stack([observations, np.ones(len(observations))])


def learn_with(
    gradient: Gradient,
    env_id: str,
    seed: int,
    *,
    alpha: float,
    batch: int,
    iterations: int,
    gamma: float = 1.0,
    bias: bool = True,
    scale: float = 1.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Run gradient ascent from a policy of all zeros, with a given estimate of the gradient.

    Args:
        gradient: the estimate.
        env_id: an environment with two actions and a one-dimensional observation.
        seed: seeds everything that is random.
        alpha: step size.
        batch: episodes per iteration.
        iterations: how many steps to take.
        gamma: discount factor, passed on to the estimate.
        bias: whether to add a feature that is always 1.
        scale: factor by which the rewards are multiplied before the estimate sees them; the
            environment itself does not change.

    Returns:
        The batch's mean return in each iteration, shape (iterations,), and the last theta.
    """
    rng = np.random.default_rng(seed)
    vec_env = gym.make_vec(env_id, num_envs=batch)
    theta = np.zeros((2, vec_env.single_observation_space.shape[0] + bias))
    history = []
    for _ in range(iterations):
        episodes = play_batch(theta, vec_env, rng, bias)
        history.append(np.mean([rewards.sum() for _, _, rewards in episodes]))
        paid = [(states, actions, scale * rewards) for states, actions, rewards in episodes]
        theta = np.clip(theta + alpha * np.asarray(gradient(theta, paid, gamma)), -1e6, 1e6)
    vec_env.close()
    return np.array(history), theta


def constant_baseline(value: float) -> Gradient:
    """Make the estimate with one number as baseline, such as the return f(w) of another run."""
    return lambda theta, episodes, gamma: _weighted(
        theta, episodes, [returns - value for returns in _to_go(episodes, gamma)]
    )


def no_baseline(theta, episodes, gamma):
    """Weight every action by its reward to go, without a baseline."""
    return constant_baseline(0.0)(theta, episodes, gamma)


def plain_mean(theta, episodes, gamma):
    """Use the mean over all episodes that reach a step as baseline, its own episode included."""
    returns = _to_go(episodes, gamma)
    longest = max(map(len, returns))
    total, count = np.zeros(longest), np.zeros(longest)
    for one in returns:
        total[: len(one)] += one
        count[: len(one)] += 1
    mean = total / count
    return _weighted(theta, episodes, [one - mean[: len(one)] for one in returns])


def whole_return(theta, episodes, gamma):
    """Weight every action by the return of the whole episode, without a baseline."""
    wholes = [np.full(len(one), one[0]) for one in _to_go(episodes, gamma)]
    return _weighted(theta, episodes, wholes)


def forward_sums(theta, episodes, gamma):
    """Weight every action by the rewards up to its own step instead of those that follow."""
    return _weighted(theta, episodes, [np.cumsum(rewards) for _, _, rewards in episodes])


def _to_go(episodes: list[Episode], gamma: float) -> list[np.ndarray]:
    found = []
    for _, _, rewards in episodes:
        returns, following = np.zeros(len(rewards)), 0.0
        for t in range(len(rewards) - 1, -1, -1):
            following = returns[t] = rewards[t] + gamma * following
        found.append(returns)
    return found


def _weighted(
    theta: np.ndarray, episodes: list[Episode], weights: Sequence[np.ndarray]
) -> np.ndarray:
    """Average over episodes the sum over steps of the weight times the gradient of log pi."""
    total = np.zeros_like(theta)
    for (states, actions, _), weight in zip(episodes, weights, strict=True):
        surprise = np.eye(len(theta))[actions] - softmax(states @ theta.T, axis=1)
        total += (weight[:, None] * surprise).T @ states
    return total / len(episodes)
