"""What a shaping of the returns does to their distribution."""

from collections.abc import Sequence

import numpy as np
import scipy

from helpers.plotting.style import BLACK, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

BINS = 24


@in_style
def fitness_shapes(panels: dict[str, Sequence[float]]) -> None:
    """Draw histograms side by side, each with the normal curve of its mean and deviation.

    Args:
        panels: name to values, shape (n,), not all of them equal; the same members' returns,
            shaped in several ways.

    Raises:
        ValueError: there is no panel, or one is empty, not one-dimensional, not finite or flat.
    """
    if not panels:
        raise ValueError("panels is empty: give at least one name with its values")
    samples = {name: one_dimensional(values, name) for name, values in panels.items()}
    if flat := [name for name, values in samples.items() if np.ptp(values) == 0.0]:
        raise ValueError(f"{flat[0]!r} holds equal values only; they have no shape")
    figure, first = new_axes(height=2.9)
    first.remove()
    parts = []
    for i, ((name, values), colour) in enumerate(
        zip(samples.items(), colours(len(samples)), strict=True)
    ):
        axes = figure.add_subplot(1, len(samples), i + 1)
        axes.set_title(name)
        heights, edges, _ = axes.hist(values, BINS, density=True, color=colour, alpha=0.75)
        mean, deviation = values.mean(), values.std()
        x = np.linspace(*edges[[0, -1]], 200)
        axes.plot(x, scipy.stats.norm.pdf(x, mean, deviation), color=BLACK, linewidth=1.5)
        axes.set_ylim(0, 1.05 * max(heights.max(), scipy.stats.norm.pdf(0) / deviation))
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        skewness = float(np.mean(((values - mean) / deviation) ** 3))
        parts.append(
            f"{name}: mean {number(np.round(mean, 9))}, standard deviation {number(deviation)}, "
            f"skewness {number(np.round(skewness, 9))}"
        )
    finish(figure, "; ".join(parts) + " (line: a normal distribution, whose skewness is 0).")
