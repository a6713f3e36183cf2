"""A small railway map of the ten lessons, with the current one highlighted."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from helpers.plotting.style import BLACK, BLUE, GREEN, GREY, ORANGE, finish, in_style, new_axes


@dataclass(frozen=True)
class Station:
    """A lesson on the map.

    Attributes:
        name: the lesson's name, on one line.
        x: horizontal position, which grows from lesson to lesson.
        lane: 1 above the middle, -1 below it, else 0.
        colour: colour of the disc.
        label: the name as the map shows it, with line breaks.
        below: whether the label is below the disc instead of above it.
    """

    name: str
    x: float
    lane: int
    colour: str
    label: str
    below: bool = False


@dataclass(frozen=True)
class Line:
    """An idea that several lessons develop; each station builds on the one before it.

    Attributes:
        stations: the numbers of its lessons.
        colour: colour of the line.
        name: the idea; may be empty.
        at: position of the name, as (x, y).
        shift: vertical shift in the middle lane, where two lines run side by side.
    """

    stations: tuple[int, ...]
    colour: str
    name: str = ""
    at: tuple[float, float] = (0.0, 0.0)
    shift: float = 0.0


STATIONS = {
    1: Station("Rollouts", 0.8, 0, GREY, "Rollouts", below=True),
    2: Station("Test environments", 1.72, 0, GREY, "Test\nenvironments"),
    3: Station("Policy gradients", 3.15, 0, BLUE, "Policy\ngradients"),
    4: Station("Random search", 4.2, -1, GREEN, "Random\nsearch", below=True),
    5: Station("Cross-entropy method", 5.15, 1, ORANGE, "Cross-entropy\nmethod"),
    6: Station("Natural evolution strategies", 6.1, 0, BLUE, "Natural evolution\nstrategies"),
    7: Station("Distributed NES", 7.6, 0, BLUE, "Distributed\nNES"),
    8: Station("Seeds, not vectors", 8.7, 0, BLUE, "Seeds, not\nvectors"),
    9: Station("DeepCEM", 9.75, 1, ORANGE, "DeepCEM"),
    10: Station("Capstone", 10.8, 0, BLACK, "Capstone", below=True),
}

LINES = (
    Line((2, 5, 9, 10), ORANGE, "keep the best", (7.4, 1.0)),
    Line((2, 4, 7, 8, 10), GREEN, "many workers, with Ray", (5.6, -1.0), shift=-0.1),
    Line((2, 3, 6, 7, 8, 10), BLUE, "follow a gradient", (4.5, 0.0)),
    Line((1, 2), GREY),
)

GROUPS = {
    "tools": (1, 2),
    "for contrast": (3,),
    "populations": (4, 5, 6),
    "at scale": (7, 8),
    "networks": (9,),
    "compare": (10,),
}
EDGES = (0.25, 2.45, 3.7, 6.98, 9.22, 10.28, 11.32)
"""Positions at which the groups begin and end."""


@in_style
def course_map(lesson: int) -> None:
    """Draw the ten lessons, how they build on each other, and which one is the current one.

    Args:
        lesson: number of the current lesson, 1 to 10.

    Raises:
        ValueError: there is no lesson with that number.
    """
    if isinstance(lesson, bool) or lesson not in STATIONS:
        raise ValueError(f"there is no lesson {lesson!r}; the lessons are 1 to {len(STATIONS)}")
    figure, axes = new_axes(height=2.7)
    axes.axis("off")
    axes.set_xlim(0.2, 11.37)
    axes.set_ylim(-1.75, 2.05)
    _draw_groups(axes, lesson)
    for line in LINES:
        _draw_line(axes, line)
    for number in STATIONS:
        _draw_station(axes, number, lesson)
    _draw_key(axes)
    finish(figure, _summary(lesson))


def builds_on(lesson: int) -> list[int]:
    """Return the lessons that come directly before this one on its lines."""
    before = set()
    for line in LINES:
        if lesson in line.stations[1:]:
            before.add(line.stations[line.stations.index(lesson) - 1])
    return sorted(before)


def _draw_groups(axes: Axes, lesson: int) -> None:
    for (name, members), left, right in zip(GROUPS.items(), EDGES, EDGES[1:], strict=False):
        here = lesson in members
        box = FancyBboxPatch(
            (left + 0.04, -1.7),
            right - left - 0.08,
            3.7,
            boxstyle="round,pad=0,rounding_size=0.12",
            facecolor="#E8EEF4" if here else "#F6F6F6",
            linewidth=0,
            zorder=0,
        )
        axes.add_patch(box)
        axes.text(
            (left + right) / 2,
            1.8,
            name,
            ha="center",
            va="center",
            fontsize=8.5,
            color=BLACK if here else GREY,
            fontweight="bold" if here else "normal",
        )


def _draw_line(axes: Axes, line: Line) -> None:
    xs, ys = [], []
    for first, second in zip(line.stations, line.stations[1:], strict=False):
        x, y = _between(STATIONS[first], STATIONS[second], line.shift)
        xs.append(x)
        ys.append(y)
    axes.plot(
        np.concatenate(xs),
        np.concatenate(ys),
        color=line.colour,
        linewidth=4,
        solid_capstyle="round",
        solid_joinstyle="round",
        zorder=1,
    )
    if line.name:
        axes.annotate(
            line.name,
            line.at,
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8.5,
            style="italic",
            color=GREY,
        )


def _between(start: Station, end: Station, shift: float) -> tuple[np.ndarray, np.ndarray]:
    """Return points of the track between two stations; it bends near its end in the middle lane."""
    low, high = start.lane + shift * (start.lane == 0), end.lane + shift * (end.lane == 0)
    x = np.linspace(start.x, end.x, 200)
    left = start.x + 0.52 if start.lane == 0 else end.x - 0.85
    part = np.clip((x - left) / 0.6, 0.0, 1.0)
    return x, low + (high - low) * part**2 * (3 - 2 * part)


def _draw_station(axes: Axes, number: int, lesson: int) -> None:
    station = STATIONS[number]
    here, ahead = number == lesson, number > lesson
    edge = BLACK if here else station.colour
    axes.plot(
        station.x,
        station.lane,
        "o",
        markersize=18 if here else 14,
        zorder=3,
        markeredgewidth=2,
        markerfacecolor="white" if ahead else edge,
        markeredgecolor=edge,
    )
    axes.text(
        station.x,
        station.lane - 0.01,
        str(number),
        ha="center",
        va="center_baseline",
        zorder=4,
        fontsize=8 + 3 * here - 0.5 * (number > 9),
        fontweight="bold",
        color=BLACK if ahead else "white",
    )
    axes.annotate(
        station.label,
        (station.x, station.lane),
        ha="center",
        linespacing=1.0,
        zorder=4,
        xytext=(0, -11 if station.below else 12),
        textcoords="offset points",
        va="top" if station.below else "bottom",
        fontsize=8.5,
        fontweight="bold" if here else "normal",
        color=BLACK,
    )


def _draw_key(axes: Axes) -> None:
    discs = (
        (7.2, GREY, GREY, "behind"),
        (7.98, BLACK, BLACK, "here"),
        (8.56, "white", GREY, "ahead"),
    )
    for x, face, edge, word in discs:
        axes.plot(x, -1.45, "o", markersize=6, markerfacecolor=face, markeredgecolor=edge)
        axes.text(x + 0.11, -1.45, word, va="center_baseline", fontsize=8, color=GREY)


def _summary(lesson: int) -> str:
    text = f"Lesson {lesson} of {len(STATIONS)}, {STATIONS[lesson].name}"
    if before := builds_on(lesson):
        text += ", builds on " + _listed(before)
    if after := [n for n in STATIONS if lesson in builds_on(n)]:
        text += ("; it" if before else ",") + " leads to " + _listed(after)
    return text + "."


def _listed(lessons: list[int]) -> str:
    names = [f"{number} {STATIONS[number].name.replace(',', '')}" for number in lessons]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
