"""Examine `policy_gradient` (lesson 03), by finite differences of log pi.

An estimate is the mean over episodes of the sum over steps of a score, the slope of log pi, times
a weight, which is the return minus a baseline.
"""

import numpy as np

from checks.compare import same
from checks.environments import scripted_rewards
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import (
    Suspects,
    array_problem,
    global_random_problem,
    mutated_problem,
    name_cause,
    unlike,
)
from checks.lesson_03 import probes
from checks.lesson_03.rewards_to_go import right_returns
from checks.lesson_03.softmax_policy import TOLERANCE, random_theta, right_log_gradient
from checks.report import show

Weights = list[np.ndarray]
"""One number for each step, such as its return, for every episode."""

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
    """Make episodes of one length, so that every episode reaches every step."""
    found = [
        _case(rng, (3, 3, 3), 0.9, (2, 3), "three episodes of 3 steps"),
        _case(rng, (4, 4), None, (3, 2), "two episodes of 4 steps"),
    ]
    if graded:
        found.append(_case(rng, (2,) * 6, 0.5, (2, 4), "six episodes of 2 steps"))
    return found


def unequal_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make episodes of several lengths; some take their last steps alone."""
    found = [
        _case(rng, (2, 5, 3), 0.9, (2, 3), "episodes of 2, 5 and 3 steps"),
        _case(rng, (1, 4, 4, 2), None, (3, 2), "episodes of 1, 4, 4 and 2 steps"),
    ]
    if graded:
        found.append(_case(rng, (6, 1), 0.5, (2, 4), "episodes of 6 steps and 1 step"))
    return found


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a single episode, whose baseline is 0 at every step."""
    return [
        _case(rng, (3,), 0.9, (2, 3), "a single episode of 3 steps"),
        _case(rng, (1,), None, (2, 2), "a single episode of 1 step"),
    ]


def right_baselines(returns: Weights) -> Weights:
    """Return, for every step, the mean of G_t over the other episodes that reach it, else 0."""
    found = []
    for i, own in enumerate(returns):
        baseline = np.zeros(len(own))
        for t in range(len(own)):
            others = [g[t] for j, g in enumerate(returns) if j != i and len(g) > t]
            baseline[t] = np.mean(others) if others else 0.0
        found.append(baseline)
    return found


def _advantages(returns: Weights) -> Weights:
    """Return the right weights of the steps: returns minus baselines."""
    return [g - b for g, b in zip(returns, right_baselines(returns), strict=True)]


def _gamma(case: Case) -> float:
    return 1.0 if case["gamma"] is None else case["gamma"]


def _returns(case: Case) -> Weights:
    """Return the rewards to go."""
    return [right_returns(rewards, _gamma(case)) for _, _, rewards in case["episodes"]]


def _scores(case: Case) -> list[list[np.ndarray]]:
    """Return the slope of log pi at every step of every episode, by finite differences."""
    return [
        [
            right_log_gradient(case["theta"], state, int(action))
            for state, action in zip(states, actions, strict=True)
        ]
        for states, actions, _ in case["episodes"]
    ]


def _estimate(scores: list[list[np.ndarray]], weights: Weights) -> np.ndarray:
    """Return the mean over episodes of the sum over steps of score times weight."""
    sums = [
        sum(w * score for w, score in zip(weight, own, strict=True))
        for weight, own in zip(weights, scores, strict=True)
    ]
    return np.mean(sums, axis=0)


