"""Four methods to compare, each of which stops when its budget of environment steps is spent.

A method is a function ``method(env_id, budget, seed) -> (score, steps)``. It learns in the
environment for at most ``budget`` steps. The score is the mean return of the learned policy over
`SCORE_EPISODES` fresh episodes, whose steps are not counted; ``steps`` is the number of steps that
the method used. The same seed gives the same result. `METHODS` holds all of them by name.

All methods learn linear policies on the raw observation, for environments with a ``Box`` of shape
(n_states,) and ``Discrete`` actions. The parameters are those of `helpers.cem.linear_policy`, and
the learned policy is played greedily.
"""

import functools
from collections.abc import Callable, Iterator

import gymnasium as gym
import numpy as np
from gymnasium.vector import VectorEnv, VectorWrapper

from helpers.cem import fit_gaussian, sample_population, select_elites

Method = Callable[[str, int, int], tuple[float, int]]

SCORE_EPISODES = 100
WIDTH, LOOP_WIDTH = 64, 16
"""Sub-environments that play at once. The first number is for environments that Gymnasium itself
vectorises, the second for those that a Python loop steps one by one, where idling costs time."""


class BudgetSpentError(Exception):
    """Raised before steps that would exceed the budget."""


class Arena:
    """An environment in which many policies play at once, with a meter for their steps.

    Args:
        env_id: an environment of the kind that this module's docstring describes.
        budget: how many steps may be played.

    Attributes:
        width: how many sub-environments there are.
        n_states: size of an observation.
        n_actions: how many actions there are.
        dim: how many parameters a policy has.
        steps: steps played so far, never more than the budget. Steps that only reset a
            sub-environment are not counted, nor are those of idle sub-environments.

    Use it as a context manager, which closes the environment at the end.
    """

    def __init__(self, env_id: str, budget: int) -> None:
        self.width = WIDTH if gym.spec(env_id).vector_entry_point else LOOP_WIDTH
        self.vec_env = _EndCounter(gym.make_vec(env_id, num_envs=self.width))
        self.n_states = self.vec_env.single_observation_space.shape[0]
        self.n_actions = int(self.vec_env.single_action_space.n)
        self.dim = (self.n_states + 1) * self.n_actions
        self.budget = budget
        self.steps = 0

    def __enter__(self) -> "Arena":
        return self

    def __exit__(self, *_: object) -> None:
        self.vec_env.close()

    def spend(self, steps: int) -> None:
        """Count steps that are about to be played.

        Raises:
            BudgetSpentError: fewer steps than that are left; none is counted.
        """
        if self.steps + steps > self.budget:
            raise BudgetSpentError
        self.steps += steps

    def play(self, thetas: np.ndarray, episodes: int, rng: np.random.Generator) -> np.ndarray:
        """Return the mean returns of several policies, shape (population,).

        Args:
            thetas: one policy per row, shape (population, dim).
            episodes: how many episodes each policy plays.
            rng: draws the seed of the start states.

        Raises:
            BudgetSpentError: the budget ran out before all episodes were played.
        """
        # Imported late, so that importing this module does not load `helpers.batched`: its
        # `rollout_population` is what the readers of lesson 10 write themselves.
        from helpers.batched import linear_act, rollout_population

        act = linear_act(self.n_states, self.n_actions)
        queued = max(0, len(thetas) * episodes - self.width)
        self.vec_env.ended = resets = 0

        def metered_act(rows: np.ndarray, observations: np.ndarray) -> np.ndarray:
            nonlocal resets
            # A step that only resets comes before each episode from the queue; it is free.
            new_resets = min(queued, self.vec_env.ended) - resets
            self.spend(len(rows) - new_resets)
            resets += new_resets
            return act(rows, observations)

        seed = int(rng.integers(2**31))
        return rollout_population(thetas, self.vec_env, metered_act, episodes, seed).mean(axis=1)

    def score(self, theta: np.ndarray, rng: np.random.Generator) -> float:
        """Return a policy's mean return over `SCORE_EPISODES` fresh episodes, free of charge."""
        from helpers.batched import linear_act, rollout_population

        act, seed = linear_act(self.n_states, self.n_actions), int(rng.integers(2**31))
        returns = rollout_population(theta[None], self.vec_env, act, SCORE_EPISODES, seed)
        return float(returns.mean())


class _EndCounter(VectorWrapper):
    """A wrapper that counts, in ``ended``, the episodes that end."""

    def __init__(self, env: VectorEnv) -> None:
        super().__init__(env)
        self.ended = 0

    def step(self, actions: np.ndarray) -> tuple:
        result = self.env.step(actions)
        self.ended += int(np.count_nonzero(result[2] | result[3]))
        return result


Learner = Callable[[Arena, np.random.Generator], Iterator[np.ndarray]]
"""Learns in an arena, and yields after each iteration the policy that it has arrived at."""


