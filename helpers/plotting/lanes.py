"""Timelines of the episodes in a vector environment, played in lockstep or from a queue."""

import heapq
from collections.abc import Sequence

import numpy as np

from helpers.plotting.style import BLUE, PALE, SKY, finish, in_style, new_axes
from helpers.plotting.words import one_dimensional

Lane = tuple[int, float, float]
"""Sub-environment, first step and length of an episode."""


@in_style
def episode_lanes(lengths: Sequence[float], num_envs: int, title: str = "") -> None:
    """Draw the same episodes twice: played in rounds, and taken from a queue.

    Args:
        lengths: number of steps of each episode, in the order in which they begin, shape
            (episodes,).
        num_envs: number of sub-environments, one lane each.
        title: title above the picture.

    Raises:
        ValueError: there is no episode, a length is below 1, or there is no sub-environment.
    """
    steps = one_dimensional(lengths, "lengths")
    if steps.min() < 1 or num_envs < 1:
        raise ValueError("an episode has at least one step, and there is at least one lane")
    plans = {"lockstep": lockstep(steps, num_envs), "queue": queue(steps, num_envs)}
    figure, first = new_axes(height=0.9 + 0.16 * 2 * num_envs, title=title)
    first.remove()
    longest = max(end_of(plan) for plan in plans.values())
    parts, shared = [], None
    for row, (name, plan) in enumerate(plans.items()):
        axes = figure.add_subplot(2, 1, row + 1, sharex=shared)
        shared = axes
        if row == 0 and title:
            axes.set_title(title)
        axes.broken_barh([(0, end_of(plan))], (-0.5, num_envs), facecolors=PALE)
        for lane in range(num_envs):
            bars = [(start, length) for where, start, length in plan if where == lane]
            axes.broken_barh(
                bars,
                (lane - 0.4, 0.8),
                facecolors=[(BLUE, SKY)[i % 2] for i in range(len(bars))],
            )
        axes.set_ylim(num_envs - 0.5, -0.5)
        axes.set_xlim(0, longest)
        axes.set_yticks([])
        axes.set_ylabel(name)
        axes.spines["left"].set_visible(False)
        busy = steps.sum() / (num_envs * end_of(plan))
        parts.append(f"{name} {end_of(plan):,.0f} steps, {busy:.0%} busy")
    axes.set_xlabel("step of the vector environment (a bar is an episode, grey is idle)")
    text = "; ".join(parts)
    finish(figure, f"{len(steps)} episodes in {num_envs} sub-environments: {text}.")


def end_of(plan: list[Lane]) -> float:
    """Return the step at which the last episode of a plan ends."""
    return max(start + length for _, start, length in plan)


def lockstep(lengths: np.ndarray, num_envs: int) -> list[Lane]:
    """Plan episodes in rounds, each of which lasts as long as its longest episode.

    Args:
        lengths: number of steps of each episode, shape (episodes,).
        num_envs: episodes per round.

    Returns:
        One `Lane` per episode.
    """
    plan, start = [], 0.0
    for k in range(0, len(lengths), num_envs):
        together = lengths[k : k + num_envs]
        plan += [(lane, start, float(length)) for lane, length in enumerate(together)]
        start += float(together.max())
    return plan


def queue(lengths: np.ndarray, num_envs: int) -> list[Lane]:
    """Plan episodes from a queue: after a step that only resets, a free lane takes the next one.

    Args:
        lengths: number of steps of each episode, shape (episodes,).
        num_envs: number of sub-environments.

    Returns:
        One `Lane` per episode.
    """
    free = [(0.0, lane) for lane in range(num_envs)]
    plan = []
    for length in lengths:
        start, lane = heapq.heappop(free)
        plan.append((lane, start, float(length)))
        heapq.heappush(free, (start + float(length) + 1.0, lane))
    return plan
