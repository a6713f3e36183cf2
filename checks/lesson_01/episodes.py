"""Lesson 01: scripted episodes, and the judge of a return; shared by its exercises."""

from collections.abc import Callable

import numpy as np

from checks.framework import Case, Problem, Record
from checks.judging import Suspects, number_problem
from checks.report import show


def scripted_rewards(rng: np.random.Generator, length: int) -> list[float]:
    """Distinct rewards in odd eighths, so that sums are exact and no count looks like one."""
    steps = rng.choice(np.arange(5, 91, 2), size=length, replace=False)
    return [float(step) / 8 for step in steps]


def episode_cases(ending: str) -> Callable:
    """Cases of one scripted episode that ends as told."""

    def cases(rng: np.random.Generator, graded: bool) -> list[Case]:
        lengths = (3, 1, 7, 12) if graded else (3, 1)
        found = []
        for length in lengths:
            rewards = scripted_rewards(rng, length)
            given = f"one episode with rewards {show(rewards)}, {ending} at its last step"
            seed = int(rng.integers(1000))
            found.append({"given": given, "episodes": [rewards], "ending": ending, "seed": seed})
        return found

    return cases


def sum_suspects(rewards: list[float]) -> Suspects:
    """What the usual slips make of an episode's rewards."""
    total = sum(rewards)
    late = 1000.0
    return {
        "This is the number of steps; sum the rewards, they are not all 1.": float(len(rewards)),
        "The reward of the last step is missing: add the reward before you look whether the "
        "episode is over.": total - rewards[-1],
        "The first reward is missing: every step's reward counts.": total - rewards[0],
        "Only the first step is played: is the `return` inside the loop?": rewards[0],
        "Only the last reward is returned: add them up with +=.": rewards[-1],
        "This is the mean reward a step; a return is the sum.": total / len(rewards),
        "One step was taken after the end: stop as soon as the episode is over.": total + late,
        "The sum starts at 1: start it at 0.": total + 1.0,
    }


def judge_sum(case: Case, record: Record) -> Problem | None:
    """The return is the sum of the rewards, and nothing is stepped past the end."""
    rewards = case["episodes"][0]
    problem = number_problem(
        case["given"],
        record["value"],
        sum(rewards),
        sum_suspects(rewards),
        "Not the sum of the rewards of one episode, from the reset to the end.",
    )
    if problem is not None:
        return problem
    if record["late_steps"]:
        return Problem(
            case["given"],
            f"{len(rewards)} steps",
            f"{len(rewards) + record['late_steps']} steps",
            "The environment is stepped after the end: stop as soon as the episode is over.",
        )
    return None
