"""The words of a check: what the student reads."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

WIDTH = 96

STUB = "The cell above still raises NotImplementedError: write your answer there and run it."


def show(value: Any, digits: int = 6) -> str:
    """A value in few characters: numbers rounded, long arrays by shape and first numbers."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    if isinstance(value, np.ndarray):
        if value.size <= 12:
            return np.array2string(value, precision=4, suppress_small=True, separator=", ")
        first = np.array2string(value.ravel()[:4], precision=4, separator=", ")
        return f"an array of shape {value.shape} that begins {first}"
    if isinstance(value, dict) and "opaque" in value:
        return f"an object of type {value['opaque']}"
    if isinstance(value, dict):
        inside = ", ".join(f"{key}: {show(item)}" for key, item in list(value.items())[:6])
        return "{" + inside + "}"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(show(item) for item in value[:8]) + (", …" if len(value) > 8 else "")
        return f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    return repr(value)[:200]


def explain(problem) -> str:
    """A problem in four labelled lines."""
    rows = ("given", problem.given), ("expected", problem.expected), ("got", problem.got)
    lines = []
    for label, text in (*rows, ("cause", problem.cause)):
        lead = f"    {label:<9} "
        lines += textwrap.wrap(
            text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)
        ) or [lead]
    return "\n".join(lines)


def render(exercise, outcomes: Sequence) -> str:
    """The report of a check: a tick or a cross a property, then what went wrong."""
    held = sum(outcome.problem is None for outcome in outcomes)
    total = len(exercise.properties)
    if held == total:
        head = f"{exercise.name}: all {total if total > 1 else 'its'} properties hold."
    elif held == 0 and len(outcomes) == 1 and total > 1:
        head = f"{exercise.name}: the first property fails; the others wait for it."
    else:
        head = f"{exercise.name}: {held} of {total} properties hold."
    lines = [head]
    for outcome in outcomes:
        if outcome.problem is None:
            lines.append(f"  ✓ {outcome.property.title}")
        elif outcome.problem.cause == STUB:
            return f"{exercise.name}: not answered yet.\n  ✗ {STUB}"
        else:
            lines.append(f"  ✗ {outcome.property.title}")
            lines.append(explain(outcome.problem))
    return "\n".join(lines)
