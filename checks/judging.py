"""Shared pieces of the judges: causes found by suspicion, and problems that every lesson has.

Throughout, ``given`` is the input in words, ``got`` what the student's code returned, and
``otherwise`` the cause that is named if no suspect fits. Suspects are tried in order.
"""

from typing import Any

import numpy as np

from checks.compare import as_number, same
from checks.framework import Case, Problem, Record
from checks.report import show

Suspects = dict[str, Any]
"""Maps a sentence that names a mistake to the value that this mistake would give."""

NOTHING = "The function returns nothing: is the `return` missing?"


def unlike(suspects: Suspects, expected: Any, tolerance: float = 1e-9) -> Suspects:
    """Drop the suspects that give the expected value, because they explain nothing."""
    return {cause: v for cause, v in suspects.items() if not same(v, expected, tolerance)}


def name_cause(got: Any, suspects: Suspects, otherwise: str, tolerance: float = 1e-9) -> str:
    """Name the mistake that would give exactly this value."""
    for cause, value in suspects.items():
        if same(got, value, tolerance):
            return cause
    return otherwise


def number_problem(
    given: str, got: Any, expected: float, suspects: Suspects, otherwise: str
) -> Problem | None:
    """Judge a function that should return a known number; None if it does."""
    if same(got, expected):
        return None
    if got is None:
        cause = NOTHING
    elif as_number(got) is None:
        cause = "Return one plain number."
    else:
        cause = name_cause(got, suspects, otherwise)
    return Problem(given, show(float(expected)), show(got), cause)


def array_problem(
    given: str,
    got: Any,
    expected: np.ndarray,
    suspects: Suspects,
    otherwise: str,
    tolerance: float = 1e-9,
) -> Problem | None:
    """Judge a function that should return a known array, up to a tolerance; None if it does."""
    if same(got, expected, tolerance):
        return None
    suspects = unlike(suspects, expected, tolerance)
    if got is None:
        cause = NOTHING
    elif not isinstance(got, np.ndarray):
        cause = name_cause(got, suspects, "Return a NumPy array.")
    else:
        cause = name_cause(got, suspects, otherwise)
        if cause == otherwise and got.shape != expected.shape:
            cause = f"The shape is {got.shape} and should be {expected.shape}: check the axes."
    return Problem(given, show(expected), show(got), cause)


def tuple_problem(
    given: str, got: Any, length: int, expected: str, otherwise: str
) -> Problem | None:
    """Judge a function that should return a tuple or list of some length; None if it does."""
    if isinstance(got, (tuple, list)) and len(got) == length:
        return None
    return Problem(given, expected, show(got), NOTHING if got is None else otherwise)


def global_random_problem(given: str, record: Record) -> Problem | None:
    """Judge whether code draws from, or seeds, a global random generator."""
    if not record.get("global_random"):
        return None
    return Problem(
        given,
        "no use of global randomness",
        "a global generator was used",
        "The global generator (np.random.… or random.…) is used or seeded: take the random "
        "numbers from what the function is given, so that the same seed gives the same result.",
    )


def mutated_problem(given: str, record: Record) -> Problem | None:
    """Judge whether code changes its inputs."""
    if not record.get("mutated"):
        return None
    return Problem(
        given,
        "inputs that are left as they were",
        "an input was changed",
        "An input is changed in place (+=, sort, an assignment into it): work on a copy.",
    )


def judge_left_alone(case: Case, record: Record) -> Problem | None:
    """Judge that the inputs are as they were, and nothing else."""
    return mutated_problem(case["given"], record)
