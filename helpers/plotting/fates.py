"""What became of tasks, and when: one bar a task, coloured by its fate."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Patch

from helpers.plotting.style import BLUE, GREY, ORANGE, PALE, VERMILLION, finish, in_style, new_axes
from helpers.plotting.words import number

Bar = tuple[str, float, float, str]
"""Row, begin and end in seconds, and fate."""

FATES = {"finished": BLUE, "crashed": VERMILLION, "cancelled": ORANGE, "running": PALE}
HATCHES = {"crashed": "xxxx", "cancelled": "////"}
"""Seen without colours, too."""


@in_style
def task_fates(
    bars: Sequence[Bar],
    title: str = "",
    moments: Mapping[str, float] | None = None,
    xlabel: str = "seconds",
) -> None:
    """Draw tasks as bars in rows, one row a name, in the order in which names first come.

    Args:
        bars: row, begin, end and fate ("finished", "crashed", "cancelled" or "running") of each.
        title: over the picture.
        moments: names of instants, each drawn as a dashed line.
        xlabel: what is counted.

    Raises:
        ValueError: there is no bar, one ends before it begins, or a fate is unknown.
    """
    bars, moments = list(bars), dict(moments or {})
    _check(bars)
    rows = list(dict.fromkeys(row for row, *_ in bars))
    fates = [fate for fate in FATES if any(fate == bar[3] for bar in bars)]
    figure, axes = new_axes(height=1.2 + 0.28 * max(3, len(rows)), title=title)
    for row, begin, end, fate in bars:
        axes.barh(
            rows.index(row),
            end - begin,
            left=begin,
            height=0.66,
            color=FATES[fate],
            edgecolor="white",
            linewidth=0.4,
            hatch=HATCHES.get(fate),
        )
    for name, at in moments.items():
        axes.axvline(at, color=GREY, linestyle="--", linewidth=1)
        axes.annotate(
            name,
            (at, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            color=GREY,
            fontsize=9,
        )
    axes.legend(
        handles=[
            Patch(facecolor=FATES[fate], edgecolor="white", hatch=HATCHES.get(fate), label=fate)
            for fate in fates
        ],
        loc="upper left",
        bbox_to_anchor=(1.0, 1.0),
        frameon=False,
    )
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=min(0.0, *(begin for _, begin, _, _ in bars)))
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_xlabel(xlabel)
    finish(figure, _summary(bars, rows, fates, moments))


def _check(bars: list[Bar]) -> None:
    if not bars:
        raise ValueError("bars is empty: give at least one task")
    for row, begin, end, fate in bars:
        if not (np.isfinite(begin) and begin <= end < np.inf):
            raise ValueError(f"the bar of {row!r} begins at {begin} and ends at {end}")
        if fate not in FATES:
            raise ValueError(f"the fate {fate!r} is none of {', '.join(FATES)}")


def _summary(bars: list[Bar], rows: list[str], fates: list[str], moments: dict) -> str:
    counts = ", ".join(f"{sum(bar[3] == fate for bar in bars)} {fate}" for fate in fates)
    last = max(end for _, _, end, _ in bars)
    where = "" if len(rows) in (1, len(bars)) else f" in {len(rows)} rows"
    text = f"{len(bars)} {'task' if len(bars) == 1 else 'tasks'}{where}: {counts}"
    text += f"; the last ends at {number(last)} s"
    return text + "".join(f", {name} at {number(at)} s" for name, at in moments.items()) + "."
