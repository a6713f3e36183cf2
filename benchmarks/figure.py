"""Draw one picture: seconds to the target for each task and peer, and steps per second below.

Medians are dots on a logarithmic scale, and lines show the range over the seeds. Bars would not
work, because a logarithmic scale has no zero at which they could begin.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from benchmarks.runs import Summary
from benchmarks.words import count_text, ratio_text
from helpers.plotting.style import (
    BLACK,
    BLUE,
    DOTS_PER_INCH,
    GREEN,
    GREY,
    PALE,
    SHARPNESS,
    SKY,
    VERMILLION,
    in_style,
)
from helpers.plotting.words import number

COLOURS = {"source": VERMILLION, "ours": BLUE, "batched": SKY, "JAX": GREEN}
COLOURS |= {"one by one": VERMILLION, "lockstep": GREY, "queue": BLUE}
WIDTH, ROW = 8.5, 0.27
"""Width of the picture and height of a row, in inches."""
HEADING = 1.35
"""Height of a task's title, in rows."""
LABEL_SHARE = 0.33
"""Share of the width, at the right, that is kept free for the labels of the dots."""


@in_style
def draw(path: Path, summaries: Sequence[Summary], titles: Mapping[str, str]) -> str:
    """Write the picture.

    Args:
        path: path of the PNG.
        summaries: the summaries of everything that was run, at least one.
        titles: the titles of the tasks, by name.

    Returns:
        One line that describes the picture; it is also stored in the file.
    """
    trainings = [summary for summary in summaries if summary.reached is not None]
    speeds = [summary for summary in summaries if summary.reached is None]
    panels = [
        (trainings, "Seconds to the target", _seconds, time_label, number),
        (
            speeds,
            "Environment steps per second that count, CartPole-v1",
            _rate,
            rate_label,
            count_text,
        ),
    ]
    panels = [panel for panel in panels if panel[0]]
    heights = [1.0 + ROW * (_places(group)[-1] + 1) for group, *_ in panels]
    figure = Figure(figsize=(WIDTH, sum(heights)), layout="constrained")
    figure.get_layout_engine().set(hspace=0.06)
    grid = figure.subplots(len(panels), height_ratios=heights, squeeze=False)
    for axes, (group, title, values, label, tick) in zip(grid[:, 0], panels, strict=True):
        axes.set_title(title)
        _dots(axes, group, titles, values, label)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _, tick=tick: tick(value)))
    grid[-1, 0].set_xlabel("median, and the range over the seeds; logarithmic scales")
    words = "; ".join(
        f"{titles[s.task]}, {s.peer}: {time_label(s) if s.reached is not None else rate_label(s)}"
        for s in summaries
    )
    figure.savefig(path, dpi=SHARPNESS * DOTS_PER_INCH, metadata={"Description": words})
    return f"{words}."


def time_label(summary: Summary) -> str:
    """Write the label beside the dot of a training."""
    seconds = f"{number(summary.seconds)} s"
    if summary.stopped:
        parts = [f"stopped after {seconds}, at {number(float(f'{summary.value:.3g}'))}"]
    else:
        parts = [seconds, f"{summary.reached} of {summary.seeds}"]
    if not math.isnan(summary.ratio) and summary.peer != "source":
        parts.append(f"{ratio_text(summary)} as fast")
    if summary.setup:
        parts.append(f"after {number(summary.setup, 2)} s of compilation")
    return ", ".join(parts)


def rate_label(summary: Summary) -> str:
    """Write the label beside the dot of a speed measurement."""
    if summary.ratio == 1.0:
        return count_text(summary.rate)
    return f"{count_text(summary.rate)}, {ratio_text(summary)} as fast"


def _seconds(summary: Summary) -> tuple[float, float, float]:
    return summary.low, summary.seconds, summary.high


def _rate(summary: Summary) -> tuple[float, float, float]:
    return summary.slowest, summary.rate, summary.fastest


def _places(group: Sequence[Summary]) -> list[float]:
    """Return the vertical position of each peer, leaving room for a heading before each task."""
    places, row, task = [], 0.0, None
    for summary in group:
        row += HEADING if summary.task != task else 0.0
        places.append(row)
        row, task = row + 1.0, summary.task
    return places


def _dots(
    axes: Axes,
    group: Sequence[Summary],
    titles: Mapping[str, str],
    values: Callable[[Summary], tuple[float, float, float]],
    label: Callable[[Summary], str],
) -> None:
    places = _places(group)
    smallest = min(values(summary)[0] for summary in group) / 1.6
    largest = max(values(summary)[2] for summary in group)
    axes.set_xscale("log")
    headed = set()
    for summary, place in zip(group, places, strict=True):
        low, middle, high = values(summary)
        colour = COLOURS.get(summary.peer, BLACK)
        axes.plot([low, high], [place, place], color=colour, linewidth=2.5, alpha=0.45)
        # An arrow head says that the training was stopped and would have gone on.
        axes.plot(middle, place, ">" if summary.stopped else "o", color=colour, markersize=7)
        axes.annotate(
            label(summary), (high, place), (9, 0), textcoords="offset points", va="center_baseline"
        )
        if summary.task not in headed:
            headed.add(summary.task)
            axes.annotate(
                titles[summary.task],
                (0, place - 0.95),
                xycoords=("axes fraction", "data"),
                va="center_baseline",
                weight="bold",
                fontsize=9,
            )
    axes.set_yticks(places, [summary.peer for summary in group])
    axes.set_ylim(places[-1] + 0.7, places[0] - 1.6)
    axes.set_xlim(smallest, largest * (largest / smallest) ** (LABEL_SHARE / (1 - LABEL_SHARE)))
    decades = range(math.ceil(math.log10(smallest)), math.floor(math.log10(largest)) + 2)
    axes.set_xticks([10.0**decade for decade in decades])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=PALE)
