"""Examine `train_reinforce` (lesson 03): the judge plays the returned policy on new episodes."""

import gymnasium as gym
import numpy as np
from scipy.special import softmax

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import NOTHING
from checks.lesson_03 import probes
from checks.report import show
from checks.training import mean_return_problem, repeat_problem, training_cases

TARGET, EPISODES, MAX_STEPS = 195.0, 100, 500
TRIALS = 3
CALL = "train_reinforce({seed})"
COIN = 22.0
"""Mean return of a policy that tosses a fair coin."""

CAUSES = {
    "ValueError": "Shapes do not fit: an episode is (states (T, 4), actions (T,), rewards (T,)), "
    "made with np.array from three lists of one length.",
    "IndexError": "An index runs past the end: theta has 2 rows, one an action, and 4 columns.",
    "AssertionError": "Gymnasium refuses the action: it is a plain whole number, 0 or 1.",
    "TypeError": "A value of another type than expected: `reset` returns (observation, info), "
    "`step` five values, and policy_gradient wants theta, the list of episodes and gamma.",
}


def sampled_returns(theta: np.ndarray, episodes: int, seed: int) -> np.ndarray:
    """Play a softmax policy on CartPole-v1 with sampled actions and return the returns."""
    rng = np.random.default_rng(seed)
    env = gym.make_vec("CartPole-v1", num_envs=episodes)
    states, _ = env.reset(seed=seed)
    returns, live = np.zeros(episodes), np.ones(episodes, dtype=bool)
    for _ in range(MAX_STEPS):
        right = softmax(states @ theta.T, axis=1)[:, 1]
        states, rewards, terminated, truncated, _ = env.step(
            (rng.random(episodes) < right).astype(int)
        )
        returns += rewards * live
        live &= ~(terminated | truncated)
        if not live.any():
            break
    env.close()
    return returns


def result_problem(case: Case, value: object) -> Problem | None:
    """Judge that the answer is a theta for CartPole, of finite numbers."""
    given, expected = case["given"], "theta, an array of shape (2, 4)"
    if value is None:
        return Problem(given, expected, "None", NOTHING)
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return Problem(given, expected, show(value), "Return theta alone, an array of floats.")
    if value.shape != (2, 4):
        cause = (
            "theta has a row for each of the two actions and a column for each of the four "
            "numbers of the observation."
        )
        return Problem(given, expected, f"shape {value.shape}", cause)
    if not np.isfinite(value).all():
        cause = "theta is no longer finite: is there a step size, and is it small enough?"
        return Problem(given, "finite weights", show(value), cause)
    return None


def judge_by_playing(case: Case, record: Record) -> Problem | None:
    """Judge that the policy reaches the mean return on fresh episodes with sampled actions.

    One of up to `TRIALS` seeds is enough. The reference reached the mean on 500 of 500 seeds (the
    lowest was 238), so with 95 % confidence it fails on less than 0.6 % of all seeds (the rule of
    three, 3 / runs), and on `TRIALS` = 3 in a row with a probability under 0.006^3 = 2.2e-7.
    """
    theta, seed = record["value"], case["fresh_seed"]
    if (problem := result_problem(case, theta)) is not None:
        return problem
    return mean_return_problem(
        case["given"],
        sampled_returns(theta, EPISODES, seed),
        TARGET,
        lambda mean: training_cause(theta, mean, seed),
        " with sampled actions",
    )


def training_cause(theta: np.ndarray, mean: float, seed: int) -> str:
    """Name the likeliest cause of a policy that has not learned enough."""
    size = float(np.abs(theta[1] - theta[0]).max())
    uphill = float(sampled_returns(-theta, EPISODES, seed).mean())
    if size == 0.0:
        return (
            "theta is still all zeros: is the step added to the theta of the next iteration, and "
            "is that theta returned?"
        )
    if uphill > 2.0 * mean and mean < COIN:
        return (
            "The same policy with its sign turned plays well: this is gradient descent. The return "
            "is to grow, so the step is added; and row 1 belongs to action 1."
        )
    greedy = float(sampled_returns(1e3 * theta, EPISODES, seed).mean())
    if greedy >= TARGET and mean < 0.8 * greedy:
        return (
            "The likelier action plays well, but theta is so small that the sampled actions are "
            "close to a fair coin: train longer, with sampled actions too, or with a larger step."
        )
    if size > 100.0:
        return (
            f"The largest weight is {size:.3g}: the policy has stopped tossing coins, and without "
            "chance there is no gradient left. The steps are too long: is there a step size?"
        )
    if size < 0.3:
        return (
            f"The largest weight is {size:.2g}, and the actions are still close to a fair coin: "
            "more iterations, or a larger step."
        )
    return (
        "It has not learned enough: are the actions drawn with the probabilities of the current "
        "theta, is each state stored beside the action that was taken in it (before the step), "
        "and are there enough episodes and iterations?"
    )


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw one seed."""
    seed = int(rng.integers(10_000))
    return [{"given": CALL.format(seed=seed), "seed": seed, "causes": CAUSES}]


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Judge that the seed decides the result, and that another seed gives another one."""
    source = "both the resets and the actions come from default_rng(seed)."
    problem = result_problem(case, record["value"]) or repeat_problem(
        case["given"], record, "theta", source
    )
    if problem is None and same(record["value"], record["other"], 0.0):
        return Problem(
            f"{case['given']} and {CALL.format(seed=case['seed'] + 1)}",
            "two trainings, with other episodes and another theta",
            "the same theta, bit for bit",
            "The seed plays no part: it goes into the generator from which resets and actions "
            "come, and theta is what the training ends with.",
        )
    return problem


train_reinforce = Exercise(
    "train_reinforce",
    points=3,
    slow=True,
    properties=[
        Property(
            f"learns CartPole-v1: mean return ≥ {TARGET:g} over {EPISODES} episodes with sampled "
            "actions",
            0.75,
            training_cases(CALL, TRIALS, CAUSES),
            probes.training,
            judge_by_playing,
            needed=1,
        ),
        Property(
            "the same seed gives the same theta, another seed another one",
            0.25,
            repeat_cases,
            probes.trainings,
            judge_repeats,
        ),
    ],
)
