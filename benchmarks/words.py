"""Measurements in few characters, the same in the table and in the picture."""

import math

from benchmarks.runs import Summary
from helpers.plotting.words import number


def seconds_text(summary: Summary) -> str:
    """The median, marked where it is only a lower bound."""
    return ("> " if summary.stopped else "") + number(summary.seconds, 3)


def ratio_text(summary: Summary) -> str:
    """How many times faster than the baseline."""
    if math.isnan(summary.ratio):
        return "–"
    return ("> " if summary.at_least else "") + number(float(f"{summary.ratio:.3g}")) + "×"


def count_text(value: float) -> str:
    """A number of steps in three digits."""
    for size, unit in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return number(float(f"{value / size:.3g}")) + unit
    return number(value) if value else "–"