def weight_suspects(case: Case) -> dict[str, Weights]:
    """Map each usual mistake to the weights that it gives."""
    returns, rewards = _returns(case), [rewards for _, _, rewards in case["episodes"]]
    n = len(returns)
    wholes = [np.full(len(g), g[0]) for g in returns]
    shortest = min(map(len, returns))
    padded = np.zeros((n, max(map(len, returns))))
    for i, g in enumerate(returns):
        padded[i, : len(g)] = g
    sums = padded.sum(axis=0)
    reach = [sum(len(g) > t for g in returns) for t in range(padded.shape[1])]
    advantages = _advantages(returns)
    every = np.concatenate(advantages)
    spread = every.std() or 1.0
    others = [[g for j, g in enumerate(returns) if j != i] or [np.zeros(1)] for i in range(n)]
    others_first = [np.mean([g[0] for g in rest]) for rest in others]
    others_all = [np.mean(np.concatenate(rest)) for rest in others]
    return {
        "No baseline is taken off: b_t is the mean over the other episodes.": returns,
        "The baseline counts the own episode as well, which shrinks the gradient: leave it out of "
        "its own mean.": [g - sums[: len(g)] / reach[: len(g)] for g in returns],
        "The baseline counts the own episode as well, and those that have ended as 0.": [
            g - padded.mean(axis=0)[: len(g)] for g in returns
        ],
        "Episodes that have ended count as 0 in the baseline: only those that reach step t "
        "count.": [g - (sums[: len(g)] - g) / max(1, n - 1) for g in returns],
        "The baseline is added; it is taken off.": [
            2 * g - a for g, a in zip(returns, advantages, strict=True)
        ],
        "This weights with b_t - G_t: the other way round.": [-a for a in advantages],
        "Every step is weighted with the return of the whole episode: rewards from before step t "
        "do not count.": _advantages(wholes),
        "Every step is weighted with the return of the whole episode, and no baseline is taken "
        "off.": wholes,
        "The rewards are summed forwards: G_t counts the rewards from t on.": _advantages(
            [np.cumsum(r) for r in rewards]
        ),
        "Every step is weighted with its own reward alone: actions are paid later, too.": (
            _advantages(rewards)
        ),
        "gamma plays no part: it belongs into the rewards to go.": _advantages(
            _returns(case | {"gamma": 1.0})
        ),
        "gamma counts twice: G_t is discounted from step t on, and not once more by gamma to the "
        "power t.": [a * _gamma(case) ** np.arange(len(a)) for a in advantages],
        "One number serves as the baseline of all steps: it is a mean for every step t.": [
            g - b for g, b in zip(returns, others_first, strict=True)
        ],
        "One number, the mean over all steps, serves as the baseline: it is a mean for every "
        "step t.": [g - b for g, b in zip(returns, others_all, strict=True)],
        "One number, the mean over all steps of all episodes, serves as the baseline.": [
            g - np.mean(np.concatenate(returns)) for g in returns
        ],
        "The baseline is the mean of G_t over the steps of the same episode: it depends on the "
        "very actions that it judges.": [g - g.mean() for g in returns],
        "The weights are divided by their standard deviation: that is another method.": [
            a / spread for a in advantages
        ],
        "The weights are standardised: that is another method.": [
            (a - every.mean()) / spread for a in advantages
        ],
        "All steps after the end of the shortest episode are left out.": [
            np.where(np.arange(len(a)) < shortest, a, 0.0) for a in advantages
        ],
        "Steps that no other episode reaches are left out: their baseline is 0, and G_t counts in "
        "full.": [np.where(np.array(reach[: len(a)]) > 1, a, 0.0) for a in advantages],
        "The last episode is left out.": [
            a * (i < n - 1 or n == 1) for i, a in enumerate(advantages)
        ],
    }


def gradient_suspects(case: Case, scores: list, expected: np.ndarray) -> Suspects:
    """Map each usual mistake to the estimate that it gives."""
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
    weights = weight_suspects(case) | {
        f"gamma is {fixed:g} here: is it fixed in the code, or another default?": _advantages(
            _returns(case | {"gamma": fixed})
        )
        for fixed in (0.9, 0.95, 0.98, 0.99, 1.0)
    }
    weights["Each episode is averaged over its steps: they are summed."] = [
        a / len(a) for a in _advantages(_returns(case))
    ]
    return suspects | {cause: _estimate(scores, weight) for cause, weight in weights.items()}


def judge_gradient(case: Case, record: Record) -> Problem | None:
    """Judge the estimate against that of the slow specifications."""
    scores, value = _scores(case), record["value"]
    expected = _estimate(scores, _advantages(_returns(case)))
    if same(value, expected, TOLERANCE):
        return None
    if isinstance(value, np.ndarray) and np.isnan(value).any():
        cause = "nan is the mean of nothing: where no other episode reaches step t, b_t is 0."
        return Problem(case["given"], show(expected), show(value), cause)
    suspects = unlike(gradient_suspects(case, scores, expected), expected, 1e-4)
    cause = name_cause(value, suspects, OTHERWISE, TOLERANCE)
    if cause != OTHERWISE:
        return Problem(case["given"], show(expected), show(value), cause)
    return array_problem(case["given"], value, expected, {}, OTHERWISE)


def judge_quiet(case: Case, record: Record) -> Problem | None:
    """Judge the estimate of a single episode, its warnings, and that nothing else is touched."""
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
