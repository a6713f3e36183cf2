"""Examine `action_probabilities` (lesson 03)."""

from dataclasses import replace

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, name_cause
from checks.lesson_03 import probes
from checks.lesson_03.softmax_policy import policy_shapes, random_theta, right_probabilities
from checks.report import show

CAUSES = {
    "ValueError": "The shapes do not fit: theta has a row for each action and a column for each "
    "feature, so that theta @ state has one preference an action.",
    "IndexError": "An index runs past the end: the number of actions is len(theta), and it is "
    "not always 2.",
}


def _policy_case(theta: np.ndarray, state: np.ndarray) -> Case:
    words = f"theta of shape {theta.shape}, {show(theta)}, state {show(state)}"
    return {"given": words, "theta": theta, "state": state, "causes": CAUSES}


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw random policies with two to five actions."""
    return [
        _policy_case(random_theta(rng, *shape), random_theta(rng, 1, shape[1])[0])
        for shape in policy_shapes(graded)
    ]


def large_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make preferences of ±10,000 that differ by ln 3 (shares of ¼ and ¾), and a single action."""
    found = []
    for sign in (1.0, -1.0):
        state = np.abs(random_theta(rng, 1, 4)[0]) + 0.5
        both, more = (state / (state @ state) * h for h in (1e4, np.log(3.0)))
        found.append(_policy_case(np.array([sign * both, sign * both + more]), state))
    return [*found, _policy_case(random_theta(rng, 1, 3), random_theta(rng, 1, 3)[0])]


@np.errstate(all="ignore")
def probability_suspects(theta: np.ndarray, state: np.ndarray) -> Suspects:
    """Map each usual mistake to the result that it gives."""
    right, h = right_probabilities(theta, state), theta @ state
    n = len(theta)
    turned = right_probabilities(theta.T, state) if theta.shape[0] == theta.shape[1] else None
    return {
        "The probabilities stand in the opposite order: entry a belongs to action a.": right[::-1],
        "These are the preferences: take their softmax.": h,
        "This is exp(h): the probabilities add to 1.": np.exp(h),
        "theta is transposed: its rows belong to the actions.": turned,
        "The likeliest action gets everything; it is the softmax that is asked for.": np.eye(n)[
            np.argmax(h)
        ],
        "All actions get the same probability, whatever theta and the state are.": np.full(
            n, 1 / n
        ),
        "This is one probability: return those of all actions.": float(right[-1]),
        "This is one probability, of action 0: return those of all actions.": float(right[0]),
        "The sign is turned: a larger preference makes an action more likely.": (
            right_probabilities(-theta, state)
        ),
        "This is the logarithm of the probabilities.": np.log(right),
        "Theta is summed over its features, and the state plays no part.": right_probabilities(
            theta, np.ones_like(state)
        ),
        "Every weight goes through a softmax before it meets the state: the softmax is over the "
        "actions' preferences, at the end.": np.exp(theta)
        / np.exp(theta).sum(axis=-1, keepdims=True)
        @ state,
    }


def judge_probabilities(case: Case, record: Record) -> Problem | None:
    """Judge the probabilities against the slow specification."""
    theta, state, value = case["theta"], case["state"], record["value"]
    expected, suspects = right_probabilities(theta, state), probability_suspects(theta, state)
    otherwise = "h(s, a) is row a of theta times the state, and the softmax of all h is the answer."
    if isinstance(value, float):
        cause = name_cause(value, suspects, "Return one probability for each action, an array.")
        return Problem(case["given"], show(expected), show(value), cause)
    if isinstance(value, np.ndarray) and value.shape == (2,) != expected.shape:
        cause = f"Here are {len(theta)} actions, a row of theta each, and the answer is for two."
        return Problem(case["given"], show(expected), show(value), cause)
    return array_problem(case["given"], value, expected, suspects, otherwise)


def judge_large(case: Case, record: Record) -> Problem | None:
    """Judge that large weights give no nan and no warning, and that the inputs stay as they are."""
    overflow = "Large weights overflow the exponential: your softmax knows a way around that."
    if (problem := judge_probabilities(case, record)) is not None:
        has_nan = isinstance(record["value"], np.ndarray) and np.isnan(record["value"]).any()
        return replace(problem, cause=overflow) if has_nan else problem
    if record["warnings"]:
        return Problem(case["given"], "no warning", record["warnings"][0], overflow)
    return mutated_problem(case["given"], record)


action_probabilities = Exercise(
    "action_probabilities",
    points=1,
    properties=[
        Property(
            "the softmax of theta times the state, one probability an action",
            0.75,
            policy_cases,
            probes.probabilities,
            judge_probabilities,
            compare=1e-9,
        ),
        Property(
            "large weights, a single action, and inputs that stay as they are",
            0.25,
            large_cases,
            probes.probabilities,
            judge_large,
            compare=1e-9,
        ),
    ],
)
