"""Bars of tasks over time: which worker was busy when, and what became of each task."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Patch

from helpers.plotting.style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    PALE,
    VERMILLION,
    colours,
    finish,
    in_style,
    new_axes,
)
from helpers.plotting.words import number

Task = tuple[int, float, float]
"""The worker's process id, and begin and end in seconds on a clock that all tasks share."""

GAP = 0.7
"""Space between two ways, in rows."""

Bar = tuple[str, float, float, str]
"""Name of the row, begin and end in seconds, and fate."""

FATES = {"finished": BLUE, "crashed": VERMILLION, "cancelled": ORANGE, "running": PALE}
HATCHES = {"crashed": "xxxx", "cancelled": "////"}
"""These tell the fates apart for readers who cannot rely on colour."""


@in_style
def task_timeline(ways: Mapping[str, Sequence[Task]], title: str = "") -> None:
    """Draw the same tasks, run in several ways, as bars over time.

    Every way has a row for every worker that appears in any of them, so that idle workers show.
    The time of each way begins with its first task.

    Args:
        ways: maps the name of a way to its tasks, in the order in which they were submitted; the
            bars carry the tasks' numbers, from 0.
        title: title above the picture.

    Raises:
        ValueError: there is no way, a way has no task, or a task ends before it begins.
    """
    if not ways or not all(ways.values()):
        raise ValueError("ways is empty, or one of them is: give at least one task each")
    if any(end < begin for tasks in ways.values() for _, begin, end in tasks):
        raise ValueError("a task ends before it begins; give (worker, begin, end)")
    workers = sorted({worker for tasks in ways.values() for worker, _, _ in tasks})
    block = len(workers) + GAP
    figure, axes = new_axes(height=1.0 + 0.36 * block * len(ways), title=title)
    ends, labels = {}, {}
    for i, ((name, tasks), colour) in enumerate(zip(ways.items(), colours(len(ways)), strict=True)):
        start = min(begin for _, begin, _ in tasks)
        ends[name] = max(end for _, _, end in tasks) - start
        for row, worker in enumerate(workers):
            y = i * block + row
            labels[y] = f"worker {row + 1}"
            axes.axhline(y, color=PALE, linewidth=0.8, zorder=1)
            for count, (by, begin, end) in enumerate(tasks):
                if by != worker:
                    continue
                begin, end = begin - start, end - start
                axes.barh(y, end - begin, left=begin, height=0.7, color=colour, zorder=2)
                axes.barh(y, end - begin, left=begin, height=0.7, fill=False, edgecolor="white")
                axes.text((begin + end) / 2, y, str(count), color="white", ha="center", va="center")
        axes.text(0.0, i * block - 0.62, name, color=BLACK, va="bottom", fontweight="bold")
    axes.set_ylim((len(ways) - 1) * block + len(workers) - 0.45, -1.25)
    axes.set_xlim(0.0, 1.02 * max(ends.values()))
    axes.set_yticks(list(labels), list(labels.values()))
    axes.tick_params(axis="y", length=0, labelcolor=GREY)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("seconds")
    parts = [
        f"{name}: {len(tasks)} tasks in {number(ends[name])} s" for name, tasks in ways.items()
    ]
    finish(figure, "; ".join(parts) + f" ({len(workers)} workers took part).")


@in_style
def task_fates(
    bars: Sequence[Bar],
    title: str = "",
    moments: Mapping[str, float] | None = None,
    xlabel: str = "seconds",
) -> None:
    """Draw tasks as bars, coloured by their fates, one row per name in order of appearance.

    Args:
        bars: row, begin, end and fate ("finished", "crashed", "cancelled" or "running") of each.
        title: title above the picture.
        moments: maps the names of events to their times, which are drawn as dashed lines.
        xlabel: label of the x-axis.

    Raises:
        ValueError: there is no bar, a bar ends before it begins, or a fate is unknown.
    """
    bars, moments = list(bars), dict(moments or {})
    _check_bars(bars)
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
    finish(figure, _fates_summary(bars, rows, fates, moments))


def _check_bars(bars: list[Bar]) -> None:
    if not bars:
        raise ValueError("bars is empty: give at least one task")
    for row, begin, end, fate in bars:
        if not (np.isfinite(begin) and begin <= end < np.inf):
            raise ValueError(f"the bar of {row!r} begins at {begin} and ends at {end}")
        if fate not in FATES:
            raise ValueError(f"the fate {fate!r} is not one of {', '.join(FATES)}")


def _fates_summary(bars: list[Bar], rows: list[str], fates: list[str], moments: dict) -> str:
    counts = ", ".join(f"{sum(bar[3] == fate for bar in bars)} {fate}" for fate in fates)
    last = max(end for _, _, end, _ in bars)
    where = "" if len(rows) in (1, len(bars)) else f" in {len(rows)} rows"
    text = f"{len(bars)} {'task' if len(bars) == 1 else 'tasks'}{where}: {counts}"
    text += f"; the last ends at {number(last)} s"
    return text + "".join(f", {name} at {number(at)} s" for name, at in moments.items()) + "."
