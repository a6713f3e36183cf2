"""Examine `action_matters_policy` (lesson 02), and judge the form of a policy's actions."""

import numpy as np

from checks.compare import as_index
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.lesson_02 import probes
from checks.report import NOTHING_OR_PRINTED, show


def action_problem(given: str, action: object) -> Problem | None:
    """Judge whether a policy returned an action, 0 or 1."""
    if not isinstance(action, float) and as_index(action) in (0, 1):
        return None
    if action is None:
        cause = NOTHING_OR_PRINTED
    elif isinstance(action, float):
        cause = "This is a float; actions are whole numbers, and the environment refuses others."
    elif as_index(action) == -1:
        cause = "The rewards are -1 and +1; the actions are numbered 0 and 1."
    elif as_index(action) is not None:
        cause = "There are two actions, numbered 0 and 1."
    else:
        cause = "Return one action, a plain int: no array, no tuple, no text."
    return Problem(given, "the action 0 or 1", show(action), cause)


def state_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Repeat the only state that ActionMatters shows, four zeros."""
    return [{"given": "the state [0, 0, 0, 0]", "states": [[0.0] * 4] * (40 if graded else 20)}]


def judge_action_matters(case: Case, record: Record) -> Problem | None:
    """Judge that the policy takes action 1 in every step."""
    answers = list(record["actions"]) + list(record["again"])
    if len(answers) != 2 * len(case["states"]):
        raise ValueError("no answer for each state: the record is made up")
    for action in answers:
        if (problem := action_problem(case["given"], action)) is not None:
            return problem
    actions = [as_index(action) for action in answers]
    if all(actions):
        return None
    if not any(actions):
        cause = "This is the action that costs 1 a step: read the environment's docstring again."
    elif record["global_random"]:
        cause = "The action is drawn at random: one of the two is always better."
    else:
        cause = (
            "The action changes although the state does not: one of the two is always better, "
            "whatever happened before."
        )
    share = sum(actions) / len(actions)
    return Problem(
        case["given"],
        f"the reward +1 in each of {len(actions)} steps",
        f"+1 in {100 * share:.0f} % of them",
        cause,
    )


action_matters_policy = Exercise(
    "action_matters_policy",
    points=1,
    properties=[
        Property(
            "earns +1 in every step",
            1.0,
            state_cases,
            probes.actions_on_states,
            judge_action_matters,
        )
    ],
)
