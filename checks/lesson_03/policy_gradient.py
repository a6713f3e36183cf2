"""Lesson 03: judges of `policy_gradient`, by finite differences of log pi."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import (
    Suspects,
    array_problem,
    global_random_problem,
    mutated_problem,
    name_cause,
)
from checks.lesson_01.episodes import scripted_rewards
from checks.lesson_03 import probes
from checks.lesson_03.action_probabilities import random_theta
from checks.lesson_03.baselines import Weights, advantages_of, right_baselines, weight_suspects
from checks.lesson_03.specification import TOLERANCE, right_log_gradient, right_returns
from checks.report import show

OTHERWISE = (
    "Not the mean over episodes of the sum over steps of grad log pi (G_t - b_t): work the "
    "lesson's example by hand, then print G_t and b_t of every episode."
)

CAUSES = {
    "IndexError": "An index runs past the end: episodes differ in length, and at step t only "
    "those count that reach it.",
    "ValueError": "Shapes do not fit: episodes differ in length, so treat one at a time. An "
    "episode is (states, actions, rewards), and weights (T,) need an axis more beside (T, n).",
    "ZeroDivisionError": "Where no other episode reaches step t there is nothing to take a mean "
    "of: b_t is 0 there.",
    "StatisticsError": "Where no other episode reaches step t there is nothing to take a mean "
    "of: b_t is 0 there.",
    "unexpected keyword": "The third argument is called gamma, and it has a default: "
    "policy_gradient(theta, episodes, gamma=1.0).",
}


def _case(
    rng: np.random.Generator, lengths: tuple, gamma: float | None, shape: tuple, words: str
) -> Case:
    episodes = []
    for length in lengths:
        states = random_theta(rng, length, shape[1]) + 0.25
        actions = rng.integers(shape[0], size=length)
        episodes.append((states, actions, np.array(scripted_rewards(rng, length))))
    discount = "the default gamma" if gamma is None else f"gamma = {gamma:g}"
    return {
        "given": f"{words}, {shape[0]} actions, {discount}",
        "theta": random_theta(rng, *shape),
        "episodes": episodes,
        "gamma": gamma,
        "causes": CAUSES,
    }


def equal_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes of one length: every other episode reaches every step."""
    found = [
        _case(rng, (3, 3, 3), 0.9, (2, 3), "three episodes of 3 steps"),
        _case(rng, (4, 4), None, (3, 2), "two episodes of 4 steps"),
    ]
    if graded:
        found.append(_case(rng, (2,) * 6, 0.5, (2, 4), "six episodes of 2 steps"))
    return found


