"""The returns of every batch of a training, with the elite episodes highlighted."""

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator

from helpers.plotting.style import BLACK, BLUE, GREY, VERMILLION, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

GOLDEN = 0.618033988749895
WIDTH = 0.7
"""Width of an iteration's cloud of dots, in iterations."""


@in_style
def elite_threshold(
    history: Sequence[Sequence[float]],
    percentile: float,
    target: float | None = None,
    title: str = "",
) -> None:
    """Draw each batch as a cloud of returns, with lines for its mean and its elite threshold.

    Elite episodes are blue. They lie above the threshold, or at it if none lies above.

    Args:
        history: the returns of every iteration, each of shape (episodes,).
        percentile: the percentile of the returns that is the threshold.
        target: value of a dashed line; None draws no line.
        title: title above the picture.

    Raises:
        ValueError: there is no iteration, or a batch is empty, not one-dimensional or not finite.
    """
    batches = [one_dimensional(batch, f"batch {k}") for k, batch in enumerate(history)]
    if not batches:
        raise ValueError("history is empty: give the returns of at least one iteration")
    iterations = np.arange(1, len(batches) + 1)
    thresholds = np.array([np.percentile(batch, percentile) for batch in batches])
    means = np.array([batch.mean() for batch in batches])
    figure, axes = new_axes(height=3.4, title=title)
    chosen = [elites(batch, percentile) for batch in batches]
    returns, elite_ones = np.concatenate(batches), np.concatenate(chosen)
    places = np.concatenate([k + _spread(len(b)) for k, b in enumerate(batches, start=1)])
    for elite, colour, label in ((False, GREY, "episode"), (True, BLUE, "elite episode")):
        x, y = places[elite_ones == elite], returns[elite_ones == elite]
        size, alpha = (10, 0.7) if elite else (7, 0.35)
        axes.scatter(x, y, s=size, color=colour, alpha=alpha, linewidths=0, label=label)
    style = {"linewidth": 2, "markersize": 4, "marker": "o", "markeredgecolor": "white"}
    axes.plot(iterations, thresholds, color=VERMILLION, label="elite threshold", **style)
    axes.plot(iterations, means, color=BLACK, label="mean", **style)
    if target is not None:
        axes.axhline(target, color=GREY, linestyle="--", linewidth=1, zorder=1)
        axes.annotate(
            f"target {number(target)}",
            (0.005, target),
            xycoords=("axes fraction", "data"),
            xytext=(0, 3),
            textcoords="offset points",
            color=GREY,
            fontsize=9,
        )
    axes.set_xlim(0.4, len(batches) + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes.grid(axis="y")
    axes.set_xlabel("iteration")
    axes.set_ylabel("return")
    legend = axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    for handle in legend.legend_handles:
        handle.set_alpha(1.0)
    finish(figure, _summary(means, thresholds, chosen, percentile))


def elites(returns: np.ndarray, percentile: float) -> np.ndarray:
    """Return a mask of the elite episodes, shape (episodes,).

    Args:
        returns: shape (episodes,).
        percentile: episodes strictly above it are elite, or those at it if none lies above.
    """
    threshold = np.percentile(returns, percentile)
    above = returns > threshold
    return above if above.any() else returns >= threshold


def _spread(count: int) -> np.ndarray:
    """Return offsets to the left and right, the same in every run."""
    return WIDTH * (np.modf(GOLDEN * np.arange(count))[0] - 0.5)


def _summary(means, thresholds, chosen: list[np.ndarray], percentile: float) -> str:
    last = chosen[-1]
    return (
        f"{len(means)} iterations: mean return {number(means[0])} → {number(means[-1])}, threshold "
        f"(percentile {number(percentile)}) {number(thresholds[0])} → {number(thresholds[-1])}; in "
        f"the last batch {int(last.sum())} of {len(last)} episodes are elite."
    )
