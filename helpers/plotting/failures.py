"""A coloured table that shows which learner fails on which environment."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plotting.style import BLACK, BLUE, GREY, ORANGE, finish, in_style, new_axes
from helpers.plotting.words import number

Shares = dict[str, dict[str, float]]


@in_style
def failure_table(shares: Shares, threshold: float = 0.9, title: str = "") -> None:
    """Draw what share of the best return each learner reaches on each environment.

    Args:
        shares: ``shares[learner][environment]`` is mean return / optimal return.
        threshold: a share below it is a failure; its cell is orange and says so.
        title: title above the picture.

    Raises:
        ValueError: there is no learner, a share is not finite, or two learners were not measured
            on the same environments.
    """
    columns = _columns(shares)
    figure, axes = new_axes(height=1.1 + 0.55 * len(shares), title=title)
    for row, name in enumerate(shares):
        for column, env_name in enumerate(columns):
            _draw_cell(axes, row, column, shares[name][env_name], threshold)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(shares) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(shares)), list(shares))
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.annotate(
        f"share of the best return; under {number(threshold)} is a failure",
        (1.0, 1.02),
        xycoords="axes fraction",
        ha="right",
        fontsize=8.5,
        color=GREY,
    )
    finish(figure, _summary(shares, threshold))


def _columns(shares: Shares) -> list[str]:
    if not shares:
        raise ValueError("shares is empty: give at least one learner")
    columns = list(next(iter(shares.values())))
    for name, row in shares.items():
        if list(row) != columns or not columns:
            raise ValueError(f"{name!r} was measured on {list(row)}, the first on {columns}")
        if not np.isfinite(list(row.values())).all():
            raise ValueError(f"a share of {name!r} is nan or infinite; leave that learner out")
    return columns


def _draw_cell(axes: Axes, row: int, column: int, share: float, threshold: float) -> None:
    fails = share < threshold
    axes.fill_between(
        [column - 0.48, column + 0.48],
        row - 0.44,
        row + 0.44,
        color=ORANGE if fails else BLUE,
        alpha=0.75 if fails else 0.25,
        linewidth=0,
    )
    axes.text(
        column,
        row,
        f"{share:+.2f}  {'fails' if fails else 'passes'}",
        ha="center",
        va="center_baseline",
        color=BLACK,
        fontweight="bold" if fails else "normal",
    )


def _summary(shares: Shares, threshold: float) -> str:
    parts = []
    for name, row in shares.items():
        failed = [f"{env} ({share:+.2f})" for env, share in row.items() if share < threshold]
        parts.append(f"{name} fails on {', '.join(failed) if failed else 'nothing'}")
    return "; ".join(parts) + "."
