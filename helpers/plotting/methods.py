"""Methods side by side: a score with its interval for each, and scores against their cost."""

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import FixedLocator, NullLocator

from helpers.plotting.style import GREY, PALETTE, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

Interval = tuple[float, float, float]
"""A middle value, and the low and the high end of its interval."""


@in_style
def intervals(
    rows: dict[str, Interval],
    xlabel: str = "interquartile mean of the returns",
    title: str = "",
    right: float | None = None,
) -> None:
    """Draw one dot per row, with its interval as a bar.

    Args:
        rows: maps a name, from top to bottom, to (middle, low, high).
        xlabel: label of the x-axis: what is measured.
        title: title above the picture.
        right: value of a dashed line, at which the middles should be; None draws no line.

    Raises:
        ValueError: there is no row, a number is not finite, or low is above high.
    """
    if not rows:
        raise ValueError("rows is empty: give at least one name with (middle, low, high)")
    checked = {name: _interval(given, name) for name, given in rows.items()}
    figure, axes = new_axes(height=1.0 + 0.5 * len(rows), title=title)
    for row, ((middle, low, high), colour) in enumerate(
        zip(checked.values(), colours(len(rows)), strict=True)
    ):
        axes.plot([low, high], [row, row], color=colour, linewidth=9, alpha=0.35)
        axes.plot(middle, row, "o", color=colour, markersize=8, markeredgecolor="white", zorder=3)
        axes.annotate(
            f"{number(middle)}  [{number(low)}, {number(high)}]",
            (1.01, row),
            xycoords=("axes fraction", "data"),
            va="center_baseline",
        )
    if right is not None:
        axes.axvline(right, color=GREY, linestyle="--", linewidth=1, zorder=1)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.05)
    axes.grid(axis="x")
    axes.set_xlabel(xlabel)
    parts = [
        f"{name}: {number(middle)} [{number(low)}, {number(high)}]"
        for name, (middle, low, high) in checked.items()
    ]
    finish(figure, "; ".join(parts) + ".")


@in_style
def cost_curves(
    curves: dict[str, Sequence[tuple[float, float, float, float]]],
    xlabel: str = "budget (environment steps)",
    ylabel: str = "interquartile mean",
    target: float | None = None,
    title: str = "",
) -> None:
    """Draw what each method reaches against its cost, with intervals as bands.

    Args:
        curves: maps the name of a method to its points, each (cost, middle, low, high).
        xlabel: label of the logarithmic x-axis: what the cost is.
        ylabel: label of the y-axis: what the middles are.
        target: value of a dashed line; None draws no line.
        title: title above the picture.

    Raises:
        ValueError: there is no method, a method has no point, a cost is not positive, a number is
            not finite, or low is above high.
    """
    if not curves:
        raise ValueError("curves is empty: give at least one method with its points")
    figure, axes = new_axes(height=3.4, title=title)
    parts, costs = [], set()
    for (name, points), colour, marker in zip(
        curves.items(), colours(len(curves)), _markers(len(curves)), strict=True
    ):
        if not len(points):
            raise ValueError(f"{name!r} has no point; give at least one (cost, middle, low, high)")
        for point in points:
            _interval(point[1:], name)
        cost, middle, low, high = np.array(sorted(points), dtype=float).T
        if not np.isfinite(cost).all() or cost.min() <= 0:
            raise ValueError(f"a cost of {name!r} is not positive; its axis is logarithmic")
        axes.fill_between(cost, low, high, color=colour, alpha=0.12, linewidth=0)
        axes.plot(cost, middle, marker=marker, color=colour, linewidth=2, label=name)
        costs.update(cost)
        part = f"{name}: {number(middle[0])} → {number(middle[-1])}"
        if target is not None:
            reached = cost[middle >= target]
            part += f", {number(target)} at {number(reached[0], 6)}" if len(reached) else ""
        parts.append(part)
    if target is not None:
        label = f"target {number(target)}"
        axes.axhline(target, color=GREY, linestyle="--", linewidth=1, zorder=1, label=label)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(FixedLocator(sorted(costs)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    first, last = (number(cost, 6) for cost in (min(costs), max(costs)))
    finish(figure, f"From {first} to {last}: {'; '.join(parts)}. Bands: the intervals.")


def _interval(given: Sequence[float], name: str) -> Interval:
    middle, low, high = one_dimensional(given, name)
    if low > high:
        raise ValueError(f"{name!r} has low above high; give (middle, low, high)")
    return float(middle), float(low), float(high)


def _markers(count: int) -> list[str]:
    """Return marker shapes, which tell methods apart for readers who cannot rely on colour."""
    shapes = ["o", "s", "^", "D", "v", "P"]
    return [shapes[i % len(PALETTE)] for i in range(count)]
