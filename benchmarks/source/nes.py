"""The lecture's natural evolution strategy for CartPole, ported to Gymnasium, otherwise unchanged.

Its linear policy, its numbers and its errors are kept: a step divides by ``npop * sigma + 1``,
alpha is 0.001, every evaluation plays 200 episodes one after the other, and the returns are divided
by a standard deviation that may be 0. The output every five iterations is left out, and with it one
evaluation each time. The lecture stops at a mean return of 50; here the caller decides.
"""

from dataclasses import dataclass, field

import gymnasium as gym
import numpy as np

from benchmarks.clock import Clock

LECTURE_TARGET = 50.0


@dataclass
class Progress:
    """How far a training got.

    Attributes:
        w: the weights, shape (4,).
        fitness: ``f(w)`` before each iteration: the mean return of 200 episodes.
        seconds: the time at which each of these was known.
        steps: environment steps so far.
    """

    w: np.ndarray
    fitness: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    steps: int = 0

    def passed(self, target: float) -> float | None:
        """Return the seconds until the target was first reached, or None if it was not."""
        times = (t for t, value in zip(self.seconds, self.fitness, strict=True) if value >= target)
        return next(times, None)

    def note(self) -> str:
        """Describe in one line how far the training got by the lecture's own measure."""
        if not self.fitness:
            return "stopped before it had evaluated its first w"
        own = self.passed(LECTURE_TARGET)
        reached = "not reached" if own is None else f"reached after {own:.0f} s"
        return (
            f"its mean return went from {self.fitness[0]:.0f} to {self.fitness[-1]:.0f} in "
            f"{len(self.fitness) - 1} iterations; its own target of {LECTURE_TARGET:.0f} {reached}"
        )


class OutOfTime(Exception):
    """Raised when the time limit of the clock is reached."""


def train(
    seed: int,
    target: float,
    clock: Clock,
    *,
    npop: int = 100,
    sigma: float = 0.1,
    alpha: float = 0.001,
    n_iter: int = 200,
) -> Progress:
    """Train until ``f(w)`` reaches a target, or until the time is up.

    Args:
        seed: seeds the start, the noise and the environment; with 0 the training starts where the
            lecture's does.
        target: mean return of 200 episodes that ends the training.
        clock: checked before each evaluation.
        npop: population size.
        sigma: standard deviation of the noise.
        alpha: learning rate.
        n_iter: episodes per evaluation.
    """
    random = np.random.RandomState(seed)
    progress = Progress(w=2 * random.random_sample(4) - 1)
    with gym.make("CartPole-v1") as env:
        env.reset(seed=seed)

        def f(w: np.ndarray) -> float:
            if clock.over:
                raise OutOfTime
            value = evaluate(env, w, n_iter)
            progress.steps += round(value * n_iter)
            return value

        try:
            while (fitness := f(progress.w)) < target:
                _note(progress, fitness, clock)
                N = random.randn(npop, 4)
                R = np.array([f(progress.w + sigma * noise) for noise in N])
                progress.w = update(progress.w, N, R, sigma=sigma, alpha=alpha)
            _note(progress, fitness, clock)
        except OutOfTime:
            pass
    return progress


def evaluate(env: gym.Env, w: np.ndarray, n_iter: int) -> float:
    """Compute the mean return of the policy that pushes right if ``state @ w`` is negative."""
    total_reward = 0.0
    for _ in range(n_iter):
        state, _ = env.reset()
        done = False
        while not done:
            action = 1 if np.matmul(state, w) < 0 else 0
            state, reward, terminated, truncated, _ = env.step(action)
            total_reward += reward
            done = terminated or truncated
    return total_reward / n_iter


def update(w: np.ndarray, N: np.ndarray, R: np.ndarray, *, sigma: float, alpha: float):
    """Take one step as the lecture prints it, errors and all.

    Args:
        w: the weights, shape (dim,).
        N: the noise, shape (npop, dim).
        R: the returns, shape (npop,).
        sigma: standard deviation of the noise.
        alpha: learning rate.
    """
    with np.errstate(all="ignore"):
        A = (R - np.mean(R)) / np.std(R)
    return w + alpha / (len(N) * sigma + 1) * np.dot(N.T, A)


def _note(progress: Progress, fitness: float, clock: Clock) -> None:
    progress.fitness.append(fitness)
    progress.seconds.append(clock.read().seconds)
