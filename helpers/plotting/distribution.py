"""Pictures of a search distribution: its samples, its step, and what its pairs reveal."""

from collections.abc import Callable

import numpy as np
from matplotlib.patches import Circle

from helpers.plotting.style import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    colours,
    finish,
    in_style,
    new_axes,
)
from helpers.plotting.words import number


@in_style
def search_distribution(
    landscape: Callable[[np.ndarray, np.ndarray], np.ndarray],
    mean: np.ndarray,
    plus: np.ndarray,
    minus: np.ndarray,
    sigma: float,
    new_mean: np.ndarray | None = None,
    reach: float = 3.0,
) -> None:
    """Draw mirrored pairs around a mean, and the step that follows, over a landscape.

    Args:
        landscape: returns the heights at x and y, two arrays of the same shape.
        mean: shape (2,).
        plus: shape (pairs, 2).
        minus: shape (pairs, 2); row i is opposite row i of plus.
        sigma: standard deviation; circles mark one and two of them.
        new_mean: the end of the arrow, shape (2,); None draws no arrow.
        reach: half the width of the picture, around the mean.
    """
    figure, axes = new_axes(width=5.6, height=5.0)
    line = np.linspace(-reach, reach, 121)
    x, y = np.meshgrid(mean[0] + line, mean[1] + line)
    axes.contourf(x, y, landscape(x, y), levels=14, cmap="viridis", alpha=0.35)
    for factor in (1, 2):
        ring = Circle(mean, factor * sigma, fill=False, linestyle=":", edgecolor=GREY)
        axes.add_patch(ring)
    for one, other in zip(plus, minus, strict=True):
        axes.plot(*zip(one, other, strict=True), color="white", linewidth=1, zorder=2)
    axes.scatter(*np.transpose(plus), s=34, color=BLUE, zorder=3, label="plus")
    axes.scatter(*np.transpose(minus), s=34, color=VERMILLION, marker="s", zorder=3, label="minus")
    axes.plot(*mean, "+", color=BLACK, markersize=13, markeredgewidth=2, zorder=4, label="mean")
    if new_mean is not None:
        axes.annotate(
            "",
            xy=new_mean,
            xytext=mean,
            zorder=5,
            arrowprops={"arrowstyle": "-|>", "color": BLACK, "linewidth": 2},
        )
    axes.set_aspect("equal")
    axes.set_xlim(mean[0] - reach, mean[0] + reach)
    axes.set_ylim(mean[1] - reach, mean[1] + reach)
    axes.set_xlabel("first weight")
    axes.set_ylabel("second weight")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    spread = np.sqrt(np.mean((np.concatenate([plus, minus]) - mean) ** 2))
    summary = (
        f"{len(plus)} mirrored pairs around ({number(mean[0])}, {number(mean[1])}), measured "
        f"standard deviation {number(spread)}; circles at one and two sigma; brighter is better."
    )
    if new_mean is not None:
        summary += f" The step ends at ({number(new_mean[0])}, {number(new_mean[1])})."
    finish(figure, summary)


@in_style
def update_paths(paths: dict[str, np.ndarray], right: np.ndarray, title: str = "") -> None:
    """Draw how a mean moves while an update goes through its samples one by one.

    Args:
        paths: maps a name to the means after 0, 1, … samples, shape (samples + 1, 2).
        right: where the mean should end, shape (2,).
        title: title above the picture.
    """
    figure, axes = new_axes(width=6.6, height=4.2, title=title)
    for (name, path), colour in zip(paths.items(), colours(len(paths)), strict=True):
        axes.plot(*path.T, "-o", color=colour, markersize=3.5, linewidth=1.3, alpha=0.8, label=name)
        axes.plot(*path[-1], "o", color=colour, markersize=10, markeredgecolor="white", zorder=3)
    start = next(iter(paths.values()))[0]
    axes.plot(*start, "+", color=BLACK, markersize=13, markeredgewidth=2, label="old mean")
    axes.plot(*right, "*", color=BLACK, markersize=15, zorder=4, label="differences from old mean")
    axes.grid(color=PALE)
    axes.set_xlabel("first weight")
    axes.set_ylabel("second weight")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    ends = "; ".join(
        f"{name} ends at ({number(path[-1][0])}, {number(path[-1][1])})"
        for name, path in paths.items()
    )
    finish(figure, f"{ends}; the right end is ({number(right[0])}, {number(right[1])}).")


@in_style
def pair_signal(panels: dict[str, tuple[np.ndarray, np.ndarray]], xlabel: str) -> None:
    """Draw, in panels, what the difference between a pair's returns says about its noise.

    Args:
        panels: maps a name to the noise in one weight, shape (pairs,), and
            return_plus - return_minus, shape (pairs,).
        xlabel: label of the x-axes: which weight it is.
    """
    figure, first = new_axes(height=3.0)
    first.remove()
    parts = []
    every = np.concatenate([differences for _, differences in panels.values()])
    reach = 1.08 * float(np.abs(every).max())
    for i, ((name, (noise, differences)), colour) in enumerate(
        zip(panels.items(), colours(len(panels)), strict=True)
    ):
        axes = figure.add_subplot(1, len(panels), i + 1)
        axes.set_title(name)
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        axes.scatter(noise, differences, s=16, color=colour, alpha=0.6, linewidths=0)
        axes.set_ylim(-reach, reach)
        axes.set_xlabel(xlabel)
        if i == 0:
            axes.set_ylabel("return_plus − return_minus")
        spread = np.std(noise) * np.std(differences)
        correlation = float(np.cov(noise, differences, ddof=0)[0, 1] / spread) if spread else 0.0
        parts.append(f"{name}: correlation {correlation:+.2f}")
    finish(figure, "; ".join(parts) + ".")


@in_style
def magnitudes(curves: dict[str, np.ndarray], ylabel: str, xlabel: str = "iteration") -> None:
    """Draw positive sizes on a logarithmic axis, one line per run.

    Args:
        curves: maps a name to sizes, shape (iterations,); zeros are left out.
        ylabel: label of the y-axis: what the sizes are.
        xlabel: label of the x-axis: what is counted, from 1.
    """
    figure, axes = new_axes()
    axes.set_yscale("log")
    parts = []
    for (name, sizes), colour in zip(curves.items(), colours(len(curves)), strict=True):
        sizes = np.asarray(sizes, dtype=float)
        counts = np.arange(1, len(sizes) + 1)
        shown = np.isfinite(sizes) & (sizes > 0.0)
        axes.plot(counts[shown], sizes[shown], color=colour, linewidth=2, label=name)
        parts.append(f"{name}: median {number(np.median(sizes[shown]))}")
    axes.grid(axis="y")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    finish(figure, "; ".join(parts) + ".")
