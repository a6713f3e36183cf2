"""First scores against second ones: how good the winner of a selection really is."""

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
    """Draw each candidate's second score against its first, and mark the winner by the first.

    On the dashed line both scores are the same. An arrow leads from the winner's first score to
    its second.

    Args:
        first: one score per candidate, shape (n,). The candidate with the largest wins; in a tie,
            the first of them.
        again: second scores of the same candidates, which played no part in the choice; shape
            (n,).
        xlabel: label of the x-axis: how the first scores were obtained.
        ylabel: label of the y-axis: how the second scores were.
        title: title above the picture.

    Raises:
        ValueError: the two have unequal lengths, are empty or not finite.
    """
    first, again = one_dimensional(first, "first"), one_dimensional(again, "again")
    if len(first) != len(again):
        raise ValueError(
            f"first and again have {len(first)} and {len(again)} numbers; give one of each "
            "per candidate"
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
