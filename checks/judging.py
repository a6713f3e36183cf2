"""What judges of several lessons share: causes by suspicion, and two problems every lesson has."""

from typing import Any

import numpy as np

from checks.compare import as_number, same
from checks.framework import Problem, Record
from checks.report import show

Suspects = dict[str, Any]
"""A sentence that names a mistake, to the value which that mistake would give."""


def name_cause(got: Any, suspects: Suspects, otherwise: str, tolerance: float = 1e-9) -> str:
    """The cause whose mistake would give this very value.

    Args:
        got: what came back.
        suspects: tried in order.
        otherwise: said when no suspect fits.
        tolerance: of the comparison.
    """
    for cause, value in suspects.items():
        if same(got, value, tolerance):
            return cause
    return otherwise


def number_problem(
    given: str, got: Any, expected: float, suspects: Suspects, otherwise: str
) -> Problem | None:
    """The problem of a function that should return a known number; None where it does."""
    if same(got, expected):
        return None
    if got is None:
        cause = "The function returns nothing: is the `return` missing?"
    elif as_number(got) is None:
        cause = "Return one plain number."
    else:
        cause = name_cause(got, suspects, otherwise)
    return Problem(given, show(float(expected)), show(got), cause)


def array_problem(
    given: str, got: Any, expected: np.ndarray, suspects: Suspects, otherwise: str
) -> Problem | None:
    """The problem of a function that should return a known array; None where it does."""
    if same(got, expected):
        return None
    if got is None:
        cause = "The function returns nothing: is the `return` missing?"
    elif not isinstance(got, np.ndarray):
        cause = "Return a NumPy array."
    else:
        cause = name_cause(got, suspects, otherwise)
        if cause == otherwise and got.shape != expected.shape:
            cause = f"The shape is {got.shape} and should be {expected.shape}: check the axes."
    return Problem(given, show(expected), show(got), cause)


def global_random_problem(given: str, record: Record) -> Problem | None:
    """The problem of code that draws from, or seeds, a global random generator."""
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
    """The problem of code that changes what it was given."""
    if not record.get("mutated"):
        return None
    return Problem(
        given,
        "inputs that are left as they were",
        "an input was changed",
        "An input is changed in place (+=, sort, an assignment into it): work on a copy.",
    )
