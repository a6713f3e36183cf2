"""Write the report of a check, which is all that a student reads of it."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

WIDTH = 96

NOTHING_OR_PRINTED = (
    "The function returns nothing: is the `return` missing (or a print in its place)?"
)
STUB = "The cell above still raises NotImplementedError: write your answer there and run it."


def show(value: Any, digits: int = 6) -> str:
    """Describe a value briefly: round numbers, give long arrays by shape and first entries."""
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
    """Return a problem as four labelled paragraphs: given, expected, got, cause."""
    rows = ("given", problem.given), ("expected", problem.expected), ("got", problem.got)
    lines = []
    for label, text in (*rows, ("cause", problem.cause)):
        lead = f"    {label:<9} "
        lines += textwrap.wrap(
            text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)
        ) or [lead]
    return "\n".join(lines)


def render(exercise, outcomes: Sequence) -> str:
    """Return the report: a tick or a cross for each property, and what went wrong."""
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


CAUSES = {
    "RanPastTheEnd": "The loop does not notice the end: an episode is over when it is "
    "terminated or truncated, whichever comes first.",
    "NeverResetError": "`reset` was never called: it begins an episode.",
    "NoObservationError": "The policy gets the observation alone: `reset` returns (observation, "
    "info), two values.",
    "NameError": "A name is used that this notebook does not define (yet): run the cells above "
    "from the top, or look for a typing mistake.",
    "UnboundLocalError": "A variable is used before it has a value: set it before the loop.",
    "TypeError": "A value of another type than expected was used: print the types of what goes "
    "in; `reset` returns (observation, info), `step` returns five values.",
    "AttributeError": "A value is not what the code takes it for: print its type.",
    "IndexError": "An index runs past the end: count from 0 and look at the shapes.",
    "KeyError": "A key is asked for that the dict does not have: print its keys.",
    "ValueError": "Shapes or counts do not fit: print the shapes of what goes in, and count "
    "the values that `reset` (two) and `step` (five) return.",
    "ZeroDivisionError": "Something is divided by zero: think of the empty and the one-element "
    "case.",
    "RecursionError": "The function calls itself without an end.",
    "Lost": "The function does not come back: look for a loop that has no end, or one that takes "
    "far more steps than the task needs.",
    "ImportError": "A module could not be imported; the message says why.",
}


def likely_cause(raised: dict) -> str:
    """Return a sentence on the likeliest cause of an exception."""
    return CAUSES.get(
        raised["type"], "Your code raised; read the last line of the message and run it by hand."
    )


def quoted_cause(raised: dict, causes: dict[str, str]) -> str | None:
    """Return the first cause whose words occur in an exception's type or text, or None.

    Args:
        raised: the type and text of the exception.
        causes: words to the cause that they point to.
    """
    text = f"{raised['type']}: {raised['text']}"
    return next((cause for words, cause in causes.items() if words in text), None)
