"""Record one call of a student's function as plain data."""

import copy
import random
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

CHECKS = str(Path(__file__).parents[1])
"""Folder of this package: an exception is quoted with a line from elsewhere, if there is one."""

MAX_TEXT = 500
MAX_DEPTH = 8
MAX_ITEMS = 100_000


def plain(value: Any, depth: int = 0) -> Any:
    """Turn a value into plain data that can be sent to the grader.

    Args:
        value: anything a student's function returned.
        depth: how deep inside a container the value lies.

    Returns:
        The same value with NumPy scalars as Python numbers and arrays copied; any other value
        becomes ``{"opaque": type name, "text": start of its repr}``.
    """
    if value is None or type(value) in (bool, float):
        return value
    if type(value) is int and abs(value) < 2**63:
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value.item()
    if type(value) is str:
        return value[: 20 * MAX_TEXT]
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return np.array(value)
    if depth < MAX_DEPTH and type(value) in (list, tuple, dict) and len(value) <= MAX_ITEMS:
        if type(value) is not dict:
            return type(value)(plain(item, depth + 1) for item in value)
        if all(type(key) is str for key in value):
            return {key: plain(item, depth + 1) for key, item in value.items()}
    return {"opaque": type(value).__name__, "text": short_repr(value)}


def short_repr(value: Any) -> str:
    """Return the start of ``repr(value)``, or a note if repr itself fails."""
    try:
        return repr(value)[:MAX_TEXT]
    except Exception as error:
        return f"<repr failed: {type(error).__name__}>"


def observe(function: Callable, *args: Any, **kwargs: Any) -> dict:
    """Call a function and record everything that a judge may ask for.

    Args:
        function: the student's function.
        *args: passed to it as they are.
        **kwargs: passed to it as they are.

    Returns:
        A record with ``value`` (plain data), ``raised`` (None, or type, text and line of the
        exception), ``warnings`` (their texts), ``mutated`` (which array, list or dict arguments
        changed, by position or name) and ``global_random`` (whether the call moved or reseeded
        NumPy's or Python's global generator).
    """
    record = {"value": None, "raised": None}
    inputs = {str(i): arg for i, arg in enumerate(args)} | kwargs
    inputs = {k: v for k, v in inputs.items() if isinstance(v, (list, dict, np.ndarray))}
    before = copy.deepcopy(inputs)
    generators = global_generators()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            record["value"] = plain(function(*args, **kwargs))
        except Exception as error:
            record["raised"] = describe(error)
    record["warnings"] = [str(w.message)[:MAX_TEXT] for w in caught[:5]]
    record["mutated"] = [k for k in inputs if not _equal(before[k], inputs[k])]
    record["global_random"] = generators != global_generators()
    return record


def describe(error: BaseException) -> dict:
    """Describe an exception as plain data: its type, its text and the line that raised it.

    Ray wraps an exception that a task raised. Its ``cause`` is the exception of the student's code;
    the line is known only in the other process.
    """
    cause = getattr(error, "cause", None)
    if type(error).__name__.startswith("RayTaskError") and isinstance(cause, Exception):
        error = cause.with_traceback(None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(CHECKS)] or frames
    return {
        "type": type(error).__name__,
        "text": str(error)[:MAX_TEXT],
        "line": (own[-1].line or "")[:MAX_TEXT] if own else "",
    }


def global_generators() -> tuple:
    """Return the states of NumPy's and Python's global generators."""
    name, keys, position, *_ = np.random.get_state(legacy=True)  # noqa: NPY002
    return name, keys.tobytes(), position, random.getstate()


def _equal(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
        return first.shape == second.shape and np.array_equal(first, second, equal_nan=True)
    if isinstance(first, dict) and isinstance(second, dict):
        return list(first) == list(second) and all(_equal(first[k], second[k]) for k in first)
    if isinstance(first, (list, tuple)) and isinstance(second, (list, tuple)):
        return len(first) == len(second) and all(map(_equal, first, second))
    try:
        return bool(first == second)
    except Exception:
        return first is second
