"""Policies for FrozenLake as arrows on the lake, with the exact chance of success."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers import frozen_lake
from helpers.plotting.style import BLACK, BLUE, GREY, VERMILLION, finish, in_style, new_axes

ARROWS = ((-1, 0), (0, 1), (1, 0), (0, -1))
"""Directions of the actions left, down, right and up, as (right, down)."""
NAMES = "←↓→↑"
SIZE = 4
ICE, WATER = "#E8F1F8", "#3B4652"


@in_style
def lake_policy(policies: dict[str, np.ndarray]) -> None:
    """Draw the greedy action of each state, one lake per policy.

    The number in a tile's corner is the chance of reaching the goal from there within 100 steps.
    It is computed from the environment's transition table, without playing.

    Args:
        policies: maps a name to preferences, shape (16, 4), or 64 numbers in that order.

    Raises:
        ValueError: there is no policy, or its preferences have another shape.
    """
    if not policies:
        raise ValueError("policies is empty: give at least one name with its preferences")
    figure, first = new_axes(width=min(8.0, 2.75 * len(policies)), height=3.05)
    first.remove()
    parts = []
    for i, (name, preferences) in enumerate(policies.items()):
        axes = figure.add_subplot(1, len(policies), i + 1)
        axes.set_title(name)
        _draw(axes, preferences)
        actions = frozen_lake.greedy_actions(preferences)
        letters = "".join(frozen_lake.lake())
        signs = [
            NAMES[a] if c in "SF" else "o*"[c == "G"] for a, c in zip(actions, letters, strict=True)
        ]
        rows = " ".join("".join(signs[SIZE * r : SIZE * r + SIZE]) for r in range(SIZE))
        chance = frozen_lake.success_probability(preferences)
        parts.append(f"{name}: success {chance:.4f} (exact), {rows}")
    finish(figure, "; ".join(parts) + " (row by row; o hole, * goal).")


def _draw(axes: Axes, preferences: np.ndarray) -> None:
    actions = frozen_lake.greedy_actions(preferences)
    chain = frozen_lake.transitions()[np.arange(len(actions)), actions]
    chances = np.linalg.matrix_power(chain, frozen_lake.MAX_STEPS)[:, frozen_lake.GOAL]
    for state, letter in enumerate("".join(frozen_lake.lake())):
        row, column = divmod(state, SIZE)
        colour = WATER if letter == "H" else ICE
        axes.add_patch(Rectangle((column, row), 1, 1, facecolor=colour, edgecolor="white", lw=2))
        middle = (column + 0.5, row + 0.5)
        if letter == "G":
            axes.plot(*middle, "*", color=VERMILLION, markersize=20)
        elif letter == "H":
            axes.annotate(
                "hole", middle, ha="center", va="center_baseline", fontsize=8.5, color="white"
            )
        else:
            right, down = ARROWS[actions[state]]
            tip = (middle[0] + 0.28 * right, middle[1] + 0.28 * down)
            tail = (middle[0] - 0.28 * right, middle[1] - 0.28 * down)
            style = {"arrowstyle": "-|>", "color": BLUE, "linewidth": 2, "mutation_scale": 13}
            axes.annotate("", xy=tip, xytext=tail, arrowprops=style | {"shrinkA": 0, "shrinkB": 0})
            corner = (column + 0.93, row + 0.93)
            text = f"{chances[state]:.2f}"
            axes.annotate(text, corner, ha="right", va="bottom", fontsize=7.5, color=GREY)
        if letter == "S":
            box = Rectangle((column + 0.03, row + 0.03), 0.94, 0.94, fill=False, edgecolor=BLACK)
            axes.add_patch(box)
            axes.annotate("S", (column + 0.09, row + 0.09), va="top", fontsize=8.5)
    axes.set_xlim(0, SIZE)
    axes.set_ylim(SIZE, 0)
    axes.set_aspect("equal")
    axes.axis("off")
