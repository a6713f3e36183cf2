"""Examine `discounted_return` (lesson 01)."""

import numpy as np

from checks.environments import scripted_rewards
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import mutated_problem, number_problem
from checks.lesson_01 import probes
from checks.report import show


def _case(rewards: list[float], gamma: float) -> Case:
    given = f"rewards {show(rewards)}, gamma = {gamma}"
    return {"given": given, "rewards": rewards, "gamma": gamma}


def discount_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw a few rewards for each of a few discounts."""
    shapes = [(3, 0.5), (5, 0.9)] + ([(6, 0.25), (40, 0.99)] if graded else [])
    return [_case(scripted_rewards(rng, length), gamma) for length, gamma in shapes]


def edge_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use no rewards, and the two ends of gamma's range."""
    rewards = scripted_rewards(rng, 3)
    return [_case([], 0.9), _case(rewards, 0.0), _case(rewards, 1.0)]


def _discounted(rewards: list[float], gamma: float) -> float:
    return sum(gamma**t * reward for t, reward in enumerate(rewards))


def judge_discount(case: Case, record: Record) -> Problem | None:
    """Judge the return against the sum as the lesson writes it."""
    rewards, gamma = case["rewards"], case["gamma"]
    expected = _discounted(rewards, gamma)
    suspects = {
        "The discount begins one step early: t starts at 0, so the first reward counts in full.": (
            gamma * expected
        ),
        "Nothing is discounted: multiply reward t by gamma to the power t.": sum(rewards),
        "The discount runs backwards: the first reward counts in full, the last one least.": (
            _discounted(rewards[::-1], gamma)
        ),
        "Only the first reward is counted.": sum(rewards[:1]),
        "Every reward but the first is multiplied by the same gamma: it needs the power t.": (
            sum(rewards[:1]) + gamma * sum(rewards[1:])
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
        "This holds for a fixed number of rewards, three: the list may have any length.": (
            _discounted(rewards[:3], gamma)
        ),
        "The last reward is missing.": _discounted(rewards[:-1], gamma),
        "Every reward is multiplied by the same gamma: it needs the power t.": gamma * sum(rewards),
        "This is a mean; a return is a sum.": expected / max(1, len(rewards)),
    } | {
        f"gamma is fixed in the code, at {fixed}: use the argument.": _discounted(rewards, fixed)
        for fixed in (0.9, 0.95, 0.99, 0.5)
    }
    problem = number_problem(
        case["given"],
        record["value"],
        expected,
        suspects,
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
