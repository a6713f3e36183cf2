"""The lecture's cross-entropy method for CartPole, ported to Gymnasium and otherwise unchanged.

A linear policy has ten numbers. Each iteration draws 25 samples, plays one episode with each and
keeps the best fifth. There is no extra noise, so the search may collapse early. After each
iteration the lecture shows an episode of the mean; here it is played, but not drawn. The lecture
always runs 100 iterations; here the caller may stop it.
"""

from collections.abc import Callable

import gymnasium as gym
import numpy as np

from benchmarks.clock import Clock


def train(
    seed: int,
    solved: Callable[[np.ndarray], bool],
    clock: Clock,
    *,
    n_iter: int = 100,
    batch_size: int = 25,
    elite_frac: float = 0.2,
    num_steps: int = 500,
) -> tuple[np.ndarray, int]:
    """Train until the mean is good enough, or iterations or time are used up.

    Args:
        seed: seeds the samples and the environment.
        solved: called with the mean after each iteration, while the clock is paused.
        clock: checked after each iteration.
        n_iter: maximum number of iterations.
        batch_size: samples per iteration.
        elite_frac: share of the samples to keep.
        num_steps: maximum length of an episode.

    Returns:
        The mean, shape (10,), and the environment steps that the training took.
    """
    random = np.random.RandomState(seed)
    steps = 0
    with gym.make("CartPole-v1") as env:
        env.reset(seed=seed)
        dim_theta = (env.observation_space.shape[0] + 1) * int(env.action_space.n)
        theta_mean, theta_std = np.zeros(dim_theta), np.ones(dim_theta)
        for _ in range(n_iter):
            thetas = random.normal(theta_mean, theta_std, (batch_size, dim_theta))
            rewards = [run_episode(env, theta, num_steps) for theta in thetas]
            theta_mean, theta_std = refit(thetas, rewards, elite_frac)
            steps += int(sum(rewards) + run_episode(env, theta_mean, num_steps))
            with clock.paused():
                good_enough = solved(theta_mean)
            if good_enough or clock.over:
                break
    return theta_mean, steps


def refit(
    thetas: np.ndarray, rewards: list[float], elite_frac: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean and standard deviation of the best samples, each of shape (dim,)."""
    batch_size = len(thetas)
    n_elite = int(batch_size * elite_frac)
    elite_inds = np.argsort(rewards)[batch_size - n_elite : batch_size]
    elite_thetas = [thetas[i] for i in elite_inds]
    return np.mean(elite_thetas, axis=0), np.std(elite_thetas, axis=0)


def make_policy(env: gym.Env, theta: np.ndarray) -> Callable[[np.ndarray], int]:
    """Make the policy that takes the action with the largest entry of ``state @ W + b``."""
    n_states, n_actions = env.observation_space.shape[0], int(env.action_space.n)
    W = theta[: n_states * n_actions].reshape(n_states, n_actions)
    b = theta[n_states * n_actions :].reshape(1, n_actions)
    return lambda state: (state.dot(W) + b).argmax()


def run_episode(env: gym.Env, theta: np.ndarray, num_steps: int) -> float:
    """Play one episode and return its return."""
    total_reward = 0.0
    policy = make_policy(env, theta)
    state, _ = env.reset()
    for _ in range(num_steps):
        state, reward, terminated, truncated, _ = env.step(policy(state))
        total_reward += reward
        if terminated or truncated:
            break
    return total_reward
