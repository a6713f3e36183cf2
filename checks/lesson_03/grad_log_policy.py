"""Examine `grad_log_policy` (lesson 03), by finite differences and in closed form."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, array_problem, mutated_problem, unlike
from checks.lesson_03 import probes
from checks.lesson_03.softmax_policy import (
    TOLERANCE,
    policy_shapes,
    random_theta,
    right_log_gradient,
    right_probabilities,
)
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
    """Draw random policies with two to five actions."""
    found = []
    for n, width in policy_shapes(graded):
        theta, state = random_theta(rng, n, width), random_theta(rng, 1, width)[0] + 0.25
        # With three or more actions, take neither the likeliest one nor the one after it, so that
        # a mistake that takes the likeliest one or counts from 1 shows.
        action = (np.argmax(theta @ state) + 2) % n if n > 2 else rng.integers(n)
        found.append(_case(theta, state, int(action)))
    return found


def log_suspects(theta: np.ndarray, state: np.ndarray, action: int) -> Suspects:
    """Map each usual mistake to the result that it gives."""
    n = len(theta)
    p = right_probabilities(theta, state)
    chosen, greedy = np.eye(n)[action], np.eye(n)[np.argmax(p)]
    right = np.outer(chosen - p, state)
    suspects = {
        "This is x(s, a) alone: the expectation under the policy is to be taken off.": np.outer(
            chosen, state
        ),
        "The sign is turned: this is the gradient of minus log pi.": -right,
        "This is the gradient of pi itself; that of its logarithm divides by pi.": p[action]
        * right,
        "The gradient of log pi is divided by pi once more.": right / p[action],
        "Only the row of the chosen action is filled: the others have a slope as well, because "
        "the probabilities share one sum.": np.outer(chosen * (1 - p), state),
        "The average over actions is weighted by pi(b | s), and this one is plain.": np.outer(
            chosen - 1 / n, state
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
    """Judge the gradient against central differences of log pi."""
    theta, state, action = case["theta"], case["state"], case["action"]
    expected = right_log_gradient(theta, state, action)
    suspects = unlike(log_suspects(theta, state, action), expected, 1e-3)
    return array_problem(case["given"], record["value"], expected, suspects, OTHERWISE, TOLERANCE)


def mean_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw policies with a clear favourite."""
    shapes = [(2, 4), (3, 2)] + ([(4, 3), (6, 1)] if graded else [])
    return [
        _case(2.0 * random_theta(rng, *shape), random_theta(rng, 1, shape[1])[0] + 0.5, 0)
        for shape in shapes
    ]


def judge_mean(case: Case, record: Record) -> Problem | None:
    """Judge that the gradient averages to zero over the policy's own actions, a closed form."""
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
    """Make preferences that are thousands apart, so that one action is certain."""
    state = random_theta(rng, 1, 2)[0] + 3.0
    theta = np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])
    return [_case(theta * np.sign(state.sum()), state, action) for action in (0, 1)]


def judge_certain(case: Case, record: Record) -> Problem | None:
    """Judge the closed form for a certain and an impossible action, and the inputs."""
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
