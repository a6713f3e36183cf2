"""One dot per episode and one row per group: the whole sample, not only its mean."""

from collections.abc import Sequence

import numpy as np

from helpers.plotting.style import BLACK, GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional, plus_minus

GOLDEN = 0.618033988749895
CLOUD, MEAN = -0.1, 0.3
"""Heights within a row, downwards: the centre of the dots, and the mean below them."""


@in_style
def strip_plot(groups: dict[str, Sequence[float]], title: str = "", xlabel: str = "return") -> None:
    """Draw one dot per value, and each group's mean with its standard error.

    Args:
        groups: maps the name of a row, from top to bottom, to its values, shape (n,), n at least
            1.
        title: title above the picture.
        xlabel: label of the x-axis: what the values are.

    Raises:
        ValueError: there is no group, or a group is empty, not one-dimensional or not finite.
    """
    if not groups:
        raise ValueError("groups is empty: give at least one name with its values")
    samples = {name: one_dimensional(values, name) for name, values in groups.items()}
    figure, axes = new_axes(height=1.1 + 0.75 * len(samples), title=title)
    low = min(values.min() for values in samples.values())
    high = max(values.max() for values in samples.values())
    for row, (values, colour) in enumerate(
        zip(samples.values(), colours(len(samples)), strict=True)
    ):
        heights = row + CLOUD + _spread(values, low, high)
        axes.scatter(values, heights, s=18, color=colour, alpha=0.55, linewidths=0, zorder=2)
        mean, error = _mean_and_error(values)
        axes.errorbar(
            mean,
            row + MEAN,
            xerr=None if np.isnan(error) else error,
            fmt="D",
            color=BLACK,
            markersize=5,
            markeredgecolor="white",
            capsize=4,
            zorder=3,
        )
        axes.annotate(
            plus_minus(mean, error),
            (1.01, row),
            xycoords=("axes fraction", "data"),
            va="center_baseline",
        )
    axes.annotate(
        "mean ± standard error", (1.01, 1.02), xycoords="axes fraction", fontsize=8.5, color=GREY
    )
    axes.set_yticks(range(len(samples)), list(samples))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(samples) - 0.45, -0.55)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_xlabel(xlabel)
    finish(figure, _summary(samples))


def _spread(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return offsets in rows, wide where many values lie close together; always the same ones."""
    edges = np.linspace(low, high if high > low else low + 1.0, 41)
    bins = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 39)
    counts = np.bincount(bins, minlength=40)
    offsets = np.empty(len(values))
    for i in np.flatnonzero(counts):
        shuffled = np.argsort(np.argsort(np.modf(GOLDEN * np.arange(counts[i]))[0]))
        even = (shuffled - (counts[i] - 1) / 2) / counts[i]
        offsets[bins == i] = 0.54 * np.sqrt(counts[i] / counts.max()) * even
    return offsets


def _mean_and_error(values: np.ndarray) -> tuple[float, float]:
    mean = float(values.mean())
    if len(values) == 1:
        return mean, float("nan")
    return mean, float(values.std(ddof=1) / np.sqrt(len(values)))


def _summary(samples: dict[str, np.ndarray]) -> str:
    parts = []
    for name, values in samples.items():
        mean = plus_minus(*_mean_and_error(values))
        low, high = number(values.min()), number(values.max())
        span = f"at {low}" if low == high else f"from {low} to {high}"
        dots = "1 dot" if len(values) == 1 else f"{len(values)} dots {span}"
        parts.append(f"{name}: {dots}, mean {mean}")
    return "; ".join(parts) + " (± one standard error)."
