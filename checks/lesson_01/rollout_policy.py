"""Examine `rollout_policy` (lesson 01)."""

from functools import partial

import numpy as np

from checks.compare import same
from checks.environments import scripted_rewards
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_01 import probes
from checks.lesson_01.scripted_episodes import episode_cases, judge_sum, reset_problem
from checks.probing.remote_env import EpisodeHost
from checks.report import show


def judge_observations(case: Case, record: Record) -> Problem | None:
    """Judge that the policy sees observation t at step t, beginning with the one from `reset`."""
    length = len(case["episodes"][0])
    times = np.arange(length, dtype=float)
    expected = np.stack([times, 10 * times + 1], axis=1)
    seen = record["seen"]
    if same(seen, expected):
        taken = [(t + 1) % 2 for t in range(length)]
        if same(record["actions"], taken):
            return None
        return Problem(
            case["given"],
            f"the policy's actions {show(taken)}",
            show(record["actions"]),
            "The environment gets other actions than the policy chose.",
        )
    if seen is None:
        cause = "The policy was never asked: the action is policy(observation)."
    elif len(seen) and same(seen[0], expected[0]) and len(seen) == length:
        cause = (
            "The policy sees a stale observation: after each step, go on with the observation "
            "that this step returned."
        )
    elif len(seen) == length - 1 and same(seen, expected[1:]):
        cause = "The first observation, the one from `reset`, never reaches the policy."
    elif len(seen) > length:
        cause = "The policy is asked more often than there are steps: once a step is enough."
    else:
        cause = "The first observation is the one from `reset`, the next ones come from `step`."
    return Problem(
        case["given"], f"observations {show(expected)}", show(seen) + " for the policy", cause
    )


def judge_policy_seed(case: Case, record: Record) -> Problem | None:
    """Judge that the seed, which may be None, goes to a single reset."""
    several = "The environment is reset more than once: one episode needs one reset."
    return reset_problem(case, record, several)


def observation_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make short episodes whose observations count the steps."""
    lengths = (4, 2, 6) if graded else (4,)
    return [
        {
            "given": f"an episode of {n} steps; the observation at time t is [t, 10 t + 1]",
            "episodes": [scripted_rewards(rng, n)],
            "seed": None,
        }
        for n in lengths
    ]


def policy_seed_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use a random seed, seed 0 and no seed."""
    return [
        {"given": f"seed={seed}", "episodes": [[1.0, 2.0]], "seed": seed}
        for seed in (int(rng.integers(1, 1000)), 0, None)
    ]


episode_property = partial(Property, probe=probes.policy_episode, compare=1e-9, host=EpisodeHost)

rollout_policy = Exercise(
    "rollout_policy",
    points=3,
    properties=[
        episode_property(
            "returns the sum of the rewards of one episode",
            0.5,
            episode_cases("terminated"),
            judge=judge_sum,
        ),
        episode_property(
            "stops when the episode is truncated, too",
            0.17,
            episode_cases("truncated"),
            judge=judge_sum,
        ),
        episode_property(
            "the policy sees each observation when it is fresh, the first from `reset`",
            0.17,
            observation_cases,
            judge=judge_observations,
        ),
        episode_property(
            "the seed goes to the one reset", 0.16, policy_seed_cases, judge=judge_policy_seed
        ),
    ],
)
