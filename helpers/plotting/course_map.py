"""Where we are: the ten lessons as stations of a small network."""

from dataclasses import dataclass

from helpers.plotting.style import BLACK, BLUE, GREEN, GREY, ORANGE, finish, in_style, new_axes


@dataclass(frozen=True)
class Station:
    """A lesson on the map; x grows with its number, y is 1 for elites, -1 for Ray, else 0."""

    name: str
    x: float
    y: float
    colour: str


STATIONS = {
    1: Station("Rollouts", 1, 0, GREY),
    2: Station("Test\nenvironments", 2, 0, GREY),
    3: Station("Policy\ngradients", 3, 0, BLUE),
    4: Station("Random\nsearch", 4, -1, GREEN),
    5: Station("Cross-entropy\nmethod", 5, 1, ORANGE),
    6: Station("Natural evolution\nstrategies", 6, 0, BLUE),
    7: Station("Distributed\nNES", 7, 0, BLUE),
    8: Station("Seeds,\nnot vectors", 8, 0, BLUE),
    9: Station("DeepCEM", 9, 1, ORANGE),
    10: Station("Capstone", 10, 0, BLACK),
}


@in_style
def course_map(lesson: int) -> None:
    """Draw the ten lessons, how they build on each other, and which one this is.

    Args:
        lesson: its number, 1 to 10.

    Raises:
        ValueError: there is no lesson of that number.
    """
    if lesson not in STATIONS:
        raise ValueError(f"there is no lesson {lesson!r}; the lessons are 1 to {len(STATIONS)}")
    figure, axes = new_axes(height=2.6)
    axes.axis("off")
    for number, station in STATIONS.items():
        here = number == lesson
        axes.scatter(station.x, station.y, s=600 if here else 300, color=station.colour)
        axes.annotate(str(number), (station.x, station.y), ha="center", va="center")
    finish(figure, f"You are in lesson {lesson}.")
