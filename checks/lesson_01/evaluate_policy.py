"""Examine `evaluate_policy` (lesson 01)."""

from functools import partial

import numpy as np

from checks.compare import as_number
from checks.environments import scripted_rewards
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, number_problem
from checks.lesson_01 import probes
from checks.probing.remote_env import EpisodeHost
from checks.report import NOTHING_OR_PRINTED, show

NONE_SEED = {"NoneType": "seed is None here, and None + i is no number: nothing is seeded then."}


def _evaluation_case(rng: np.random.Generator, count: int, seed: int | None) -> Case:
    """Make episodes of two steps each; the first one has the best return."""
    rewards = scripted_rewards(rng, count)
    best = int(np.argmax(rewards))
    rewards[0], rewards[best] = rewards[best], rewards[0]
    episodes = [[r, 1.0] for r in rewards]
    returns = [r + 1.0 for r in rewards]
    return {
        "given": f"{count} episode(s) with returns {show(returns)}, seed={seed}",
        "episodes": episodes,
        "by_seed": {} if seed is None else {str(seed + i): e for i, e in enumerate(episodes)},
        "count": count,
        "seed": seed,
        "returns": returns,
        "causes": {} if seed is not None else NONE_SEED,
    }


def evaluation_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make unseeded episodes, which come in the order of the script."""
    return [_evaluation_case(rng, count, None) for count in ((4, 7, 20) if graded else (4,))]


def seeded_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make episodes that depend on their seed."""
    return [_evaluation_case(rng, count, int(rng.integers(1, 500))) for count in (3, 5)]


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a single episode."""
    return [_evaluation_case(rng, 1, int(rng.integers(1, 500)))]


def _pair_problem(case: Case, value: object) -> Problem | None:
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return None
    cause = NOTHING_OR_PRINTED if value is None else "Return the pair (mean, standard error)."
    return Problem(case["given"], "two numbers: mean, standard error", show(value), cause)


def judge_mean(case: Case, record: Record) -> Problem | None:
    """Judge the first number, the mean of the returns."""
    value, returns = record["value"], np.array(case["returns"])
    if (problem := _pair_problem(case, value)) is not None:
        return problem
    total, n = float(returns.sum()), len(returns)
    suspects = {
        "This is the sum of the returns: divide by the number of episodes.": total,
        "This is the last episode's return alone.": returns[-1],
        "One episode is missing: play exactly as many as asked.": returns[:-1].mean(),
        "The sum is divided by one too few: only the standard deviation takes n - 1.": total
        / (n - 1),
        "This is the best return; the mean is asked for.": returns.max(),
        "This is the median; the mean is asked for.": float(np.median(returns)),
        "This is the mean reward a step, not the mean return an episode.": total / (2 * n),
        "The two numbers are in the other order: the mean comes first.": returns.std(ddof=1)
        / np.sqrt(n),
        "One episode too many is played.": float(np.append(returns, returns[-1]).mean()),
    }
    return number_problem(
        case["given"],
        value[0],
        float(returns.mean()),
        suspects,
        "Not the mean of the episodes' returns; does your rollout_policy pass its own check?",
    )


def judge_standard_error(case: Case, record: Record) -> Problem | None:
    """Judge the second number, std(ddof=1) / sqrt(n)."""
    value, returns = record["value"], np.array(case["returns"])
    n, std, variance = len(returns), returns.std(ddof=1), returns.var(ddof=1)
    suspects = {
        "The standard deviation is taken with ddof=0; a sample of n needs ddof=1.": returns.std()
        / np.sqrt(n),
        "This is the standard deviation; the standard error divides it by the square root of "
        "n.": std,
        "This is the standard deviation (ddof=0), not yet a standard error.": returns.std(),
        "The standard deviation is divided by n; it takes the square root of n.": std / n,
        "This is the variance over n: take its square root.": variance / n,
        "The variance stands where the standard deviation belongs.": variance / np.sqrt(n),
        "The variance stands where the standard deviation belongs, with ddof=0 too.": returns.var()
        / np.sqrt(n),
        "This divides by the square root of n - 1, on top of ddof=1.": std / np.sqrt(n - 1),
    } | {
        f"Is it that the number {fixed} stands where the number of episodes belongs?": (
            std / np.sqrt(fixed)
        )
        for fixed in (5, 10, 20, 30, 100)
    }
    return number_problem(
        case["given"],
        value[1],
        float(std / np.sqrt(n)),
        suspects,
        "The standard error is the standard deviation of the returns (ddof=1) over the square "
        "root of their number.",
    )


def judge_seeds(case: Case, record: Record) -> Problem | None:
    """Judge that episode i is reset with seed + i."""
    expected, resets = [case["seed"] + i for i in range(case["count"])], record["resets"]
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if resets == expected:
        return judge_mean(case, record)
    if set(resets) == {None}:
        cause = "None of the episodes is seeded: episode i takes seed + i."
    elif len(set(resets)) == 1 and case["count"] > 1:
        cause = (
            "Every episode is reset alike, so the episodes are copies of one another: episode i "
            "takes seed + i."
        )
    elif resets[:1] == expected[:1] and set(resets[1:]) == {None}:
        cause = "Only the first episode is seeded: episode i takes seed + i."
    elif resets == [seed + 1 for seed in expected]:
        cause = "The seeds begin one too high: i counts from 0."
    else:
        cause = "Episode i, counted from 0, is reset with seed + i."
    return Problem(case["given"], f"resets with the seeds {expected}", f"{resets}", cause)


def judge_single(case: Case, record: Record) -> Problem | None:
    """Judge that a single episode, which has no spread, gives nan without a warning."""
    value = record["value"]
    if (problem := _pair_problem(case, value)) is not None:
        return problem
    got = as_number(value[1])
    if got is None or not np.isnan(got):
        return Problem(
            case["given"],
            "a standard error of nan",
            show(value[1]),
            "One episode tells nothing about the spread: the answer is nan (not a number), "
            "neither 0 nor infinity.",
        )
    if record["warnings"]:
        return Problem(
            case["given"],
            "nan without a warning",
            record["warnings"][0],
            "NumPy divides by n - 1 = 0 here and complains: treat the single episode by itself.",
        )
    return None


evaluation_property = partial(Property, probe=probes.evaluation, compare=1e-9, host=EpisodeHost)

evaluate_policy = Exercise(
    "evaluate_policy",
    points=2,
    properties=[
        evaluation_property(
            "the first number is the mean return",
            0.375,
            evaluation_cases,
            judge=judge_mean,
            compare=None,
        ),
        evaluation_property(
            "the second number is its standard error",
            0.375,
            evaluation_cases,
            judge=judge_standard_error,
        ),
        evaluation_property(
            "episode i is reset with seed + i", 0.125, seeded_cases, judge=judge_seeds
        ),
        evaluation_property(
            "a single episode has a standard error of nan, without a warning",
            0.125,
            single_cases,
            judge=judge_single,
        ),
    ],
)
