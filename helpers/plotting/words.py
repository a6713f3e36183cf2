"""What several pictures share: numbers in few characters, and data that is checked."""

from typing import Any

import numpy as np


def number(value: float, digits: int = 3) -> str:
    """A number with about so many digits, never in powers of ten below a million."""
    value = float(value)
    if not np.isfinite(value) or abs(value) >= 1e6:
        return f"{value:.{digits}g}"
    if value == 0.0:
        return "0"
    places = max(0, digits - 1 - int(np.floor(np.log10(abs(value)))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plus_minus(value: float, error: float) -> str:
    """A value with its error: the error in two digits, the value to the same decimal place.

    Args:
        value: finite.
        error: at least 0; a nan is left out.
    """
    if np.isnan(error):
        return number(value)
    if error == 0.0 or not 1e-6 < error < 1e6:
        return f"{number(value)} ± {number(error, 2)}"
    places = max(0, 1 - int(np.floor(np.log10(error))))
    return f"{value:.{places}f} ± {error:.{places}f}"


def one_dimensional(values: Any, name: str, *, finite: bool = True) -> np.ndarray:
    """Values as a float array of shape (n,), n at least 1.

    Args:
        values: what a caller gave.
        name: of the argument or the group, for the message.
        finite: whether nan and infinity are refused.

    Raises:
        ValueError: no numbers, none at all, not one-dimensional, or not finite.
    """
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} holds something else than numbers") from None
    if array.ndim != 1:
        raise ValueError(f"{name!r} has shape {array.shape}; give a list of numbers, shape (n,)")
    if not array.size:
        raise ValueError(f"{name!r} is empty; give at least one number")
    if finite and not np.isfinite(array).all():
        raise ValueError(f"{name!r} holds nan or infinity; leave those values out")
    return array
