"""Compare a result with the expected one, strictly as data."""

from typing import Any

import numpy as np

Number = (bool, int, float)
NUMERIC = "biuf"
"""Kinds of arrays that hold real numbers."""


def same(got: Any, expected: Any, tolerance: float = 1e-9) -> bool:
    """Return whether two pieces of plain data agree; never raise.

    Numbers agree within the tolerance, and a nan agrees with a nan. An int agrees with an equal
    float. Lists and tuples of the same length agree item by item; arrays must have equal shapes.

    Args:
        got: a student's result, any plain data.
        expected: plain data.
        tolerance: relative and absolute.
    """
    if isinstance(expected, np.ndarray):
        if not isinstance(got, np.ndarray) or got.shape != expected.shape:
            return False
        if got.dtype.kind not in NUMERIC:
            return False
        first, second = got.astype(float), expected.astype(float)
        return bool(np.allclose(first, second, rtol=tolerance, atol=tolerance, equal_nan=True))
    if isinstance(expected, Number):
        number = as_number(got)
        if number is None:
            return False
        return bool(np.isclose(number, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() == expected.keys()
            and all(same(got[key], expected[key], tolerance) for key in expected)
        )
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(expected)
            and all(same(g, e, tolerance) for g, e in zip(got, expected, strict=True))
        )
    return type(got) is type(expected) and got == expected


def as_number(value: Any) -> float | None:
    """Return a number or a 0-d array as a float, and None for anything else."""
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind in NUMERIC:
        value = value.item()
    if not isinstance(value, Number):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def as_index(value: Any) -> int | None:
    """Return a whole number, such as an action or a count, as an int, and None otherwise."""
    number = as_number(value)
    return int(number) if number is not None and number.is_integer() else None
