"""Examine train_frozenlake (lesson 06): the success probability is computed, not played."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_06 import probes
from checks.report import show
from checks.training import repeat_problem, training_cases
from helpers.frozen_lake import NUM_ACTIONS, NUM_STATES, greedy_actions, success_probability

TARGET = 0.70
TRIALS = 4
SHAPE = (NUM_STATES, NUM_ACTIONS)

CAUSES = {
    "ValueError": "Shapes do not fit: the search moves a vector of 64 numbers; "
    "frozen_lake.play takes a population (N, 64), or (N, 16, 4).",
    "TypeError": "A value of another type than expected: frozen_lake.play(thetas, episodes, rng) "
    "returns one mean return for each row.",
}


trainings = training_cases("train_frozenlake({seed})", TRIALS, CAUSES, fresh=False)


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make the first of these trainings alone."""
    return trainings(rng, graded)[:1]


def preferences_problem(case: Case, value: object) -> Problem | None:
    """Judge that the answer is a table of finite preferences; None if it is."""
    given, expected = case["given"], f"an array of shape {SHAPE}"
    if value is None:
        return Problem(given, expected, "None", NOTHING)
    if not isinstance(value, np.ndarray) or value.shape != SHAPE:
        got = f"shape {value.shape}" if isinstance(value, np.ndarray) else show(value)
        cause = "Return the preferences as a table, one row a state: theta.reshape(16, 4)."
        if isinstance(value, (tuple, list)):
            cause = "Return the preferences alone."
        elif isinstance(value, np.ndarray) and value.shape == (NUM_STATES,):
            cause = "These are actions: return the preferences, four numbers a state."
        return Problem(given, expected, got, cause)
    if np.isfinite(value).all():
        return None
    cause = (
        "The preferences are nan or infinite: were all returns of a population equal, and their "
        "standard deviation 0? standardize knows what to do."
    )
    return Problem(given, "finite numbers", show(value), cause)


def judge_success(case: Case, record: Record) -> Problem | None:
    """Judge that the exact success probability of the greedy policy is at least `TARGET`.

    A right answer is refused only if all of `TRIALS` seeds stay under the target. None of 1,000
    seeds of the reference did, so that with 95 % confidence fewer than 0.3 % of them do (the rule
    of three), and four in a row with a probability under 1e-10. An answer that succeeds with only
    97 of 100 seeds is refused with a probability under 1e-6.
    """
    value = record["value"]
    if (problem := preferences_problem(case, value)) is not None:
        return problem
    chance = success_probability(value)
    if chance >= TARGET:
        return None
    if np.ptp(value) == 0.0:
        cause = "All preferences are equal: was a step made? Print the norm of theta as it learns."
    elif len(np.unique(greedy_actions(value))) == 1:
        cause = "The action is the same in all states: is one number added to all preferences?"
    elif chance < 0.1:
        cause = (
            "It has hardly learned anything: is the gradient added, for ascent? Print the "
            "population's mean return as it learns, and the length of a step beside sigma."
        )
    else:
        cause = (
            "It has learned something, and then it stopped: play more episodes a member (with few "
            "of them luck decides), and make alpha / sigma² about 1."
        )
    return Problem(
        case["given"], f"an exact success probability ≥ {TARGET}", f"{chance:.3f}", cause
    )


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge that two trainings with one seed agree, bit for bit."""
    source = "one generator, default_rng(seed), draws the noise and is handed to frozen_lake.play."
    problem = preferences_problem(case, record["value"])
    return problem or repeat_problem(case["given"], record, "preferences", source, got="others")


train_frozenlake = Exercise(
    "train_frozenlake",
    points=3,
    slow=True,
    properties=[
        Property(
            f"reaches the goal with an exact probability ≥ {TARGET} within 100 steps",
            0.834,
            trainings,
            probes.training,
            judge_success,
            needed=1,
        ),
        Property(
            "the same seed gives the same result",
            0.166,
            repeat_cases,
            probes.training_twice,
            judge_repeats,
        ),
    ],
)
