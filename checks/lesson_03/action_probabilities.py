"""Lesson 03: judges of `action_probabilities`."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, name_cause
from checks.lesson_03 import probes
from checks.lesson_03.specification import right_probabilities
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


def random_theta(rng: np.random.Generator, n_actions: int, n_features: int) -> np.ndarray:
    """Weights of size 1, in hundredths so that they can be read."""
    return np.round(rng.normal(size=(n_actions, n_features)), 2)


def policy_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Two to four actions; a square theta, which hides a transposed one."""
    shapes = [(3, 4), (3, 3), (2, 4)] + ([(4, 2), (2, 2), (5, 3), (2, 1)] if graded else [])
    return [
        _policy_case(random_theta(rng, *shape), random_theta(rng, 1, shape[1])[0])
        for shape in shapes
    ]


def large_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Preferences of ±10,000 that differ by ln 3: the shares are ¼ and ¾. And a single action."""
    found = []
    for sign in (1.0, -1.0):
        state = np.abs(random_theta(rng, 1, 4)[0]) + 0.5
        both, more = (state / (state @ state) * h for h in (1e4, np.log(3.0)))
        found.append(_policy_case(np.array([sign * both, sign * both + more]), state))
    return [*found, _policy_case(random_theta(rng, 1, 3), random_theta(rng, 1, 3)[0])]


@np.errstate(all="ignore")
def probability_suspects(theta: np.ndarray, state: np.ndarray) -> Suspects:
    """What the usual slips make of a policy's probabilities."""
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
    """The probabilities by the slow specification."""
    theta, state, value = case["theta"], case["state"], record["value"]
    expected = right_probabilities(theta, state)
    if same(value, expected):
        return None
    suspects = probability_suspects(theta, state)
    suspects = {
        cause: value
        for cause, value in suspects.items()
        if value is not None and not same(value, expected)
    }
    otherwise = "h(s, a) is row a of theta times the state, and the softmax of all h is the answer."
    if isinstance(value, float):
        cause = name_cause(value, suspects, "Return one probability for each action, an array.")
        return Problem(case["given"], show(expected), show(value), cause)
    if isinstance(value, np.ndarray) and value.shape == (2,) != expected.shape:
        cause = f"Here are {len(theta)} actions, a row of theta each, and the answer is for two."
        return Problem(case["given"], show(expected), show(value), cause)
    return array_problem(case["given"], value, expected, suspects, otherwise)


def judge_large(case: Case, record: Record) -> Problem | None:
    """The same for large weights, quietly, with inputs left alone."""
    if (problem := judge_probabilities(case, record)) is not None:
        if isinstance(record["value"], np.ndarray) and np.isnan(record["value"]).any():
            cause = "Large weights overflow the exponential: your softmax knows a way around that."
            return Problem(problem.given, problem.expected, problem.got, cause)
        return problem
    if record["warnings"]:
        cause = "Large weights overflow the exponential: your softmax knows a way around that."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
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
