"""Histograms: how far estimates scatter, and how shaping the returns changes their distribution."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy

from helpers.plotting.style import BLACK, GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

SPREAD_BINS, SHAPE_BINS = 48, 24


@in_style
def gradient_spread(
    groups: Mapping[str, Sequence[float]],
    truth: float | None = None,
    xlabel: str = "estimate",
    title: str = "",
) -> None:
    """Draw one histogram per row, with its mean and one standard deviation to either side.

    Args:
        groups: maps the name of a row, from top to bottom, to its estimates, shape (n,), n at
            least 2.
        truth: the value that is estimated, drawn as a dashed line; None draws no line.
        xlabel: label of the x-axis: what is estimated.
        title: title above the picture.

    Raises:
        ValueError: there is no group, a group has fewer than two numbers, or a number is not
            finite.
    """
    if not groups:
        raise ValueError("groups is empty: give at least one name with its estimates")
    samples = {name: one_dimensional(values, name) for name, values in groups.items()}
    for name, values in samples.items():
        if len(values) < 2:
            raise ValueError(f"{name!r} has one estimate; a spread needs at least two")
    figure, axes = new_axes(height=1.2 + 0.72 * len(samples), title=title)
    every = np.concatenate(list(samples.values()))
    low, high = np.quantile(every, [0.002, 0.998])
    edges = np.linspace(low, high if high > low else low + 1.0, SPREAD_BINS + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    for row, (values, colour) in enumerate(
        zip(samples.values(), colours(len(samples)), strict=True)
    ):
        counts, _ = np.histogram(values, edges)
        heights = 0.62 * counts / max(1, counts.max())
        axes.fill_between(
            middles, row, row - heights, color=colour, alpha=0.35, linewidth=0, step="mid"
        )
        mean, spread = values.mean(), values.std()
        axes.errorbar(
            mean,
            row + 0.12,
            xerr=spread,
            fmt="D",
            color=colour,
            markersize=6,
            markeredgecolor="white",
            elinewidth=2.5,
            capsize=4,
            zorder=3,
        )
        axes.annotate(
            f"{number(mean)}, {number(spread)}",
            (1.01, row),
            xycoords=("axes fraction", "data"),
            va="center_baseline",
        )
    axes.annotate("mean, std", (1.01, 1.02), xycoords="axes fraction", fontsize=8.5, color=GREY)
    if truth is not None:
        axes.axvline(truth, color=BLACK, linestyle="--", linewidth=1.2, zorder=2)
        axes.annotate(
            f"truth {number(truth)}",
            (truth, 0.0),
            xycoords=("data", "axes fraction"),
            xytext=(4, 3),
            textcoords="offset points",
            fontsize=9,
        )
    axes.set_yticks(range(len(samples)), list(samples))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(samples) - 0.5, -0.75)
    axes.set_xlim(edges[0], edges[-1])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_xlabel(xlabel)
    finish(figure, _spread_summary(samples, truth))


def _spread_summary(samples: dict[str, np.ndarray], truth: float | None) -> str:
    parts = [
        f"{name}: mean {number(values.mean())}, standard deviation {number(values.std())}"
        for name, values in samples.items()
    ]
    tail = "" if truth is None else f" The truth is {number(truth)}."
    return "; ".join(parts) + "." + tail


@in_style
def fitness_shapes(panels: dict[str, Sequence[float]]) -> None:
    """Draw histograms side by side, each with the normal curve of its mean and deviation.

    Args:
        panels: maps a name to values, shape (n,), not all equal: the returns of the same members,
            shaped in several ways.

    Raises:
        ValueError: there is no panel, or a panel's values are empty, not one-dimensional, not
            finite or all equal.
    """
    if not panels:
        raise ValueError("panels is empty: give at least one name with its values")
    samples = {name: one_dimensional(values, name) for name, values in panels.items()}
    if flat := [name for name, values in samples.items() if np.ptp(values) == 0.0]:
        raise ValueError(f"{flat[0]!r} holds only equal values, which have no shape")
    figure, first = new_axes(height=2.9)
    first.remove()
    parts = []
    for i, ((name, values), colour) in enumerate(
        zip(samples.items(), colours(len(samples)), strict=True)
    ):
        axes = figure.add_subplot(1, len(samples), i + 1)
        axes.set_title(name)
        heights, edges, _ = axes.hist(values, SHAPE_BINS, density=True, color=colour, alpha=0.75)
        mean, deviation = values.mean(), values.std()
        x = np.linspace(*edges[[0, -1]], 200)
        axes.plot(x, scipy.stats.norm.pdf(x, mean, deviation), color=BLACK, linewidth=1.5)
        axes.set_ylim(0, 1.05 * max(heights.max(), scipy.stats.norm.pdf(0) / deviation))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        skewness = float(np.mean(((values - mean) / deviation) ** 3))
        parts.append(
            f"{name}: mean {number(np.round(mean, 9))}, standard deviation {number(deviation)}, "
            f"skewness {number(np.round(skewness, 9))}"
        )
    finish(figure, "; ".join(parts) + " (line: a normal distribution, whose skewness is 0).")
