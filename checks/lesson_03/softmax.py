"""Examine `softmax` (lesson 03)."""

import numpy as np

from checks.compare import same
from checks.framework import Case, Exercise, Problem, Property, Record
from checks.judging import array_problem, mutated_problem
from checks.lesson_03 import probes
from checks.report import show

SOFTMAX = "Each entry is exp(h) divided by the sum of all exp(h) of its row."


@np.errstate(over="ignore")
def right_shares(preferences: np.ndarray) -> np.ndarray:
    """Compute share i of each row as 1 over the sum of exp(h_j - h_i), which is never 0 / 0."""
    rows = np.asarray(preferences, dtype=float).reshape(-1, preferences.shape[-1])
    shares = [[1.0 / sum(np.exp(other - h) for other in row) for h in row] for row in rows]
    return np.array(shares).reshape(preferences.shape)


def _case(preferences: np.ndarray, words: str = "") -> Case:
    return {"given": words or f"preferences {show(preferences)}", "preferences": preferences}


def vector_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use logarithms of whole numbers plus a constant, and equal whole numbers."""
    shifts = {2: 0.0, 3: -4.0, 5: 2.0} | ({1: -9.0, 7: 30.0, 20: 0.5} if graded else {})
    found = []
    for count, shift in shifts.items():
        numbers = rng.choice(np.arange(1, 31), size=count, replace=False)
        found.append(_case(np.log(numbers) + shift))
    return [*found, _case(np.zeros(4, dtype=int))]


def batch_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use one row for each state; in a square array, a wrong axis does not change the shape."""
    found = []
    for shape in [(2, 3), (3, 3), (2, 4, 3)] + ([(5, 2), (1, 4), (2, 2, 2)] if graded else []):
        numbers = rng.permutation(np.arange(1.0, 1.0 + np.prod(shape))).reshape(shape)
        found.append(_case(np.log(numbers), f"preferences of shape {shape}"))
    return found


def extreme_cases(rng: np.random.Generator, graded: bool) -> list[Case]:
    """Use preferences of ±10,000, alone and beside small ones."""
    rows = {
        "preferences (10000, -10000)": [1e4, -1e4],
        "preferences (-10000, -10000, -10000)": [-1e4] * 3,
        "preferences (10000, 10000, 0)": [1e4, 1e4, 0.0],
        "preferences (10000, 9998)": [1e4, 9998.0],
        "preferences of two states, (10000, 0) and (-10000, -10000)": [[1e4, 0.0], [-1e4, -1e4]],
    }
    return [_case(np.array(preferences), words) for words, preferences in rows.items()]


@np.errstate(all="ignore")
def judge_shares(case: Case, record: Record) -> Problem | None:
    """Judge the shares against the slow specification."""
    h = np.asarray(case["preferences"], dtype=float)
    e = np.exp(h)
    suspects = {
        "This is exp(h): divide by the sum, so that the shares add to 1.": e,
        "The preferences are divided by their sum; it is their exponentials that are.": h
        / h.sum(axis=-1, keepdims=True),
        "The exponentials are divided by the largest one; divide by their sum.": e
        / e.max(axis=-1, keepdims=True),
        "The exponent has the wrong sign: a larger preference gets a larger share.": np.exp(-h)
        / np.exp(-h).sum(axis=-1, keepdims=True),
        "The largest preference gets everything; softmax leaves the others a share.": (
            h == h.max(axis=-1, keepdims=True)
        ).astype(float),
        "This is the logarithm of the shares.": h - np.log(e.sum(axis=-1, keepdims=True)),
        "This is the sigmoid of each preference by itself: the shares do not add to 1.": 1
        / (1 + np.exp(-h)),
        "The base is 2; it is e.": 2**h / (2**h).sum(axis=-1, keepdims=True),
    }
    if h.ndim > 1:
        suspects |= {
            "The sum runs over every axis: it is over the last one alone, axis=-1 with "
            "keepdims=True.": e / e.sum(),
            "The sum runs over the first axis: it is over the last one, axis=-1.": e
            / e.sum(axis=0, keepdims=True),
            "The sum runs over axis 1, which is the last one only for a matrix: axis=-1.": e
            / e.sum(axis=1, keepdims=True),
        }
    return array_problem(case["given"], record["value"], right_shares(h), suspects, SOFTMAX)


def judge_extreme(case: Case, record: Record) -> Problem | None:
    """Judge that the shares are finite, right and come without a warning."""
    value, expected = record["value"], right_shares(case["preferences"])
    if same(value, expected) and not record["warnings"]:
        return None
    got = show(value)
    rows = case["preferences"].ndim > 1
    if isinstance(value, np.ndarray) and not np.isfinite(value).all():
        cause = (
            "nan is 0 / 0 or inf / inf: exp(10000) overflows, and exp of -10000 everywhere sums "
            "to 0. The shares stay the same when the same number is taken off every preference."
        )
        if rows:
            cause += " Which number suits each row?"
    elif record["warnings"]:
        got += f" with the warning {record['warnings'][0]!r}"
        cause = "NumPy complains about an overflow or a division: exp must not see large numbers."
    elif isinstance(value, np.ndarray):
        cause = (
            "Only differences count, at 10,000 as well as at 0. Are large preferences clipped? "
            "Clipped ones are all equal."
        )
    else:
        cause = "Return a NumPy array."
    return Problem(case["given"], f"{show(expected)}, without a warning", got, cause)


def judge_left_alone(case: Case, record: Record) -> Problem | None:
    """Judge the shares, and that the array of preferences stays as it is."""
    return judge_shares(case, record) or mutated_problem(case["given"], record)


softmax = Exercise(
    "softmax",
    points=1,
    properties=[
        Property(
            "gives every preference its share of the exponentials",
            0.5,
            vector_cases,
            probes.shares,
            judge_shares,
            compare=1e-9,
        ),
        Property(
            "works along the last axis and leaves its input as it is",
            0.25,
            batch_cases,
            probes.shares,
            judge_left_alone,
            compare=1e-9,
        ),
        Property(
            "stays finite, without a warning, at ±10,000",
            0.25,
            extreme_cases,
            probes.shares,
            judge_extreme,
            compare=1e-9,
        ),
    ],
)
