"""Which worker was busy when: a bar a task, a row a worker."""

from collections.abc import Mapping, Sequence

from helpers.plotting.style import BLACK, GREY, PALE, colours, finish, in_style, new_axes
from helpers.plotting.words import number

Task = tuple[int, float, float]
"""The number of the worker's process, begin and end in seconds on one clock."""

GAP = 0.7
"""Between two ways, in rows."""


@in_style
def task_timeline(ways: Mapping[str, Sequence[Task]], title: str = "") -> None:
    """Draw the same tasks, run in several ways, as bars along the time.

    Every way has a row for every worker that appears anywhere, so that an idle one shows. Its
    time begins with its first task.

    Args:
        ways: name to tasks, in the order in which they were submitted; their numbers, from 0,
            stand in the bars.
        title: over the picture.

    Raises:
        ValueError: there is no way, one has no task, or a task ends before it begins.
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
