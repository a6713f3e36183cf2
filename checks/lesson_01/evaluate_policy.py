"""Lesson 01: judges of `evaluate_policy`."""

import numpy as np

from checks.compare import as_number
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import global_random_problem, number_problem
from checks.lesson_01 import probes
from checks.lesson_01.episodes import scripted_rewards
from checks.probing.remote_env import EpisodeHost
from checks.report import show

NONE_SEED = {"NoneType": "seed is None here, and None + i is no number: nothing is seeded then."}


def _evaluation_case(rng: np.random.Generator, count: int, seed: int | None) -> Case:
    rewards = scripted_rewards(rng, count)
    best = int(np.argmax(rewards))
    rewards[0], rewards[best] = rewards[best], rewards[0]
    start = 0 if seed is None else seed
    by_seed = {str(start + i): [r, 1.0] for i, r in enumerate(rewards)} if seed is not None else {}
    returns = [r + 1.0 for r in rewards]
    return {
        "given": f"{count} episode(s) with returns {show(returns)}, seed={seed}",
        "episodes": [[r, 1.0] for r in rewards],
        "by_seed": by_seed,
        "count": count,
        "seed": seed,
        "returns": returns,
        "causes": {} if seed is not None else NONE_SEED,
    }


def evaluation_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes in the order of the script, without a seed."""
    return [_evaluation_case(rng, count, None) for count in ((4, 7, 20) if graded else (4,))]


def seeded_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Episodes that depend on their seed."""
    return [_evaluation_case(rng, count, int(rng.integers(1, 500))) for count in (3, 5)]


def single_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """A single episode."""
    return [_evaluation_case(rng, 1, int(rng.integers(1, 500)))]


def _pair_problem(case: Case, value: object) -> Problem | None:
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return None
    cause = "Return the pair (mean, standard error)."
    if value is None:
        cause = "The function returns nothing: is the `return` missing (or a print in its place)?"
    return Problem(case["given"], "two numbers: mean, standard error", show(value), cause)


def judge_mean(case: Case, record: Record) -> Problem | None:
    """The first number is the mean of the returns."""
    value, returns = record["value"], np.array(case["returns"])
    if (problem := _pair_problem(case, value)) is not None:
        return problem
    total = float(returns.sum())
    suspects = {
        "This is the sum of the returns: divide by the number of episodes.": total,
        "This is the last episode's return alone.": returns[-1],
        "One episode is missing: play exactly as many as asked.": returns[:-1].mean(),
        "The sum is divided by one too few: only the standard deviation takes n - 1.": total
        / (len(returns) - 1),
        "This is the best return; the mean is asked for.": returns.max(),
        "This is the median; the mean is asked for.": float(np.median(returns)),
        "This is the mean reward a step, not the mean return an episode.": total
        / (2 * len(returns)),
        "The two numbers are in the other order: the mean comes first.": returns.std(ddof=1)
        / np.sqrt(len(returns)),
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
    """The second number is std(ddof=1) / sqrt(n)."""
    value, returns = record["value"], np.array(case["returns"])
    n = len(returns)
    suspects = {
        "The standard deviation is taken with ddof=0; a sample of n needs ddof=1.": returns.std()
        / np.sqrt(n),
        "This is the standard deviation; the standard error divides it by the square root of "
        "n.": returns.std(ddof=1),
        "This is the standard deviation (ddof=0), not yet a standard error.": returns.std(),
        "The standard deviation is divided by n; it takes the square root of n.": returns.std(
            ddof=1
        )
        / n,
        "This is the variance over n: take its square root.": returns.var(ddof=1) / n,
        "The variance stands where the standard deviation belongs.": returns.var(ddof=1)
        / np.sqrt(n),
        "The variance stands where the standard deviation belongs, with ddof=0 too.": returns.var()
        / np.sqrt(n),
        "This divides by the square root of n - 1, on top of ddof=1.": returns.std(ddof=1)
        / np.sqrt(n - 1),
    }
    for fixed in (5, 10, 20, 30, 100):
        suspects[f"Is it that the number {fixed} stands where the number of episodes belongs?"] = (
            returns.std(ddof=1) / np.sqrt(fixed)
        )
    return number_problem(
        case["given"],
        value[1],
        float(returns.std(ddof=1) / np.sqrt(n)),
        suspects,
        "The standard error is the standard deviation of the returns (ddof=1) over the square "
        "root of their number.",
    )


def judge_seeds(case: Case, record: Record) -> Problem | None:
    """Episode i is reset with seed + i."""
    expected = [case["seed"] + i for i in range(case["count"])]
    if (problem := global_random_problem(case["given"], record)) is not None:
        return problem
    if record["resets"] == expected:
        return judge_mean(case, record)
    if set(record["resets"]) == {None}:
        cause = "None of the episodes is seeded: episode i takes seed + i."
    elif len(set(record["resets"])) == 1 and case["count"] > 1:
        cause = (
            "Every episode is reset alike, so the episodes are copies of one another: episode i "
            "takes seed + i."
        )
    elif record["resets"][:1] == expected[:1] and set(record["resets"][1:]) == {None}:
        cause = "Only the first episode is seeded: episode i takes seed + i."
    elif record["resets"] == [seed + 1 for seed in expected]:
        cause = "The seeds begin one too high: i counts from 0."
    else:
        cause = "Episode i, counted from 0, is reset with seed + i."
    return Problem(case["given"], f"resets with the seeds {expected}", f"{record['resets']}", cause)


def judge_single(case: Case, record: Record) -> Problem | None:
    """One episode says nothing about the spread: nan, and no warning."""
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


evaluate_policy = Exercise(
    "evaluate_policy",
    points=2,
    properties=[
        Property(
            "the first number is the mean return",
            0.375,
            evaluation_cases,
            probes.evaluation,
            judge_mean,
            host=EpisodeHost,
        ),
        Property(
            "the second number is its standard error",
            0.375,
            evaluation_cases,
            probes.evaluation,
            judge_standard_error,
            compare=1e-9,
            host=EpisodeHost,
        ),
        Property(
            "episode i is reset with seed + i",
            0.125,
            seeded_cases,
            probes.evaluation,
            judge_seeds,
            compare=1e-9,
            host=EpisodeHost,
        ),
        Property(
            "a single episode has a standard error of nan, without a warning",
            0.125,
            single_cases,
            probes.evaluation,
            judge_single,
            compare=1e-9,
            host=EpisodeHost,
        ),
    ],
)
