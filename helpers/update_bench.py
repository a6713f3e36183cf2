"""A test bench for update rules: run the loop of lesson 07 with any rule and see if it learns.

The rules in `FLAWED` come from the update that the course's first source document prints. Each
keeps one of its errors (`as_printed` keeps three) and corrects the others. They are here to be run
and to fail.
"""

from collections.abc import Callable

import gymnasium as gym
import numpy as np

from helpers.policies import PolicyDict, initial_policy

Update = Callable[[PolicyDict, list[PolicyDict], np.ndarray, float, float], PolicyDict]


def learn_with(
    update: Update,
    env_id: str,
    seed: int,
    *,
    sigma: float,
    alpha: float,
    num_pairs: int,
    iterations: int,
    scale: float = 1.0,
    spread: float | None = None,
) -> tuple[np.ndarray, list[PolicyDict]]:
    """Run NES with a given update rule, in this process, with one episode per policy.

    Args:
        update: ``update(mean_policy, perturbed_policies, returns, alpha, sigma)``; it may change
            the mean that it is given.
        env_id: an environment with two actions.
        seed: seeds everything that is random.
        sigma: standard deviation of the search distribution.
        alpha: step size.
        num_pairs: mirrored pairs per iteration.
        iterations: how many updates.
        scale: factor by which the returns are multiplied before the update sees them; the
            environment itself does not change.
        spread: standard deviation of the noise that is drawn, if it is to differ from the
            ``sigma`` that the update is given.

    Returns:
        The population's mean return in each iteration, shape (iterations,), and the mean policies,
        ``iterations + 1`` of them: one before each update and one after the last.
    """
    rng = np.random.default_rng(seed)
    envs = [gym.make(env_id).unwrapped for _ in range(2 * num_pairs)]
    limit = gym.spec(env_id).max_episode_steps or 1000
    mean = initial_policy(envs[0].observation_space.shape[0])
    history, means = [], [_copy(mean)]
    for _ in range(iterations):
        eps = [{k: rng.standard_normal(v.shape) for k, v in mean.items()} for _ in range(num_pairs)]
        width = sigma if spread is None else spread
        population = [
            {key: mean[key] + sign * width * noise[key] for key in mean}
            for noise in eps
            for sign in (1.0, -1.0)
        ]
        returns = population_returns(population, envs, rng, limit)
        history.append(returns.mean())
        with np.errstate(all="ignore"):
            mean = update(mean, population, scale * returns, alpha, sigma)
        mean = {key: np.clip(np.nan_to_num(value), -1e9, 1e9) for key, value in mean.items()}
        means.append(_copy(mean))
    return np.array(history), means


def population_returns(
    population: list[PolicyDict], envs: list[gym.Env], rng: np.random.Generator, limit: int
) -> np.ndarray:
    """Play one episode for every policy, each in its own environment, advancing all together.

    Args:
        population: P policies with one output; its sigmoid is the probability of action 0.
        envs: P environments.
        rng: draws the actions and the seeds of the resets.
        limit: maximum number of steps in an episode.

    Returns:
        The returns, shape (P,).
    """
    first, bias, second, offset = (
        np.array([policy[key] for policy in population])
        for key in ("weights1", "biases1", "weights2", "biases2")
    )
    seeds = rng.integers(2**31, size=len(envs))
    states = np.array([env.reset(seed=int(s))[0] for env, s in zip(envs, seeds, strict=True)])
    returns, live = np.zeros(len(envs)), np.arange(len(envs))
    for _ in range(limit):
        hiddens = np.maximum(np.einsum("phi,pi->ph", first[live], states[live]) + bias[live], 0.0)
        outputs = np.einsum("ph,ph->p", second[live, 0], hiddens) + offset[live, 0]
        actions = rng.random(len(live)) >= 0.5 * (1.0 + np.tanh(0.5 * outputs))
        going = []
        for i, action in zip(live, actions, strict=True):
            states[i], reward, terminated, truncated, _ = envs[i].step(int(action))
            returns[i] += reward
            if not (terminated or truncated):
                going.append(i)
        live = np.array(going, dtype=int)
        if not going:
            break
    return returns


def standardised(returns: np.ndarray) -> np.ndarray:
    """Shift and scale returns to mean 0 and standard deviation 1, or to zeros if all are equal."""
    spread = np.std(returns)
    return (returns - np.mean(returns)) / spread if spread > 0.0 else np.zeros(len(returns))


def no_direction(mean_policy, perturbed_policies, returns, alpha, sigma):
    """Follow the printed formula: add the sum of the returns, one number, to every weight."""
    step = alpha / (len(returns) * sigma) * np.sum(returns)
    return {key: mean + step for key, mean in mean_policy.items()}


def raw_returns(mean_policy, perturbed_policies, returns, alpha, sigma):
    """Use the returns themselves as weights, without standardising them."""
    return _straight(mean_policy, perturbed_policies, returns, alpha / sigma**2)


def one_sigma_lost(mean_policy, perturbed_policies, returns, alpha, sigma):
    """Divide by N sigma, as if summing eps, although the summed differences are sigma eps."""
    return _straight(mean_policy, perturbed_policies, standardised(returns), alpha / sigma)


def moving_mean(mean_policy, perturbed_policies, returns, alpha, sigma):
    """Change the mean while it is still being subtracted."""
    return _moving(mean_policy, perturbed_policies, standardised(returns), alpha / sigma**2)


def as_printed(mean_policy, perturbed_policies, returns, alpha, sigma):
    """Follow the printed code, its undefined name filled in: raw, moving and one sigma lost."""
    return _moving(mean_policy, perturbed_policies, returns, alpha / sigma)


FLAWED: dict[str, Update] = {
    "no direction": no_direction,
    "raw returns": raw_returns,
    "one sigma lost": one_sigma_lost,
    "moving mean": moving_mean,
    "as printed": as_printed,
}


def _straight(mean_policy, policies, weights, factor):
    steps = {
        key: sum(w * (policy[key] - mean) for policy, w in zip(policies, weights, strict=True))
        for key, mean in mean_policy.items()
    }
    return {k: mean + factor / len(policies) * steps[k] for k, mean in mean_policy.items()}


def _moving(mean_policy, policies, weights, factor):
    moved = _copy(mean_policy)
    for policy, weight in zip(policies, weights, strict=True):
        for key in moved:
            moved[key] += factor / len(policies) * weight * (policy[key] - moved[key])
    return moved


def _copy(policy: PolicyDict) -> PolicyDict:
    return {key: np.array(value) for key, value in policy.items()}
