"""Means with their standard errors."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from helpers.plotting.style import BLUE, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional, plus_minus


@in_style
def mean_with_error(
    x: Sequence[float],
    means: Sequence[float],
    errors: Sequence[float],
    xlabel: str = "",
    ylabel: str = "mean return",
    title: str = "",
) -> None:
    """Draw means as points in a band of plus and minus two standard errors.

    The x-axis is logarithmic if x is positive and spans more than a factor of ten.

    Args:
        x: positions of the means, shape (n,), in any order.
        means: shape (n,).
        errors: one standard error per mean, shape (n,); nan leaves the band out at that point.
        xlabel: label of the x-axis.
        ylabel: label of the y-axis.
        title: title above the picture.

    Raises:
        ValueError: the three have unequal lengths or are empty, a mean is not finite, or an error
            is negative.
    """
    x, means = one_dimensional(x, "x"), one_dimensional(means, "means")
    errors = one_dimensional(errors, "errors", finite=False)
    if not len(x) == len(means) == len(errors):
        raise ValueError(
            f"x, means and errors have {len(x)}, {len(means)} and {len(errors)} numbers; "
            "give one of each per point"
        )
    if (errors < 0).any():
        raise ValueError("a standard error is negative; give one that is at least 0")
    order = np.argsort(x, kind="stable")
    x, means, errors = x[order], means[order], errors[order]
    figure, axes = new_axes(title=title)
    axes.fill_between(
        x, means - 2 * errors, means + 2 * errors, color=BLUE, alpha=0.18, linewidth=0
    )
    axes.errorbar(x, means, yerr=2 * errors, fmt="o-", color=BLUE, linewidth=1.5, elinewidth=1)
    if x[0] > 0 and x[-1] / x[0] > 10:
        _logarithmic(axes, x)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.grid(axis="y")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    finish(figure, _summary(x, means, errors, xlabel or "x", ylabel))


def _logarithmic(axes: Axes, x: np.ndarray) -> None:
    """Make the x-axis logarithmic, and label it at the points if they are far enough apart."""
    axes.set_xscale("log")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(lambda value, _: number(value, 6))
    places = np.unique(x)
    if np.diff(np.log(places)).min() > 0.06 * np.log(places[-1] / places[0]):
        axes.xaxis.set_major_locator(FixedLocator(list(places)))


def _summary(x, means, errors, xlabel: str, ylabel: str) -> str:
    def point(i: int) -> str:
        return f"{plus_minus(means[i], 2 * errors[i])} at {number(x[i])}"

    ends = point(0) if len(x) == 1 else f"{point(0)}, {point(-1)}"
    return f"{ylabel} against {xlabel}: {ends} (± two standard errors, the band)."
