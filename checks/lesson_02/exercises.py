"""Lesson 02, test environments: what right answers do, and what the usual wrong ones look like."""

import numpy as np

from checks.compare import as_index
from checks.environments import STEPS
from checks.framework import Case, Exercise, Lesson, Problem, Property, Record
from checks.lesson_02 import probes
from checks.lesson_02.counter_env import GOAL, CounterEnv
from checks.lesson_02.failing_environments import failing_environments
from checks.lesson_02.observation_matters_env import ObservationMattersEnv
from checks.report import show


def action_problem(given: str, action: object) -> Problem | None:
    """The problem of a policy that does not answer 0 or 1."""
    if not isinstance(action, float) and as_index(action) in (0, 1):
        return None
    if action is None:
        cause = "The function returns nothing: is the `return` missing (or a print in its place)?"
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
    """The state that ActionMatters shows, always four zeros."""
    return [{"given": "the state [0, 0, 0, 0]", "states": [[0.0] * 4] * (40 if graded else 20)}]


def judge_action_matters(case: Case, record: Record) -> Problem | None:
    """Action 1 in every step."""
    answers = list(record["actions"]) + list(record["again"])
    if len(answers) != 2 * len(case["states"]):
        raise ValueError("no answer for each state: the record is made up")
    for action in answers:
        if (problem := action_problem(case["given"], action)) is not None:
            return problem
    actions = [as_index(action) for action in answers]
    if all(action == 1 for action in actions):
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


def climb_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """One episode of the counter."""
    return [{"given": "one episode of the counter, 20 steps from 0", "steps": STEPS}]


def judge_climb(case: Case, record: Record) -> Problem | None:
    """The actions, counted out, earn 16."""
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


LESSON = Lesson(
    "02_test_environments",
    exercises=[
        action_matters_policy,
        CounterEnv,
        counter_policy,
        ObservationMattersEnv,
        failing_environments,
    ],
    withheld={
        "helpers.environments.counter": "helpers.environments.counter holds this lesson's finished "
        "CounterEnv and cannot be imported while lesson 02 is scored: write the class in the "
        "notebook.",
        "helpers.environments.observation_matters": "helpers.environments.observation_matters "
        "holds this lesson's finished ObservationMattersEnv and cannot be imported while lesson 02 "
        "is scored: write the class in the notebook.",
    },
)
