"""Examine `interquartile_mean` and `bootstrap_interval` (lesson 10)."""

import numpy as np

from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, mutated_problem, number_problem, unlike
from checks.lesson_10 import probes
from checks.lesson_10.bootstrap_interval import (
    confidence_cases,
    interval_cases,
    judge_interval,
    judge_resamples,
    resample_cases,
    scores_case,
)
from checks.lesson_10.exact_bootstrap import RESAMPLES, middle_half


def some_scores(rng: np.random.Generator, count: int) -> np.ndarray:
    """Draw distinct multiples of 1/8, most of them close together and one far below."""
    near = 400 + rng.choice(800, size=count, replace=False) / 8
    near[rng.integers(count)] = 20 + rng.integers(80) / 8
    return near


def middle_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw numbers of scores that four divides, and others."""
    counts = (8, 10, 5) + ((4, 7, 13, 41) if graded else ())
    return [scores_case(rng, some_scores(rng, count)) for count in counts]


def small_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Draw so few scores that nothing is cut off, and take scores that are all equal."""
    return [
        *(scores_case(rng, some_scores(rng, count)) for count in (1, 2, 3)),
        scores_case(rng, np.full(6, 500.0)),
    ]


def middle_suspects(scores: np.ndarray) -> Suspects:
    """Compute what the usual mistakes give."""
    ordered, n = np.sort(scores), len(scores)
    cut, up = n // 4, -(-n // 4)
    low, high = np.quantile(scores, [0.25, 0.75])
    eighth, half = n // 8, n // 2
    suspects = {
        "This is the mean of all scores.": scores.mean(),
        "This is the median.": np.median(scores),
        "The scores are not sorted before the ends are cut off.": scores[cut : n - cut].mean(),
        "An eighth is cut off at each end: a quarter is, so that half is left.": ordered[
            eighth : n - eighth
        ].mean(),
        "Only the lowest quarter is cut off: the highest one is, too.": ordered[cut:].mean(),
        "Only the highest quarter is cut off: the lowest one is, too.": ordered[: n - cut].mean(),
        "This is the mean of the two quartiles; it is the mean of the scores between them.": (
            low + high
        )
        / 2,
        "This is the interquartile range; it is the mean of what lies in it.": high - low,
        "Scores are replaced by the quartiles instead of being left out.": np.clip(
            scores, low, high
        ).mean(),
        "This is a sum: divide by the number of scores that are left.": ordered[
            cut : n - cut
        ].sum(),
        "The sum of the middle is divided by the number of all scores.": ordered[
            cut : n - cut
        ].sum()
        / n,
    }
    inside = scores[(scores >= low) & (scores <= high)]
    if len(inside):
        suspects[
            "What lies between the two quartiles is not a quarter cut off at each end where four "
            "does not divide the count: cut int(0.25 * n) scores from each end, rounded down, as "
            "trim_mean does."
        ] = inside.mean()
    if n > 2 * up:
        suspects["A quarter of the count is rounded down, not up."] = ordered[up : n - up].mean()
    if n > 2 * half:
        suspects["Half of the scores are cut off at each end: a quarter is."] = ordered[
            half : n - half
        ].mean()
    return suspects


def judge_middle(case: Case, record: Record) -> Problem | None:
    """Compare with the definition: sort, cut a quarter off each end, average."""
    scores = case["scores"]
    expected = float(middle_half(np.sort(scores)[None])[0])
    problem = number_problem(
        case["given"],
        record["value"],
        expected,
        unlike(middle_suspects(scores), expected),
        "The mean of the middle half: a quarter of the count, rounded down, is cut off each end of "
        "the sorted scores.",
    )
    return problem or mutated_problem(case["given"], record)


interquartile_mean = Exercise(
    "interquartile_mean",
    points=2,
    others=("bootstrap_interval",),
    properties=[
        Property(
            "the mean of the middle half",
            0.375,
            middle_cases,
            probes.middle,
            judge_middle,
            compare=1e-9,
        ),
        Property(
            "holds for a few scores and for equal ones",
            0.125,
            small_cases,
            probes.middle,
            judge_middle,
            compare=1e-9,
        ),
        Property(
            "the interval is the percentile bootstrap of that, at 95 %",
            0.25,
            interval_cases,
            probes.intervals,
            judge_interval,
        ),
        Property(
            "takes another confidence",
            0.125,
            confidence_cases,
            probes.intervals,
            judge_interval,
        ),
        Property(
            f"draws {RESAMPLES:,} resamples, from rng alone",
            0.125,
            resample_cases,
            probes.intervals,
            judge_resamples,
        ),
    ],
)
