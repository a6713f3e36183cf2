"""Helpers that most pictures share: format numbers in few characters, and validate data."""

from typing import Any

import numpy as np


def number(value: float, digits: int = 3) -> str:
    """Format a number with about this many digits; only from a million on with an exponent."""
    value = float(value)
    if not np.isfinite(value) or abs(value) >= 1e6:
        return f"{value:.{digits}g}"
    if value == 0.0:
        return "0"
    places = max(0, digits - 1 - int(np.floor(np.log10(abs(value)))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plus_minus(value: float, error: float) -> str:
    """Format a value with its error: two digits of the error, the value to the same place.

    Args:
        value: finite.
        error: at least 0; if it is nan, only the value is given.
    """
    if np.isnan(error):
        return number(value)
    if error == 0.0 or not 1e-6 < error < 1e6:
        return f"{number(value)} ± {number(error, 2)}"
    places = max(0, 1 - int(np.floor(np.log10(error))))
    return f"{value:.{places}f} ± {error:.{places}f}"


def one_dimensional(values: Any, name: str, *, finite: bool = True) -> np.ndarray:
    """Convert values to a float array of shape (n,), n at least 1.

    Args:
        values: the caller's values.
        name: name of the argument or the group, for the error message.
        finite: whether to refuse nan and infinity.

    Raises:
        ValueError: the values are not numbers, empty, not one-dimensional, or not finite.
    """
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} holds something other than numbers") from None
    if array.ndim != 1:
        raise ValueError(f"{name!r} has shape {array.shape}; give a list of numbers, shape (n,)")
    if not array.size:
        raise ValueError(f"{name!r} is empty; give at least one number")
    if finite and not np.isfinite(array).all():
        raise ValueError(f"{name!r} holds nan or infinity; leave those values out")
    return array
