"""Judge one scripted episode: the return that comes back, and the seed of its reset."""

from collections.abc import Callable

import numpy as np

from checks.environments import scripted_rewards
from checks.framework import Case, Problem, Record
from checks.judging import global_random_problem, number_problem
from checks.probing.scripted import ScriptedEnv
from checks.report import show

UNSEEDED = "The seed does not reach the environment: it goes to `reset` as seed=…"


def episode_cases(ending: str) -> Callable[[np.random.Generator, bool], list[Case]]:
    """Make the cases of a property: single episodes that are all "terminated" or "truncated"."""

    def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
        found = []
        for length in (3, 1, 7, 12) if graded else (3, 1):
            rewards = scripted_rewards(rng, length)
            given = f"one episode with rewards {show(rewards)}, {ending} at its last step"
            seed = int(rng.integers(1000))
            found.append({"given": given, "episodes": [rewards], "ending": ending, "seed": seed})
        return found

    return cases


def judge_sum(case: Case, record: Record) -> Problem | None:
    """Judge that the return is the sum of the rewards, and that no step follows the end."""
    given, rewards = case["given"], case["episodes"][0]
    total, steps = sum(rewards), len(rewards)
    suspects = {
        "This is the number of steps; sum the rewards, they are not all 1.": float(steps),
        "The reward of the last step is missing: add the reward before you look whether the "
        "episode is over.": total - rewards[-1],
        "The first reward is missing: every step's reward counts.": total - rewards[0],
        "Only the first step is played: is the `return` inside the loop?": rewards[0],
        "Only the last reward is returned: add them up with +=.": rewards[-1],
        "This is the mean reward a step; a return is the sum.": total / steps,
        "One step was taken after the end: stop as soon as the episode is over.": (
            total + ScriptedEnv.LATE_REWARD
        ),
        "The sum starts at 1: start it at 0.": total + 1.0,
    }
    otherwise = "Not the sum of the rewards of one episode, from the reset to the end."
    problem = number_problem(given, record["value"], total, suspects, otherwise)
    if problem is None and record["late_steps"]:
        return Problem(
            given,
            f"{steps} steps",
            f"{steps + record['late_steps']} steps",
            "The environment is stepped after the end: stop as soon as the episode is over.",
        )
    return problem


def reset_problem(case: Case, record: Record, several: str = UNSEEDED) -> Problem | None:
    """Judge that there was one reset with the case's seed, and no use of global randomness.

    Args:
        case: with its ``seed``, which may be None.
        record: with the seeds of all ``resets``.
        several: the cause to name if there was more than one reset.
    """
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if record["resets"] == [case["seed"]]:
        return None
    return Problem(
        case["given"],
        f"one reset, with seed={case['seed']}",
        f"resets with the seeds {record['resets']}",
        several if len(record["resets"]) > 1 else UNSEEDED,
    )
