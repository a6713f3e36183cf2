"""Judge remote tasks that roll out policies: whether they are remote, and what they return.

The returns are found without the student's code. Those of the test environments follow from the
rules, because the policies of these cases leave nothing to chance; episodes of CartPole are played
again from the same seeds.
"""

from collections.abc import Callable, Iterable

import gymnasium as gym
import numpy as np

from checks.environments import STEPS
from checks.framework import Problem, Record
from checks.report import show
from helpers.policies import PolicyDict, network_output
from helpers.rollouts import Policy, rollout_policy

GOAL = 5
"""The count from which on a step of lwg/Counter-v0 pays."""

DECISIVE = 40.0
"""Beyond this output of a network the other action has a probability under 1e-17."""

ROLLOUTS = 7
"""Episodes of CartPole-v1 for each mean return that `mean_of_rollouts_problem` judges."""

SEED_CAUSE = {
    "Seed must be a python integer": "Gymnasium takes Python's own integers for seeds: int(…) "
    "turns NumPy's into one.",
}

ENVIRONMENT_CAUSES = {
    "NameNotFound": "The environment is not known to the worker: gym.make(env_id), with the very "
    "env_id that was handed over.",
    "NamespaceNotFound": "The environment is not known to the worker: start Ray with start_ray().",
}


def not_remote_problem(given: str, record: Record) -> Problem | None:
    """Judge whether a function that should run on Ray is a remote one."""
    if record["remote"]:
        return None
    cause = "The line @ray.remote above the function is missing, or Ray was not imported."
    return Problem(given, "a remote function", "an ordinary one", cause)


def course_return(env_id: str, choose: Callable[[np.ndarray], int | None]) -> float | None:
    """Play an episode of lwg/ActionMatters-v0 or lwg/Counter-v0 by its rules.

    Args:
        env_id: one of the two.
        choose: ``choose(observation)`` gives the action, 0 or 1, or None to give up.

    Returns:
        The return, or None if ``choose`` gave up.
    """
    counter, count, total = env_id == "lwg/Counter-v0", 0, 0.0
    for _ in range(STEPS):
        action = choose(np.array([float(count)]) if counter else np.zeros(4))
        if action is None:
            return None
        step = 1 if action == 1 else -1
        count += step
        total += float(count >= GOAL) if counter else step
    return total


def certain_return(policy: PolicyDict, env_id: str) -> float | None:
    """Return what every episode of a sigmoid policy earns, or None if some action is uncertain."""

    def choose(observation: np.ndarray) -> int | None:
        output = float(network_output(policy, observation)[0])
        if abs(output) < DECISIVE:
            return None
        return 0 if output > 0 else 1

    return course_return(env_id, choose)


def cartpole_returns(policy: Policy, seeds: Iterable[int], max_steps: int = 500) -> list[float]:
    """Play one episode of CartPole-v1 for each seed and return what they earn."""
    with gym.make("CartPole-v1", max_episode_steps=max_steps) as env:
        return [rollout_policy(env, policy, seed) for seed in seeds]


def mean_of_rollouts_problem(given: str, means: np.ndarray, shortest: int) -> Problem | None:
    """Judge whether numbers can be the mean returns of `ROLLOUTS` different episodes of CartPole.

    Returns of CartPole are whole numbers; their mean seldom is.

    Args:
        given: the input, in words.
        means: the mean returns, one row for each seed.
        shortest: no mean return is smaller than this.
    """
    sums = ROLLOUTS * means
    expected = f"means of {ROLLOUTS} whole returns between 8 and 500"
    got = f"{show(means[0].tolist())} for the first seed"
    if np.any(means < shortest) or np.any(means > 500):
        cause = "No episode of CartPole-v1 is that short or that long: is this the mean return?"
    elif np.allclose(means, np.round(means), atol=1e-9):
        cause = (
            "All means are whole: is one episode played instead of num_rollouts, or the same one "
            "again and again? Every reset takes another seed."
        )
    elif not np.allclose(sums, np.round(sums), atol=1e-6):
        cause = "The mean is over another number of episodes than num_rollouts."
    else:
        return None
    return Problem(given, expected, got, cause)
