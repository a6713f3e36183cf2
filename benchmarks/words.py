"""Format measurements in few characters, the same way for the table and the picture."""

import math

from benchmarks.runs import Summary
from helpers.plotting.words import number


def seconds_text(summary: Summary) -> str:
    """Format the median; ">" marks a lower bound."""
    return ("> " if summary.stopped else "") + number(summary.seconds, 3)


def ratio_text(summary: Summary) -> str:
    """Format how many times faster than the baseline the peer is."""
    if math.isnan(summary.ratio):
        return "–"
    return ("> " if summary.at_least else "") + number(float(f"{summary.ratio:.3g}")) + "×"


def count_text(value: float) -> str:
    """Format a number of steps with three digits."""
    for size, unit in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return number(float(f"{value / size:.3g}")) + unit
    return number(value) if value else "–"
