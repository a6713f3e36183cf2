"""How a cost grows with a size: lines on two logarithmic axes."""

from collections.abc import Mapping, Sequence

import numpy as np

from helpers.plotting.curves import LABEL_GAP, _apart
from helpers.plotting.style import colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional


@in_style
def scaling(
    sizes: Sequence[float],
    curves: Mapping[str, Sequence[float]],
    xlabel: str,
    ylabel: str,
    title: str = "",
) -> None:
    """Draw costs against sizes, one line per method, on logarithmic axes.

    Args:
        sizes: positive, increasing, shape (n,).
        curves: maps the name of a method to its costs, positive, shape (n,).
        xlabel: label of the x-axis: what the sizes are.
        ylabel: label of the y-axis: what the costs are.
        title: title above the picture.

    Raises:
        ValueError: there is no curve, a length differs, or a number is not positive.
    """
    if not curves:
        raise ValueError("curves is empty: give at least one method with its costs")
    x = one_dimensional(sizes, "sizes")
    lines = {name: one_dimensional(costs, name) for name, costs in curves.items()}
    for name, costs in {"sizes": x, **lines}.items():
        if len(costs) != len(x):
            raise ValueError(f"{name!r} has {len(costs)} numbers for {len(x)} sizes")
        if (costs <= 0).any():
            raise ValueError(f"{name!r} holds a number that is not positive")
    figure, axes = new_axes(height=3.4, title=title)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for costs, colour in zip(lines.values(), colours(len(lines)), strict=True):
        axes.plot(x, costs, "o-", color=colour, linewidth=2, markersize=5)
    axes.grid()
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    low, high = np.log(axes.get_ylim())
    axes.set_ylim(*np.exp([low, high]))
    heights = [float((np.log(costs[-1]) - low) / (high - low)) for costs in lines.values()]
    places = _apart(heights, LABEL_GAP)
    for name, line, place in zip(lines, axes.lines, places, strict=True):
        axes.annotate(
            name, (1.01, place), xycoords="axes fraction", color=line.get_color(), va="center"
        )
    parts = [f"{name}: {number(c[0])} → {number(c[-1])}" for name, c in lines.items()]
    ends = f"{number(x[0])} → {number(x[-1])}"
    finish(figure, f"{ylabel}, {xlabel} {ends}: {'; '.join(parts)}.")
