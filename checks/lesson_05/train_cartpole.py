"""Examine train_cartpole (lesson 05): the judge plays the returned policy on new episodes."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING, global_random_problem
from checks.lesson_05 import probes
from checks.report import show
from checks.training import mean_return_problem, play, repeat_problem, training_cases
from helpers.batched import linear_act

TARGET, EPISODES, SIZE = 475.0, 100, 10
TRIALS = 4
CALL = "train_cartpole({seed})"

CAUSES = {
    "unexpected keyword": "The arguments of cross_entropy_method after the star are batch_size, "
    "elite_frac, iterations, rng and extra_std.",
    "ValueError": "Shapes do not fit: theta has 4 * 2 weights and 2 biases, 10 numbers in all.",
    "TypeError": "A value of another type than expected: f takes theta and returns one number; "
    "rollout_policy takes the environment, the policy and a seed.",
}


def theta_problem(given: str, value: object) -> Problem | None:
    """Judge that the answer is a vector of ten finite numbers; None if it is."""
    expected = f"theta, an array of shape ({SIZE},)"
    if isinstance(value, np.ndarray) and value.shape == (SIZE,) and value.dtype.kind == "f":
        if np.isfinite(value).all():
            return None
        cause = "theta is no longer finite: is a nan among the elites, or an empty set of them?"
        return Problem(given, expected, show(value), cause)
    if value is None:
        cause = NOTHING
    elif isinstance(value, (tuple, list)) and len(value) == 3:
        cause = "cross_entropy_method gives three values; theta is the first of them."
    else:
        cause = "theta has 4 * 2 weights and 2 biases."
    return Problem(given, expected, show(value), cause)


def judge_training(case: Case, record: Record) -> Problem | None:
    """Judge that the policy reaches the mean return on fresh episodes of CartPole-v1.

    One of up to `TRIALS` seeds is enough. The reference reached it on 300 of 300 seeds, so that
    with 95 % confidence it fails on less than 1 % of all seeds (the rule of three, 3 / 300), and on
    `TRIALS` = 4 in a row with a probability under 0.01^4 = 1e-8.
    """
    if (problem := theta_problem(case["given"], record["value"])) is not None:
        return problem
    theta = record["value"]
    act, fast = linear_act(4, 2), {"vectorization_mode": "vector_entry_point"}
    returns = play("CartPole-v1", act, EPISODES, case["fresh_seed"], theta, **fast)
    return mean_return_problem(
        case["given"], returns, TARGET, lambda _: training_cause(theta, returns)
    )


def training_cause(theta: np.ndarray, returns: np.ndarray) -> str:
    """Name the likeliest cause of a policy that has not learned enough."""
    if not np.any(theta):
        return (
            "theta is all zeros, the mean at the start: return the mean that "
            "cross_entropy_method came to."
        )
    if returns.max() == 200.0:
        return "It never gets past 200: train on CartPole-v1, whose episodes have up to 500 steps."
    if returns.mean() < 60.0:
        always = "It does the same all the time; may the biases outweigh the weights? "
        return (always if returns.max() <= 11.0 else "") + (
            "It has hardly learned: does every call of f play the policy of its own theta, is a "
            "larger f better, are there enough samples in a batch, and enough iterations?"
        )
    return (
        "It has learned something and stopped too early, or lost its spread too soon: more samples "
        "in a batch, more iterations, extra_std. Plot history."
    )


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge that the seed decides the result, and that another seed gives another one."""
    given = case["given"]
    source = "the samples and the seeds of the resets come from one generator, default_rng(seed)."
    problem = (
        theta_problem(given, record["value"])
        or global_random_problem(given + ", twice", record)
        or repeat_problem(given, record, "theta", source)
    )
    if problem is not None:
        return problem
    if same(record["value"], record["other"], 0.0):
        cause = "Every seed gives the same theta: it decides nothing, or nothing was trained."
        return Problem(f"two seeds, {case['seed']} and the next", "two thetas", "one", cause)
    return None


train_cartpole = Exercise(
    "train_cartpole",
    points=3,
    slow=True,
    properties=[
        Property(
            f"reaches a mean return ≥ {TARGET:g} over {EPISODES} episodes of CartPole-v1",
            0.75,
            training_cases(CALL, TRIALS, CAUSES),
            probes.training,
            judge_training,
            needed=1,
        ),
        Property(
            "the same seed gives the same theta, another seed another",
            0.25,
            training_cases(CALL, 1, CAUSES),
            probes.training_twice,
            judge_repeats,
        ),
    ],
)
