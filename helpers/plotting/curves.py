"""Learning curves: several runs of each method, summarised without hiding how they differ."""

import warnings
from collections.abc import Iterable, Sequence
from numbers import Number

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.plotting.style import GREY, colours, finish, in_style, new_axes
from helpers.plotting.words import number, one_dimensional

LABEL_GAP = 0.085
"""Smallest distance between two names at the right, as a share of the axis: one line of text."""


@in_style
def learning_curves(
    histories: dict[str, Sequence[np.ndarray]],
    xlabel: str = "iteration",
    ylabel: str = "mean return",
    target: float | None = None,
    title: str = "",
) -> None:
    """Draw the median over runs as a line and the range from lowest to highest as a band.

    A run that stopped early keeps its last value from there on; a dot marks where it stopped.

    Args:
        histories: maps the name of a method to its runs, one per seed. Each run is an array of
            shape (iterations,) that begins with iteration 1. Lengths may differ; nan is ignored.
        xlabel: label of the x-axis: what is counted.
        ylabel: label of the y-axis: what the values are.
        target: value of a dashed line; None draws no line.
        title: title above the picture.

    Raises:
        ValueError: there is no method, a method has no run, or a run is empty, not
            one-dimensional, infinite somewhere, or nan everywhere.
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
        axes.plot(iterations, middle, "o" if longest == 1 else "-", color=colour, linewidth=2)
        stops = [(len(run), run[-1]) for run in many if len(run) < longest]
        if stops:
            axes.scatter(
                *zip(*stops, strict=True), s=26, color=colour, edgecolors="white", zorder=3
            )
        ends.append((name, colour, middle))
    if target is not None:
        axes.axhline(target, color=GREY, linestyle="--", linewidth=1, zorder=1)
        axes.annotate(
            f"target {number(target)}",
            (0.005, target),
            xycoords=("axes fraction", "data"),
            xytext=(0, 3),
            textcoords="offset points",
            color=GREY,
            fontsize=9,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
        )
    _name_lines(axes, ends)
    axes.set_xlim(1, max(longest, 2))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes.grid(axis="y")
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)
    finish(figure, _summary(runs, ends, longest, xlabel, target))


def _name_lines(axes: Axes, ends: list[tuple[str, str, np.ndarray]]) -> None:
    """Write each name at the end of its line, moving names apart if lines end close together."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high)
    last = [middle[np.isfinite(middle)][-1] for _, _, middle in ends]
    heights = [float((value - low) / (high - low)) for value in last]
    for (name, colour, _), height in zip(ends, _apart(heights, LABEL_GAP), strict=True):
        axes.annotate(name, (1.01, height), xycoords="axes fraction", color=colour, va="center")


def _apart(heights: list[float], gap: float) -> list[float]:
    """Move heights at least a gap apart, as little as possible and without changing their order."""
    order = np.argsort(heights, kind="stable")
    moved = np.array(heights)[order]
    steps = gap * np.arange(len(moved))
    # Least squares with the order kept: the pool-adjacent-violators algorithm.
    blocks: list[list[float]] = []
    for value in moved - steps:
        blocks.append([value])
        while len(blocks) > 1 and np.mean(blocks[-2]) > np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    level = np.concatenate([np.full(len(block), np.mean(block)) for block in blocks])
    apart = np.empty(len(moved))
    apart[order] = level + steps
    return apart.tolist()


def _runs(given: Sequence[np.ndarray], name: str) -> list[np.ndarray]:
    given = list(given) if isinstance(given, Iterable) else [given]
    if not given:
        raise ValueError(f"{name!r} has no run; give at least one")
    if isinstance(given[0], Number):
        raise ValueError(f"{name!r} is a single run; put it into a list: [history]")
    runs = [one_dimensional(run, name, finite=False) for run in given]
    if any(np.isinf(run).any() for run in runs) or all(np.isnan(run).all() for run in runs):
        raise ValueError(f"{name!r} holds infinity, or nothing but nan")
    return runs


def _band(held: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return lowest, median and highest of the runs, shape (runs, iterations), ignoring nan."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanmin(held, axis=0), np.nanmedian(held, axis=0), np.nanmax(held, axis=0)


def _summary(runs, ends, longest: int, xlabel: str, target: float | None) -> str:
    parts = []
    for name, _, middle in ends:
        known = middle[np.isfinite(middle)]
        part = f"{name}: {number(known[0])} → {number(known[-1])}"
        if target is not None:
            above = np.flatnonzero(middle >= target)
            part += (
                f", at {number(target)} by {xlabel} {above[0] + 1}"
                if len(above)
                else (f", {number(target)} not reached")
            )
        parts.append(part)
    early = any(len(run) < longest for many in runs.values() for run in many)
    tail = " A run that stopped early (dot) holds its last value." if early else ""
    return f"Medians: {'; '.join(parts)}. Bands: lowest to highest run.{tail}"
