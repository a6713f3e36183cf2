"""Lesson 03: judges of `grad_log_policy`, by finite differences and in closed form."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem
from checks.lesson_03 import probes
from checks.lesson_03.action_probabilities import random_theta
from checks.lesson_03.specification import TOLERANCE, right_log_gradient, right_probabilities
from checks.report import show

OTHERWISE = (
    "Not the slope of log pi(action | state): the row of action b is (1 if b is the action, else "
    "0, minus pi(b | s)) times the state. Compare with finite differences of your own."
)

CAUSES = {
    "ValueError": "The shapes do not fit: the answer has a row for each action, which is a number "
    "times the state; np.outer makes such a matrix from two vectors.",
    "IndexError": "An index runs past the end: the number of actions is len(theta), and it is "
    "not always 2.",
}


def _case(theta: np.ndarray, state: np.ndarray, action: int) -> Case:
    words = f"theta {show(theta)}, state {show(state)}, action {action}"
    return {"given": words, "theta": theta, "state": state, "action": action, "causes": CAUSES}


def slope_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Two to four actions; a square theta, which hides a transposed answer."""
    shapes = [(3, 4), (3, 3), (2, 4)] + ([(4, 2), (2, 2), (5, 3), (2, 1)] if graded else [])
    found = []
    for n, width in shapes:
        theta, state = random_theta(rng, n, width), random_theta(rng, 1, width)[0] + 0.25
        # Neither the likeliest action nor, with three or more, the one after it: a mistake that
        # takes that one, or counts from 1, is then told apart.
        action = (np.argmax(theta @ state) + 2) % n if n > 2 else rng.integers(n)
        found.append(_case(theta, state, int(action)))
    return found


def log_suspects(theta: np.ndarray, state: np.ndarray, action: int) -> Suspects:
    """What the usual slips make of the gradient of log pi."""
    n = len(theta)
    p = right_probabilities(theta, state)
    chosen, uniform = np.eye(n)[action], np.full(n, 1 / n)
    greedy = np.eye(n)[np.argmax(p)]
    right = np.outer(chosen - p, state)
    taken = np.outer(chosen, state)
    suspects = {
        "This is x(s, a) alone: the expectation under the policy is to be taken off.": taken,
        "The sign is turned: this is the gradient of minus log pi.": -right,
        "This is the gradient of pi itself; that of its logarithm divides by pi.": p[action]
        * right,
        "The gradient of log pi is divided by pi once more.": right / p[action],
        "Only the row of the chosen action is filled: the others have a slope as well, because "
        "the probabilities share one sum.": np.outer(chosen * (1 - p), state),
        "The average over actions is weighted by pi(b | s), and this one is plain.": np.outer(
            chosen - uniform, state
        ),
        "The likeliest action stands where the average over all actions belongs.": np.outer(
            chosen - greedy, state
        ),
        "The state is missing: every row is a number times the state.": np.outer(
            chosen - p, np.ones_like(state)
        ),
        "This is the average of x(s, b) alone: it is taken off x(s, a).": np.outer(p, state),
        "The average is added; it is taken off.": np.outer(chosen + p, state),
        "This is the gradient for the likeliest action, not for the given one.": np.outer(
            greedy - p, state
        ),
        "This is the outer product the other way round: a row an action, a column a feature.": (
            right.T
        ),
        "This is a vector, the row of the given action: return a row for every action.": (
            (1 - p[action]) * state
        ),
        "The answer is flat: give it the shape of theta.": right.ravel(),
    }
    if len(theta) == len(state):
        turned = right_probabilities(theta.T, state)
        suspects["theta is transposed in the probabilities."] = np.outer(chosen - turned, state)
    if n > 1:
        other = np.eye(n)[action - 1]
        suspects["The actions are counted from 1: they count from 0."] = np.outer(other - p, state)
    return suspects


def judge_slope(case: Case, record: Record) -> Problem | None:
    """Against central differences of log pi, whose error is far under the tolerance."""
    theta, state, action = case["theta"], case["state"], case["action"]
    expected = right_log_gradient(theta, state, action)
    if same(record["value"], expected, TOLERANCE):
        return None
    suspects = log_suspects(theta, state, action)
    return array_problem(
        case["given"],
        record["value"],
        expected,
        {cause: value for cause, value in suspects.items() if not same(value, expected, 1e-3)},
        OTHERWISE,
    )


def mean_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Policies with a clear favourite."""
    shapes = [(2, 4), (3, 2)] + ([(4, 3), (6, 1)] if graded else [])
    return [
        _case(2.0 * random_theta(rng, *shape), random_theta(rng, 1, shape[1])[0] + 0.5, 0)
        for shape in shapes
    ]


def judge_mean(case: Case, record: Record) -> Problem | None:
    """Averaged over the policy's own actions, the gradient is zero: a closed form."""
    theta, state, value = case["theta"], case["state"], record["value"]
    words = f"theta {show(theta)}, state {show(state)}, every action once"
    for gradient in value:
        if not isinstance(gradient, np.ndarray) or gradient.shape != theta.shape:
            cause = "Every answer has the shape of theta, whichever action it is for."
            return Problem(words, f"arrays of shape {theta.shape}", show(gradient), cause)
    mean = np.tensordot(right_probabilities(theta, state), np.array(value), axes=1)
    if same(mean, np.zeros(theta.shape)):
        return None
    return Problem(
        words,
        "gradients whose average, weighted by pi(a | s), is zero",
        show(mean),
        "A policy cannot make all its actions likelier at once: the average over b is weighted by "
        "pi(b | s), the probabilities of this theta.",
    )


def certain_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Preferences thousands apart: the favourite's gradient is 0, the other's is not."""
    state = random_theta(rng, 1, 2)[0] + 3.0
    theta = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
    return [_case(theta * np.sign(state.sum()), state, action) for action in (0, 1)]


def judge_certain(case: Case, record: Record) -> Problem | None:
    """Closed form: the chosen action is certain, or impossible; and nothing is changed."""
    action, state, value = case["action"], case["state"], record["value"]
    expected = np.outer(np.array([0.0, 0.0]) if action == 0 else np.array([-1.0, 1.0]), state)
    if same(value, expected) and not record["warnings"]:
        return mutated_problem(case["given"], record)
    got = show(value) if not same(value, expected) else record["warnings"][0]
    return Problem(
        case["given"],
        f"{show(expected)}, without a warning",
        got,
        "A probability of 0 is legal: nothing is divided by it and no logarithm is taken of it, "
        "and your softmax keeps the exponentials small.",
    )


grad_log_policy = Exercise(
    "grad_log_policy",
    points=2,
    properties=[
        Property(
            "is the slope of log pi: agrees with finite differences",
            0.5,
            slope_cases,
            probes.log_gradient,
            judge_slope,
            compare=TOLERANCE,
        ),
        Property(
            "averages to zero over the policy's own actions",
            0.25,
            mean_cases,
            probes.log_gradients,
            judge_mean,
            compare=TOLERANCE,
        ),
        Property(
            "holds where an action is certain, and leaves its inputs as they are",
            0.25,
            certain_cases,
            probes.log_gradient,
            judge_certain,
            compare=TOLERANCE,
        ),
    ],
)
