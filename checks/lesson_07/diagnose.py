"""Examine diagnose (lesson 07): the magnitudes of weights and update."""

from dataclasses import replace

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import Suspects, judge_left_alone, name_cause
from checks.lesson_07 import probes
from checks.lesson_07.compute_action import random_policy
from checks.report import show
from helpers.policies import PolicyDict


def right_diagnosis(mean: PolicyDict, new: PolicyDict) -> dict:
    """Compute the norms by their definition, as roots of sums of squares."""

    def magnitudes(weights: list[float], update: list[float]) -> dict:
        size, step = (float(np.sqrt(sum(x * x for x in xs))) for xs in (weights, update))
        ratio = 0.0 if step == 0.0 else float("inf") if size == 0.0 else step / size
        return {"weights": size, "update": step, "ratio": ratio}

    parts = {key: (mean[key].ravel(), (new[key] - mean[key]).ravel()) for key in mean}
    rows = {key: magnitudes(*map(list, pair)) for key, pair in parts.items()}
    everything = (list(np.concatenate(column)) for column in zip(*parts.values(), strict=True))
    return rows | {"overall": magnitudes(*everything)}


def _diagnosis_case(mean: PolicyDict, new: PolicyDict, words: str) -> Case:
    causes = {
        "ZeroDivisionError": "The first update starts at all zeros: ask before you divide.",
        "ValueError": "The shapes do not fit: treat one array at a time, and flatten the arrays "
        "(ravel) before you put them together.",
    }
    return {"given": words, "mean_policy": mean, "new_mean_policy": new, "causes": causes}