def learn(learner: Learner, env_id: str, budget: int, seed: int) -> tuple[float, int]:
    """Run a learner until its budget is spent.

    Args:
        learner: the learner. If it yields no policy, the policy of all zeros is scored.
        env_id: an environment of the kind that this module's docstring describes.
        budget: how many environment steps the learner may take.
        seed: seeds everything that is random.

    Returns:
        The score of the last policy that the learner yielded, and the steps that it took.
    """
    rng = np.random.default_rng(seed)
    with Arena(env_id, budget) as arena:
        theta = np.zeros(arena.dim)
        try:
            for theta in learner(arena, rng):  # noqa: B007
                pass
        except BudgetSpentError:
            pass
        return arena.score(theta, rng), arena.steps


def random_search(arena: Arena, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Learn as in lesson 04: draw policies and keep the one that does best in four episodes."""
    best, best_return = None, -np.inf
    while True:
        candidates = rng.standard_normal((16, arena.dim))
        returns = arena.play(candidates, 4, rng)
        if returns.max() > best_return:
            best, best_return = candidates[returns.argmax()], returns.max()
        yield best


def cross_entropy(arena: Arena, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Learn as in lesson 05: refit a Gaussian to the best quarter, adding noise that fades."""
    mu, sigma, extra_std = np.zeros(arena.dim), np.ones(arena.dim), 0.5
    while True:
        population = sample_population(mu, sigma, 32, rng)
        mu, sigma = fit_gaussian(select_elites(population, arena.play(population, 2, rng), 0.25))
        sigma = sigma + extra_std
        extra_std *= 0.8
        yield mu


def evolution_strategy(arena: Arena, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Learn as in lessons 06 and 07: follow the standardised search gradient of mirrored pairs."""
    mu, sigma, alpha = np.zeros(arena.dim), 1.0, 1.0
    while True:
        eps = rng.standard_normal((16, arena.dim))
        eps = np.concatenate([eps, -eps])
        returns = arena.play(mu + sigma * eps, 2, rng)
        spread = returns.std()
        if spread > 0:
            mu = mu + alpha / (len(eps) * sigma) * ((returns - returns.mean()) / spread) @ eps
        yield mu


def reinforce(arena: Arena, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Learn as in lesson 03: follow the policy gradient with a leave-one-out baseline.

    The advantages are divided by their standard deviation, so that one step size suits
    environments whose rewards have different units.
    """
    alpha, episodes = 5.0, 16
    theta = np.zeros((arena.n_states + 1, arena.n_actions))
    while True:
        features, actions, rewards, live = _sampled_episodes(arena, theta, episodes, rng)
        theta = theta + alpha * _policy_gradient(theta, features, actions, rewards, live)
        yield theta.ravel()


def _sampled_episodes(
    arena: Arena, theta: np.ndarray, episodes: int, rng: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """Play several episodes side by side, drawing the actions from the softmax policy.

    Returns:
        Features (T, episodes, n_states + 1), actions (T, episodes), rewards (T, episodes) and
        live (T, episodes), which marks the steps that belong to an episode. T is the length of the
        longest episode.
    """
    steps = []
    going = np.arange(arena.width) < episodes
    observations, _ = arena.vec_env.reset(seed=int(rng.integers(2**31)))
    while going.any():
        arena.spend(int(going.sum()))
        features = np.concatenate([observations, np.ones((arena.width, 1))], axis=1)
        # The argmax of preferences plus Gumbel noise is a draw from their softmax.
        noise = rng.gumbel(size=(arena.width, arena.n_actions))
        actions = (features @ theta + noise).argmax(axis=1)
        observations, rewards, terminated, truncated, _ = arena.vec_env.step(actions)
        steps.append((features, actions, rewards * going, going))
        going = going & ~(terminated | truncated)
    return tuple(np.array(part)[:, :episodes] for part in zip(*steps, strict=True))


def _policy_gradient(theta, features, actions, rewards, live) -> np.ndarray:
    """Compute the policy gradient from `_sampled_episodes`; it has the shape of theta."""
    to_go = rewards[::-1].cumsum(axis=0)[::-1]
    others = np.maximum(live.sum(axis=1, keepdims=True) - live, 1)
    baseline = (np.where(live, to_go, 0.0).sum(axis=1, keepdims=True) - to_go) / others
    advantage = np.where(live, to_go - baseline, 0.0)
    spread = advantage[live].std()
    if spread > 0:
        advantage = advantage / spread
    preferences = features @ theta
    likely = np.exp(preferences - preferences.max(axis=-1, keepdims=True))
    likely /= likely.sum(axis=-1, keepdims=True)
    surprise = np.eye(theta.shape[1])[actions] - likely
    return np.einsum("te,tef,tea->fa", advantage, features, surprise) / live.sum()


METHODS: dict[str, Method] = {
    "random search": functools.partial(learn, random_search),
    "CEM": functools.partial(learn, cross_entropy),
    "NES": functools.partial(learn, evolution_strategy),
    "REINFORCE": functools.partial(learn, reinforce),
}
