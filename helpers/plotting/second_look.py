"""A score and a second look at it: what the winner of a selection is really worth."""

from collections.abc import Sequence

import numpy as np

from helpers.plotting.style import BLUE, GREY, PALE, VERMILLION, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

BEST = 10


@in_style
def second_look(
    first: Sequence[float],
    again: Sequence[float],
    xlabel: str = "score",
    ylabel: str = "again, on fresh episodes",
    title: str = "",
) -> None:
    """Draw a dot a candidate, its first score against the second, and mark who won by the first.

    On the dashed line both scores are the same. An arrow leads from what the winner promised to
    what it kept.

    Args:
        first: one score a candidate, shape (n,), by which the winner was chosen: the first of the
            largest.
        again: shape (n,); scores of the same candidates that had no part in the choice.
        xlabel: how the first score was found.
        ylabel: how the second was.
        title: over the picture.

    Raises:
        ValueError: the two have unequal lengths, are empty or not finite.
    """
    first, again = one_dimensional(first, "first"), one_dimensional(again, "again")
    if len(first) != len(again):
        raise ValueError(
            f"first and again have {len(first)} and {len(again)} numbers; give one of each a "
            "candidate"
        )
    low, high = min(first.min(), again.min()), max(first.max(), again.max())
    winner = int(np.argmax(first))
    figure, axes = new_axes(width=6.4, height=4.6, title=title)
    axes.plot([low, high], [low, high], "--", color=GREY, linewidth=1, zorder=1)
    axes.scatter(first, again, s=22, color=BLUE, alpha=0.5, linewidths=0, zorder=2)
    axes.annotate(
        "",
        xy=(first[winner], again[winner]),
        xytext=(first[winner], first[winner]),
        zorder=3,
        arrowprops={"arrowstyle": "-|>", "color": VERMILLION, "linewidth": 2, "shrinkB": 7},
    )
    axes.plot(
        first[winner], again[winner], "*", color=VERMILLION, markersize=16, zorder=4, label="winner"
    )
    axes.grid(color=PALE)
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend(loc="upper left", frameon=False)
    finish(figure, _summary(first, again, winner))


def _summary(first: np.ndarray, again: np.ndarray, winner: int) -> str:
    count = min(BEST, len(first))
    best = np.argsort(-first, kind="stable")[:count]
    fell = int(np.sum(again[best] < first[best]))
    return (
        f"{len(first)} candidates; the winner scored {number(first[winner])}, then "
        f"{number(again[winner])}. Of the best {count} by the first score {fell} fell; their mean "
        f"went from {number(first[best].mean())} to {number(again[best].mean())}."
    )
