"""The return of a policy as a landscape over two of its weights."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plotting.search_movie import DARK
from helpers.plotting.style import BLACK, ORANGE, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional


@in_style
def return_landscape(
    x: np.ndarray,
    y: np.ndarray,
    returns: np.ndarray,
    path: np.ndarray | None = None,
    samples: np.ndarray | None = None,
    xlabel: str = "first weight",
    ylabel: str = "second weight",
    title: str = "",
) -> None:
    """Draw mean returns on a grid over two weights, and the path of a search across it.

    Args:
        x: the grid's coordinates along the first weight, evenly spaced, shape (columns,).
        y: its coordinates along the second weight, evenly spaced, shape (rows,).
        returns: mean returns, shape (rows, columns); ``returns[i, j]`` belongs to y[i] and x[j].
        path: means of the search after 0, 1, … iterations, shape (iterations + 1, 2); None draws
            no path.
        samples: samples that the search drew, shape (n, 2); None draws no samples.
        xlabel: label of the x-axis.
        ylabel: label of the y-axis.
        title: title above the picture.

    Raises:
        ValueError: the grid has fewer than two points along a side, or the returns do not have
            its shape, or they hold nan or infinity.
    """
    x, y = one_dimensional(x, "x"), one_dimensional(y, "y")
    returns = np.asarray(returns, dtype=float)
    if min(len(x), len(y)) < 2:
        raise ValueError(f"the grid is {len(y)} x {len(x)}; give at least two points per side")
    if returns.shape != (len(y), len(x)):
        raise ValueError(
            f"returns has shape {returns.shape}; give a row for each y and a column for each x, "
            f"{(len(y), len(x))}"
        )
    if not np.isfinite(returns).all():
        raise ValueError("returns holds nan or infinity; play those policies again")
    figure, axes = new_axes(width=6.4, height=4.6, title=title)
    mesh = axes.pcolormesh(x, y, returns, cmap=DARK, shading="nearest", rasterized=True)
    figure.colorbar(mesh, ax=axes, label="mean return", pad=0.02).outline.set_visible(False)
    limits = axes.get_xlim(), axes.get_ylim()
    if samples is not None:
        axes.plot(*np.transpose(samples), "o", color="white", markersize=3.5, alpha=0.7)
    if path is not None:
        _draw_path(axes, np.asarray(path, dtype=float))
    axes.set_xlim(limits[0])
    axes.set_ylim(limits[1])
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    finish(figure, _summary(x, y, returns, path))


def _draw_path(axes: Axes, path: np.ndarray) -> None:
    """Draw the path of the mean, from a ring at its start to a disc at its end."""
    axes.plot(*path.T, "-", color="white", linewidth=4, solid_capstyle="round", zorder=3)
    axes.plot(*path.T, "-o", color=ORANGE, markersize=4.5, linewidth=2, zorder=4)
    for place, face in ((path[0], "white"), (path[-1], ORANGE)):
        axes.plot(*place, "o", markersize=10, markerfacecolor=face, markeredgecolor=BLACK, zorder=5)


def _summary(x: np.ndarray, y: np.ndarray, returns: np.ndarray, path: np.ndarray | None) -> str:
    row, column = np.unravel_index(np.argmax(returns), returns.shape)
    low, high = number(returns.min()), number(returns.max())
    good = 100 * np.mean(returns >= 0.95 * returns.max())
    text = (
        f"{len(y)} x {len(x)} mean returns from {low} to {high} (at {number(x[column])}, "
        f"{number(y[row])}); {number(good, 2)} % of them are at least 95 % of the best."
    )
    if path is not None:
        start, end = path[0], path[-1]
        text += (
            f" The mean goes from ({number(start[0])}, {number(start[1])}) in {len(path) - 1} "
            f"iterations to ({number(end[0])}, {number(end[1])})."
        )
    return text