def diagnosis_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make policies of several sizes and updates of several lengths."""
    found = []
    for sizes in [(4, 10), (2, 3)] + ([(1, 5), (7, 2)] if graded else []):
        mean, step = random_policy(rng, *sizes), random_policy(rng, *sizes)
        scale = float(rng.choice([0.01, 0.1, 3.0]))
        new = {key: mean[key] + scale * step[key] for key in mean}
        words = f"a policy with {sizes[0]} inputs and {sizes[1]} hidden units before and after"
        found.append(_diagnosis_case(mean, new, words))
    return found


@np.errstate(all="ignore")
def _number_suspects(old: np.ndarray, new: np.ndarray, what: str) -> Suspects:
    step, x = new - old, {"weights": old, "update": new - old}.get(what)
    norm = np.linalg.norm
    if what == "ratio":
        return {
            "The ratio is upside down: it is the update over the weights.": norm(old) / norm(step),
            "The ratio is taken to the new weights; here it is to the old ones.": norm(step)
            / norm(new),
            "The ratio of the squares: take the root first.": norm(step) ** 2 / norm(old) ** 2,
            "This is the mean of the ratios of single weights.": float(np.mean(np.abs(step / old))),
        }
    suspects = {
        "This is the norm of the new weights; it is the old ones' that counts.": norm(new),
        "This is the square of the norm: take the root.": norm(x) ** 2,
        "This is the sum of the absolute values; the norm is the root of the sum of the "
        "squares.": np.abs(x).sum(),
        "This is the largest absolute value, not the norm.": np.abs(x).max(),
        "This is the mean absolute value, not the norm.": np.abs(x).mean(),
        "This is the root of the mean of the squares; the norm takes their sum.": float(
            np.sqrt(np.mean(x**2))
        ),
        "This is the standard deviation, not the norm.": x.std(),
        "The new and the old weights' norms are subtracted; it is the norm of the "
        "difference.": norm(new) - norm(old),
    }
    if x.ndim == 2:
        suspects["This is the largest singular value; the norm is over all entries."] = norm(x, 2)
    return suspects


def _row_problem(case: Case, value: object, row: str, mean, new) -> Problem | None:
    expected = right_diagnosis(case["mean_policy"], case["new_mean_policy"])[row]
    got = value.get(row) if isinstance(value, dict) else None
    if not isinstance(got, dict) or set(got) != set(expected):
        return Problem(
            case["given"],
            f"the rows {[*case['mean_policy'], 'overall']}, each with {list(expected)}",
            show(value) if not isinstance(got, dict) else f"{row} with the keys {sorted(got)}",
            "Return a dict of dicts: a row for each array and one called 'overall', each with "
            "'weights', 'update' and 'ratio'.",
        )
    for what, number in expected.items():
        if not same(got[what], number):
            return Problem(
                case["given"],
                f"{row}: {what} = {show(number)}",
                show(got[what]),
                name_cause(
                    got[what],
                    _number_suspects(mean, new, what) if mean is not None else {},
                    "A norm is the root of the sum of the squares, here over all numbers of the "
                    "row; the ratio is update over weights.",
                ),
            )
    return None


def judge_rows(case: Case, record: Record) -> Problem | None:
    """Judge the row of each array."""
    mean, new = case["mean_policy"], case["new_mean_policy"]
    problems = (_row_problem(case, record["value"], key, mean[key], new[key]) for key in mean)
    return next((problem for problem in problems if problem is not None), None)


def judge_overall(case: Case, record: Record) -> Problem | None:
    """Judge the row for all numbers together."""
    problem = _row_problem(case, record["value"], "overall", None, None)
    if problem is None or not isinstance(record["value"].get("overall"), dict):
        return problem
    rows = right_diagnosis(case["mean_policy"], case["new_mean_policy"])
    parts = [rows[key] for key in case["mean_policy"]]
    overall = record["value"]["overall"]
    if same(overall, {k: sum(part[k] for part in parts) for k in overall}) or same(
        overall.get("weights"), sum(part["weights"] for part in parts)
    ):
        cause = "Norms do not add up: the squares do. Take the norm of all numbers together."
    elif same(overall.get("weights"), np.mean([part["weights"] for part in parts])):
        cause = "This is the mean of the rows; take the norm of all numbers together."
    elif same(overall.get("ratio"), np.mean([part["ratio"] for part in parts])):
        cause = "This is the mean of the ratios; divide the overall norms."
    else:
        return problem
    return replace(problem, cause=cause)


def zero_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Make a first update from all zeros that leaves one array alone, and an update of nothing."""
    new = random_policy(rng, 2, 3)
    zeros = {key: np.zeros_like(value) for key, value in new.items()}
    new["biases1"] = np.zeros(3)
    return [
        _diagnosis_case(zeros, new, "the first update, from all zeros; biases1 stays at zero"),
        _diagnosis_case(new, new, "an update that changes nothing"),
    ]


def judge_zeros(case: Case, record: Record) -> Problem | None:
    """Judge that the ratio is inf for a step from zero and 0.0 for no step, without a warning."""
    words = "the ratio is inf where only the weights are 0, and 0.0 where nothing moved"
    problem = judge_rows(case, record) or _row_problem(case, record["value"], "overall", None, None)
    if problem is not None:
        cause = f"Look at the division by zero, and ask before you divide: {words}."
        return replace(problem, cause=cause)
    if record["warnings"]:
        cause = f"NumPy divides by zero and complains: ask before you divide: {words}."
        return Problem(case["given"], "no warning", record["warnings"][0], cause)
    return None


diagnose = Exercise(
    "diagnose",
    points=2,
    properties=[
        Property(
            "norms of weights and update, and their ratio, for each array",
            0.5,
            diagnosis_cases,
            probes.diagnosis,
            judge_rows,
        ),
        Property(
            "the same for all numbers together",
            0.25,
            diagnosis_cases,
            probes.diagnosis,
            judge_overall,
            compare=1e-9,
        ),
        Property(
            "a ratio for weights of zero: inf, or 0.0 where nothing moved, without a warning",
            0.125,
            zero_cases,
            probes.diagnosis,
            judge_zeros,
        ),
        Property(
            "leaves the policies as they are",
            0.125,
            diagnosis_cases,
            probes.diagnosis,
            judge_left_alone,
        ),
    ],
)
