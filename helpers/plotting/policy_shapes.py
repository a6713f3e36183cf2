"""How a policy depends on numbers: curves over one axis, and a map over two."""

from collections.abc import Mapping, Sequence

import numpy as np

from helpers.plotting.style import BLACK, GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional


@in_style
def curves_over(
    x: Sequence[float],
    curves: Mapping[str, Sequence[float]],
    xlabel: str = "",
    ylabel: str = "",
    title: str = "",
) -> None:
    """Draw named curves over one axis.

    Args:
        x: shape (n,), increasing.
        curves: maps a name to heights, shape (n,).
        xlabel: label of the x-axis.
        ylabel: label of the y-axis.
        title: title above the picture.

    Raises:
        ValueError: there is no curve, lengths differ, or a number is not finite.
    """
    if not curves:
        raise ValueError("curves is empty: give at least one name with its heights")
    x = one_dimensional(x, "x")
    heights = {name: one_dimensional(values, name) for name, values in curves.items()}
    for name, values in heights.items():
        if len(values) != len(x):
            raise ValueError(f"{name!r} has {len(values)} heights over {len(x)} places")
    figure, axes = new_axes(title=title)
    for (name, values), colour in zip(heights.items(), colours(len(heights)), strict=True):
        axes.plot(x, values, color=colour, linewidth=2, label=name)
    axes.grid(axis="y")
    axes.set_xlim(x[0], x[-1])
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    parts = [
        f"{name}: {number(values[0])} → {number(values[-1])}, highest {number(values.max())}"
        for name, values in heights.items()
    ]
    span = f"{xlabel or 'x'} from {number(x[0])} to {number(x[-1])}"
    finish(figure, f"{'; '.join(parts)} ({span}).")


@in_style
def policy_map(
    x: Sequence[float],
    y: Sequence[float],
    probabilities: np.ndarray,
    xlabel: str = "",
    ylabel: str = "",
    title: str = "",
    path: np.ndarray | None = None,
) -> None:
    """Draw the probability of an action as a map over two numbers of the state.

    Args:
        x: shape (n,), increasing.
        y: shape (m,), increasing.
        probabilities: shape (m, n), between 0 and 1.
        xlabel: label of the x-axis.
        ylabel: label of the y-axis.
        title: title above the picture.
        path: states that were visited, shape (T, 2); None draws no path.

    Raises:
        ValueError: the shapes do not match, or a probability is not between 0 and 1.
    """
    x, y = one_dimensional(x, "x"), one_dimensional(y, "y")
    shares = np.asarray(probabilities, dtype=float)
    if shares.shape != (len(y), len(x)):
        raise ValueError(f"probabilities have shape {shares.shape}, the axes {(len(y), len(x))}")
    if not (shares.min() >= -1e-9 and shares.max() <= 1 + 1e-9):
        raise ValueError("a probability is not between 0 and 1")
    figure, axes = new_axes(width=6.4, height=3.8, title=title)
    levels = np.linspace(0.0, 1.0, 11)
    filled = axes.contourf(x, y, np.clip(shares, 0, 1), levels=levels, cmap="cividis")
    has_line = shares.min() < 0.5 < shares.max()
    if has_line:
        axes.contour(x, y, shares, levels=[0.5], colors=BLACK, linewidths=1.5)
    bar = figure.colorbar(filled, ax=axes, ticks=[0, 0.25, 0.5, 0.75, 1])
    bar.outline.set_visible(False)
    bar.set_label("probability", color=BLACK)
    middle = shares[len(y) // 2, len(x) // 2]
    summary = (
        f"From {number(shares.min())} to {number(shares.max())}, {number(middle)} in the middle"
        + ("; the line is at 0.5." if has_line else ".")
    )
    if path is not None:
        axes.plot(*np.transpose(path), color="white", linewidth=3, alpha=0.7)
        axes.plot(*np.transpose(path), color=GREY, linewidth=1)
        summary += f" The path has {len(path)} states."
    axes.set_xlim(x[0], x[-1])
    axes.set_ylim(y[0], y[-1])
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    finish(figure, summary)
