"""Learning curves: several runs of each method, summed up without hiding how they differ."""

import warnings
from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator

from helpers.plotting.style import GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional


@in_style
def learning_curves(
    histories: dict[str, Sequence[np.ndarray]],
    xlabel: str = "iteration",
    ylabel: str = "mean return",
    target: float | None = None,
    title: str = "",
) -> None:
    """Draw the median over runs as a line and the span from the lowest to the highest as a band.

    A run that stopped early holds its last value from there on; a dot marks where it stopped.

    Args:
        histories: name of a method to its runs, one a seed; each run is an array of shape
            (iterations,), its first value belongs to iteration 1. Lengths may differ.
        xlabel: what is counted.
        ylabel: what the values are.
        target: drawn as a dashed line; None draws none.
        title: over the picture.

    Raises:
        ValueError: there is no method, one has no run, or a run is empty or not one-dimensional.
    """
    if not histories:
        raise ValueError("histories is empty: give at least one method with its runs")
    runs = {name: _runs(given, name) for name, given in histories.items()}
    longest = max(len(run) for many in runs.values() for run in many)
    figure, axes = new_axes(title=title)
    iterations = np.arange(1, longest + 1)
    ends = []
    for (name, many), colour in zip(runs.items(), colours(len(runs)), strict=True):
        held = np.array([np.pad(run, (0, longest - len(run)), mode="edge") for run in many])
        low, middle, high = _band(held)
        axes.fill_between(iterations, low, high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(iterations, middle, color=colour, linewidth=2)
        stops = [(len(run), run[-1]) for run in many if len(run) < longest]
        if stops:
            axes.scatter(*zip(*stops, strict=True), s=14, color=colour, zorder=3)
        ends.append((name, colour, middle))
    if target is not None:
        axes.axhline(target, color=GREY, linestyle="--", linewidth=1, zorder=1)
        axes.annotate(
            f"target {number(target)}", (0.005, target), xycoords=("axes fraction", "data"),
            xytext=(0, 3), textcoords="offset points", color=GREY, fontsize=9,
        )  # fmt: skip
    for name, colour, middle in ends:
        axes.annotate(
            name, (1.01, middle[-1]), xycoords=("axes fraction", "data"), color=colour, va="center"
        )
    axes.set_xlim(1, max(longest, 2))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    finish(figure, _summary(runs, ends, longest, xlabel, target))


def _runs(given: Sequence[np.ndarray], name: str) -> list[np.ndarray]:
    if np.ndim(given[0] if len(given) else [0.0]) == 0:
        raise ValueError(f"{name!r} is a single run; put it into a list: [history]")
    if not len(given):
        raise ValueError(f"{name!r} has no run; give at least one")
    return [one_dimensional(run, name, finite=False) for run in given]


def _band(held: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lowest, median and highest of the runs (runs, iterations); a nan is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanmin(held, axis=0), np.nanmedian(held, axis=0), np.nanmax(held, axis=0)


def _summary(runs, ends, longest: int, xlabel: str, target: float | None) -> str:
    parts = []
    for name, _, middle in ends:
        part = f"{name}: {number(middle[0])} → {number(middle[-1])}"
        if target is not None:
            above = np.flatnonzero(middle >= target)
            part += f", at {number(target)} by {xlabel} {above[0] + 1}" if len(above) else (
                f", {number(target)} not reached"
            )  # fmt: skip
        parts.append(part)
    early = any(len(run) < longest for many in runs.values() for run in many)
    tail = " A run that stopped early (dot) holds its last value." if early else ""
    return f"Medians: {'; '.join(parts)}. Bands: lowest to highest run.{tail}"