def unequal_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes that end one after the other; the longest one walks its last steps alone."""
    found = [
        _case(rng, (2, 5, 3), 0.9, (2, 3), "episodes of 2, 5 and 3 steps"),
        _case(rng, (1, 4, 4, 2), None, (3, 2), "episodes of 1, 4, 4 and 2 steps"),
    ]
    if graded:
        found.append(_case(rng, (6, 1), 0.5, (2, 4), "episodes of 6 steps and 1 step"))
    return found


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """One episode has no others: its baseline is 0 everywhere."""
    return [
        _case(rng, (3,), 0.9, (2, 3), "a single episode of 3 steps"),
        _case(rng, (1,), None, (2, 2), "a single episode of 1 step"),
    ]


def _gamma(case: Case) -> float:
    return 1.0 if case["gamma"] is None else case["gamma"]


def _scores(case: Case) -> list[list[np.ndarray]]:
    """The slope of log pi at every step of every episode, by finite differences."""
    return [
        [
            right_log_gradient(case["theta"], state, int(action))
            for state, action in zip(states, actions, strict=True)
        ]
        for states, actions, _ in case["episodes"]
    ]


def _estimate(scores: list[list[np.ndarray]], weights: Weights) -> np.ndarray:
    """Mean over episodes of the sum over steps of score times weight."""
    sums = [
        sum(w * score for w, score in zip(weight, own, strict=True))
        for weight, own in zip(weights, scores, strict=True)
    ]
    return np.mean(sums, axis=0)


def gradient_suspects(case: Case, scores: list, expected: np.ndarray) -> Suspects:
    """What the usual slips make of the estimate."""
    lengths = [len(own) for own in scores]
    n, steps = len(lengths), sum(lengths)
    suspects: Suspects = {
        "The sign is turned: this goes downhill.": -expected,
        "The sum over episodes is not divided by their number.": n * expected,
        "The sum is divided by the number of steps: it is a mean over episodes, and a sum over "
        "the steps of each.": n / steps * expected,
        "The sum over episodes is divided by one too few: it is a mean over all of them.": n
        / max(1, n - 1)
        * expected,
        "This is the gradient transposed: give it the shape of theta.": expected.T,
        (
            "The estimate is zero: a single episode has no others, b_t is 0, G_t counts in full."
            if n == 1
            else "The estimate is zero: is the gradient of every step added up?"
        ): np.zeros_like(expected),
        "This is theta after a step: return the gradient alone.": case["theta"] + expected,
    }
    rewards = [rewards for _, _, rewards in case["episodes"]]
    for cause, weights in weight_suspects(rewards, _gamma(case)).items():
        suspects[cause] = _estimate(scores, weights)
    for fixed in (0.9, 0.95, 0.98, 0.99, 1.0):
        returns = _returns(case | {"gamma": fixed})
        suspects[f"gamma is {fixed:g} here: is it fixed in the code, or another default?"] = (
            _estimate(scores, advantages_of(returns, right_baselines(returns)))
        )
    returns = _returns(case)
    suspects["Each episode is averaged over its steps: they are summed."] = _estimate(
        scores, [a / len(a) for a in advantages_of(returns, right_baselines(returns))]
    )
    return suspects


def _returns(case: Case) -> Weights:
    return [right_returns(rewards, _gamma(case)) for _, _, rewards in case["episodes"]]


def judge_gradient(case: Case, record: Record) -> Problem | None:
    """The estimate from slopes of log pi that are finite differences, and baselines by the list."""
    scores, returns, value = _scores(case), _returns(case), record["value"]
    expected = _estimate(scores, advantages_of(returns, right_baselines(returns)))
    if same(value, expected, TOLERANCE):
        return None
    if isinstance(value, np.ndarray) and np.isnan(value).any():
        cause = "nan is the mean of nothing: where no other episode reaches step t, b_t is 0."
        return Problem(case["given"], show(expected), show(value), cause)
    suspects = gradient_suspects(case, scores, expected)
    suspects = {c: v for c, v in suspects.items() if not same(v, expected, 1e-4)}
    cause = name_cause(value, suspects, OTHERWISE, TOLERANCE)
    if cause != OTHERWISE:
        return Problem(case["given"], show(expected), show(value), cause)
    return array_problem(case["given"], value, expected, {}, OTHERWISE)


def judge_quiet(case: Case, record: Record) -> Problem | None:
    """A single episode, and nothing else is touched."""
    if (problem := judge_gradient(case, record)) is not None:
        return problem
    if record["warnings"]:
        cause = "A mean of nothing makes NumPy complain: b_t is 0 where no other episode counts."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
    return mutated_problem(case["given"], record) or global_random_problem(case["given"], record)


policy_gradient = Exercise(
    "policy_gradient",
    points=3,
    properties=[
        Property(
            "episodes of one length: grad log pi, weighted with G_t minus the others' mean",
            0.5,
            equal_cases,
            probes.gradient,
            judge_gradient,
            compare=TOLERANCE,
        ),
        Property(
            "episodes of several lengths: only the others that reach step t count",
            0.25,
            unequal_cases,
            probes.gradient,
            judge_gradient,
            compare=TOLERANCE,
        ),
        Property(
            "a single episode has a baseline of 0; no warning, nothing changed",
            0.25,
            single_cases,
            probes.gradient,
            judge_quiet,
            compare=TOLERANCE,
        ),
    ],
)
