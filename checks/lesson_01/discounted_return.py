"""Lesson 01: judges of `discounted_return`."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import mutated_problem, number_problem
from checks.lesson_01 import probes
from checks.lesson_01.episodes import scripted_rewards
from checks.report import show


def discount_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A few rewards and discounts."""
    shapes = [(3, 0.5), (5, 0.9)] + ([(6, 0.25), (40, 0.99)] if graded else [])
    found = []
    for length, gamma in shapes:
        rewards = scripted_rewards(rng, length)
        given = f"rewards {show(rewards)}, gamma = {gamma}"
        found.append({"given": given, "rewards": rewards, "gamma": gamma})
    return found


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """No rewards, and the two ends of gamma's range."""
    rewards = scripted_rewards(rng, 3)
    inputs = [([], 0.9), (rewards, 0.0), (rewards, 1.0)]
    return [
        {"given": f"rewards {show(r)}, gamma = {g}", "rewards": r, "gamma": g} for r, g in inputs
    ]


def judge_discount(case: Case, record: Record) -> Problem | None:
    """Against the sum as it is written in the lesson."""
    rewards, gamma = case["rewards"], case["gamma"]
    expected = sum(gamma**t * reward for t, reward in enumerate(rewards))
    suspects = {
        "The discount begins one step early: t starts at 0, so the first reward counts in full.": (
            gamma * expected
        ),
        "Nothing is discounted: multiply reward t by gamma to the power t.": sum(rewards),
        "The discount runs backwards: the first reward counts in full, the last one least.": sum(
            gamma**t * reward for t, reward in enumerate(reversed(rewards))
        ),
        "Only the first reward is counted.": rewards[0] if rewards else 0.0,
        "Every reward but the first is multiplied by the same gamma: it needs the power t.": (
            rewards[0] + gamma * sum(rewards[1:]) if rewards else 0.0
        ),
        "gamma is multiplied by t; it should be raised to the power t.": sum(
            gamma * t * reward for t, reward in enumerate(rewards)
        ),
        "This is a division by gamma to the power t: later rewards count less, not more.": sum(
            reward / gamma**t if gamma else 0.0 for t, reward in enumerate(rewards)
        ),
        "The power is the wrong way round: gamma is the base, t the exponent.": sum(
            t**gamma * reward for t, reward in enumerate(rewards)
        ),
        "This holds for a fixed number of rewards, three: the list may have any length.": sum(
            gamma**t * reward for t, reward in enumerate(rewards[:3])
        ),
        "The last reward is missing.": sum(
            gamma**t * reward for t, reward in enumerate(rewards[:-1])
        ),
        "Every reward is multiplied by the same gamma: it needs the power t.": gamma * sum(rewards),
        "This is a mean; a return is a sum.": expected / max(1, len(rewards)),
    }
    for fixed in (0.9, 0.95, 0.99, 0.5):
        suspects[f"gamma is fixed in the code, at {fixed}: use the argument."] = sum(
            fixed**t * reward for t, reward in enumerate(rewards)
        )
    problem = number_problem(
        case["given"],
        record["value"],
        expected,
        {cause: value for cause, value in suspects.items() if not same(value, expected)},
        "Reward t is multiplied by gamma to the power t, t from 0, and all are summed; "
        "no rewards give 0.0.",
    )
    return problem or mutated_problem(case["given"], record)


discounted_return = Exercise(
    "discounted_return",
    points=1,
    properties=[
        Property(
            "sums gamma^t r_t, t from 0",
            0.75,
            discount_cases,
            probes.discount,
            judge_discount,
            compare=1e-9,
        ),
        Property(
            "holds at the edges: no rewards, gamma 0 and gamma 1",
            0.25,
            edge_cases,
            probes.discount,
            judge_discount,
            compare=1e-9,
        ),
    ],
)
