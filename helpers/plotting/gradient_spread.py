"""How far estimates of one number lie from each other, and from the truth."""

from collections.abc import Mapping, Sequence

import numpy as np

from helpers.plotting.style import BLACK, GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

BINS = 48


@in_style
def gradient_spread(
    groups: Mapping[str, Sequence[float]],
    truth: float | None = None,
    xlabel: str = "estimate",
    title: str = "",
) -> None:
    """Draw a histogram a row, with the mean and one standard deviation to both sides.

    Args:
        groups: name of a row, top to bottom, to its estimates, shape (n,), n at least 2.
        truth: what is estimated, a dashed line; None draws none.
        xlabel: what the estimates are.
        title: over the picture.

    Raises:
        ValueError: there is no group, or one has fewer than two numbers or one not finite.
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
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
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
    finish(figure, _summary(samples, truth))


def _summary(samples: dict[str, np.ndarray], truth: float | None) -> str:
    parts = [
        f"{name}: mean {number(values.mean())}, standard deviation {number(values.std())}"
        for name, values in samples.items()
    ]
    tail = "" if truth is None else f" The truth is {number(truth)}."
    return "; ".join(parts) + "." + tail
