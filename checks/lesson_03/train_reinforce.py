"""Lesson 03, train_reinforce: what comes back is played by the judge, on episodes of its own."""

import gymnasium as gym
import numpy as np
from scipy.special import softmax

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem
from checks.lesson_03 import probes
from checks.report import show

TARGET, EPISODES, MAX_STEPS = 195.0, 100, 500
TRIALS = 3
COIN = 22.0
"""Mean return of a fair coin."""

CAUSES = {
    "ValueError": "Shapes do not fit: an episode is (states (T, 4), actions (T,), rewards (T,)), "
    "made with np.array from three lists of one length.",
    "IndexError": "An index runs past the end: theta has 2 rows, one an action, and 4 columns.",
    "AssertionError": "Gymnasium refuses the action: it is a plain whole number, 0 or 1.",
    "TypeError": "A value of another type than expected: `reset` returns (observation, info), "
    "`step` five values, and policy_gradient wants theta, the list of episodes and gamma.",
}


def sampled_returns(theta: np.ndarray, episodes: int, seed: int) -> np.ndarray:
    """Returns of a softmax policy on CartPole-v1, every action drawn, all episodes at once."""
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
    """The problem of an answer that is no theta for CartPole."""
    given, expected = case["given"], "theta, an array of shape (2, 4)"
    if value is None:
        cause = "The function returns nothing: is the `return` missing?"
        return Problem(given, expected, "None", cause)
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return Problem(given, expected, show(value), "Return theta alone, an array of floats.")
    if value.shape != (2, 4):
        cause = "theta has a row for each of the two actions and a column for each of the four "
        cause += "numbers of the observation."
        return Problem(given, expected, f"shape {value.shape}", cause)
    if not np.isfinite(value).all():
        cause = "theta is no longer finite: is there a step size, and is it small enough?"
        return Problem(given, "finite weights", show(value), cause)
    return None


def judge_by_playing(case: Case, record: Record) -> Problem | None:
    """Play the policy with sampled actions and ask for a mean return.

    One of up to `TRIALS` seeds is enough. The reference reached the mean on 500 of 500 seeds (the
    lowest was 238), so that with 95 % confidence it fails on less than 0.6 % of all seeds (the
    rule of three, 3 / runs), and on `TRIALS` = 3 in a row with a probability under
    0.006^3 = 2.2e-7.
    """
    value = record["value"]
    if (problem := result_problem(case, value)) is not None:
        return problem
    mean = float(sampled_returns(value, EPISODES, case["fresh_seed"]).mean())
    if mean >= TARGET:
        return None
    return Problem(
        case["given"],
        f"a mean return ≥ {TARGET:g} over {EPISODES} fresh episodes with sampled actions",
        f"{mean:.1f}",
        training_cause(value, mean, case["fresh_seed"]),
    )


def training_cause(theta: np.ndarray, mean: float, seed: int) -> str:
    """The likeliest cause of a policy that has not learned."""
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


def training_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Seeds to train with, and seeds to play with afterwards."""
    return [_training_case(rng, seed) for seed in rng.choice(10_000, size=TRIALS, replace=False)]


def repeat_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """One seed."""
    return [_training_case(rng, rng.integers(10_000))]


def _training_case(rng: np.random.Generator, seed: int) -> Case:
    return {
        "given": f"train_reinforce({int(seed)})",
        "seed": int(seed),
        "fresh_seed": int(rng.integers(10**6, 10**7)),
        "causes": CAUSES,
    }


def judge_repeats(case: Case, record: Record) -> Problem | None:
    """Two runs with one seed agree, bit for bit, and a run with another one does not."""
    if (problem := result_problem(case, record["value"])) is not None:
        return problem
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if not same(record["value"], record["again"], 0.0):
        return Problem(
            case["given"] + ", twice",
            "the same theta, bit for bit",
            "another one",
            "Something draws its random numbers from elsewhere than the seed: both the resets and "
            "the actions come from default_rng(seed).",
        )
    if same(record["value"], record["other"], 0.0):
        return Problem(
            f"{case['given']} and train_reinforce({case['seed'] + 1})",
            "two trainings, with other episodes and another theta",
            "the same theta, bit for bit",
            "The seed plays no part: it goes into the generator from which resets and actions "
            "come, and theta is what the training ends with.",
        )
    return None


train_reinforce = Exercise(
    "train_reinforce",
    points=3,
    slow=True,
    properties=[
        Property(
            f"learns CartPole-v1: mean return ≥ {TARGET:g} over {EPISODES} episodes with sampled "
            "actions",
            0.75,
            training_cases,
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
