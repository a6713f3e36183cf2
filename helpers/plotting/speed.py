"""What a wider environment gains in steps per second, and what more workers gain in speed-up."""

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FixedLocator, NullLocator

from helpers.plotting.style import (
    BLACK,
    BLUE,
    GREY,
    VERMILLION,
    colours,
    finish,
    in_style,
    new_axes,
)
from helpers.plotting.words import number, one_dimensional


@in_style
def throughput(
    rates: dict[str, Sequence[float]],
    widths: Sequence[int],
    baseline: float | None = None,
    title: str = "",
) -> None:
    """Draw steps per second against the width of a vector environment, on logarithmic axes.

    Args:
        rates: maps a name to steps per second, one number for each width.
        widths: numbers of sub-environments.
        baseline: steps per second of a single environment, drawn as a dashed line; None draws no
            line.
        title: title above the picture.

    Raises:
        ValueError: there is no line, a line and the widths differ in length, or a number is not
            positive.
    """
    if not rates:
        raise ValueError("rates is empty: give at least one name with its steps a second")
    widths = _positive(widths, "widths")
    figure, axes = new_axes(title=title)
    parts = []
    for (name, given), colour in zip(rates.items(), colours(len(rates)), strict=True):
        line = _positive(given, name)
        if len(line) != len(widths):
            raise ValueError(f"{name!r} has {len(line)} rates for {len(widths)} widths")
        axes.plot(widths, line, "o-", color=colour, linewidth=2, label=name)
        best = int(line.argmax())
        part = f"{name}: at most {_short(line[best])} at width {number(widths[best])}"
        parts.append(part + (f", {number(line[best] / baseline, 2)} times" if baseline else ""))
    if baseline is not None:
        axes.axhline(baseline, color=GREY, linestyle="--", linewidth=1.5, label="one by one")
        parts.append(f"one by one {_short(baseline)}")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.xaxis.set_major_locator(FixedLocator(list(widths)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_major_formatter(lambda value, _: _short(value))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(axis="y")
    axes.set_xlabel("width of the vector environment")
    axes.set_ylabel("steps a second")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    finish(figure, f"Steps a second: {'; '.join(parts)}.")


@in_style
def speedup_curve(
    speedup: dict[int, float], serial_fraction: float, workers: int = 64, title: str = ""
) -> None:
    """Draw measured speed-ups, the line of perfect speed-up, and Amdahl's law with its ceiling.

    Args:
        speedup: maps a number of workers to the measured speed-up.
        serial_fraction: the fraction in the fitted law, in [0, 1].
        workers: number of workers up to which the law is drawn.
        title: title above the picture.

    Raises:
        ValueError: nothing was measured, a speed-up is not positive, or the fraction is outside
            [0, 1].
    """
    if not speedup:
        raise ValueError("speedup is empty: give at least one count of workers")
    if not 0.0 <= serial_fraction <= 1.0:
        raise ValueError(f"serial_fraction is {serial_fraction}; it lies between 0 and 1")
    counts = _positive(sorted(speedup), "counts")
    measured = _positive([speedup[count] for count in sorted(speedup)], "speedup")
    figure, axes = new_axes(title=title)
    reach = np.geomspace(1, max(workers, counts[-1]), 200)
    law = 1 / (serial_fraction + (1 - serial_fraction) / reach)
    axes.plot(reach, reach, color=GREY, linestyle=":", linewidth=1.5, label="perfect")
    axes.plot(reach, law, color=BLUE, linewidth=2, label="Amdahl's law, fitted")
    axes.plot(counts, measured, "o", color=VERMILLION, markersize=8, zorder=3, label="measured")
    if serial_fraction > 0 and 1 / serial_fraction < 4 * reach[-1]:
        axes.axhline(1 / serial_fraction, color=BLACK, linestyle="--", linewidth=1, label="ceiling")
    axes.set_xscale("log", base=2)
    axes.set_yscale("log", base=2)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: number(value))
    axes.grid(axis="y")
    axes.set_xlabel("workers")
    axes.set_ylabel("speed-up")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    parts = [
        f"{number(value)} with {number(count)}"
        for count, value in zip(counts, measured, strict=True)
    ]
    ceiling = number(1 / serial_fraction) if serial_fraction > 0 else "none"
    finish(
        figure,
        f"Speed-up: {', '.join(parts)}. Fitted serial fraction {number(serial_fraction)}: "
        f"{number(law[-1])} with {number(reach[-1])} workers, ceiling {ceiling}.",
    )


def _positive(values: Sequence[float], name: str) -> np.ndarray:
    array = one_dimensional(values, name)
    if array.min() <= 0:
        raise ValueError(f"{name!r} holds a number that is not positive; the axis is logarithmic")
    return array


def _short(value: float) -> str:
    """Format a number in few characters, with k for thousands and M for millions."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{number(value / size, 2)} {letter}"
    return number(value, 2)
