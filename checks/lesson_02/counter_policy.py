"""Examine `counter_policy` (lesson 02)."""

import numpy as np

from checks.compare import as_index
from checks.environments import STEPS
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_02 import probes
from checks.lesson_02.action_matters_policy import action_problem
from checks.lesson_02.counter_env import GOAL
from checks.report import show


def climb_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Play one episode of the counter."""
    return [{"given": "one episode of the counter, 20 steps from 0", "steps": STEPS}]


def judge_climb(case: Case, record: Record) -> Problem | None:
    """Judge that the actions, counted out here, earn 16."""
    for action in record["actions"]:
        if (problem := action_problem("a state of the counter, shape (1,)", action)) is not None:
            return problem
    ups = np.array([as_index(action) for action in record["actions"]])
    counts = np.cumsum(np.where(ups == 1, 1, -1))
    earned = int(np.sum(counts >= GOAL))
    best = STEPS - GOAL + 1
    if len(counts) == STEPS and earned == best:
        return None
    after = counts[int(np.argmax(counts >= GOAL)) :]
    if record["global_random"]:
        cause = "The action is drawn at random: the best one is known."
    elif not ups.any():
        cause = "It only counts down, and no reward lies that way."
    elif ups[0] == 0:
        cause = "The first step goes down, and every step down costs another one up."
    elif counts.max() < GOAL:
        cause = f"The count never gets past {counts.max()}, and the first reward is paid at {GOAL}."
    elif counts[:GOAL].max() == GOAL and after.min() < GOAL:
        cause = (
            f"It climbs well and then lets the count fall under {GOAL} again: the reward is for "
            "the new count, the one after the step."
        )
    else:
        cause = f"It takes more than {GOAL} steps to reach {GOAL}."
    return Problem(
        case["given"], f"a return of {best}", f"{earned}, with the counts {show(counts)}", cause
    )


counter_policy = Exercise(
    "counter_policy",
    points=1,
    properties=[
        Property("earns 16 in an episode", 1.0, climb_cases, probes.climb, judge_climb),
    ],
)
