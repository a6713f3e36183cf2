"""A film of a search distribution that moves over a landscape of two parameters."""

from collections.abc import Callable, Iterator, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse
from PIL import Image

from helpers.landscapes import Snapshot
from helpers.plotting.movie import show_movie
from helpers.plotting.style import BLACK, DOTS_PER_INCH, ORANGE, in_style
from helpers.plotting.words import number

Landscape = Callable[[np.ndarray, np.ndarray], np.ndarray]

MILLISECONDS = 90
HELD, MOVING = 3, 4
"""Number of frames that show an iteration's samples, and of frames on the way to the next."""
SHARPNESS = 1.25
DARK = ListedColormap(matplotlib.colormaps["viridis"](np.linspace(0.0, 0.78, 256)))
"""Viridis without its yellow end, on which white lines would be invisible."""


@in_style
def search_movie(
    panels: dict[str, tuple[Landscape, Sequence[Snapshot]]],
    columns: int = 2,
    reach: tuple[float, float, float, float] = (-2.5, 2.5, -2.0, 2.0),
) -> None:
    """Show how search distributions move, one panel each, iteration by iteration.

    Samples are dots, the chosen ones orange; the ellipses mark one and two sigma; the line is the
    path of the mean so far. A search that ends before the others stands still from there on.

    Args:
        panels: maps a name to a landscape, a function of arrays x and y, and to the snapshots of
            the search.
        columns: number of panels side by side.
        reach: limits of the axes: x from, x to, y from, y to.

    Raises:
        ValueError: there is no panel, or a panel has no snapshot.
    """
    if not panels:
        raise ValueError("panels is empty: give at least one search")
    if empty := [name for name, (_, snapshots) in panels.items() if not len(snapshots)]:
        raise ValueError(f"{empty[0]!r} has no snapshot; give at least one")
    rows = -(-len(panels) // columns)
    figure = Figure(figsize=(8.0, 3.2 * rows), dpi=SHARPNESS * DOTS_PER_INCH, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    drawn = []
    for i, (name, (landscape, snapshots)) in enumerate(panels.items()):
        axes = figure.add_subplot(rows, columns, i + 1)
        _draw_landscape(axes, landscape, reach)
        axes.set_title(name)
        drawn.append(_Search(axes, snapshots))
    canvas.draw()
    figure.set_layout_engine("none")
    background = canvas.copy_from_bbox(figure.bbox)
    longest = max(len(snapshots) for _, snapshots in panels.values())

    def frames() -> Iterator[Image.Image]:
        for moment in _moments(longest):
            canvas.restore_region(background)
            for search in drawn:
                search.draw(moment)
            yield Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])

    width = round(figure.get_figwidth() * DOTS_PER_INCH)
    show_movie(frames(), MILLISECONDS, _summary(panels), width)


def _moments(longest: int) -> Iterator[float]:
    """Yield the moment of each frame, in iterations from 0, with fractions in between."""
    for iteration in range(longest):
        yield from [float(iteration)] * HELD
        if iteration < longest - 1:
            yield from iteration + np.arange(1, MOVING + 1) / (MOVING + 1)
    yield from [float(longest - 1)] * 2 * HELD


def _draw_landscape(axes: Axes, landscape: Landscape, reach: tuple) -> None:
    x, y = np.meshgrid(np.linspace(*reach[:2], 200), np.linspace(*reach[2:], 160))
    heights = landscape(x, y)
    # Levels of equal area bring out a flat ridge; levels of equal height, hills above a plain.
    by_area = np.quantile(heights, np.linspace(0.0, 1.0, 13))
    by_height = np.linspace(heights.min(), heights.max(), 9)
    levels = np.unique(np.round(np.concatenate([by_area, by_height]), 9))
    axes.contourf(x, y, heights, levels, cmap=DARK, norm=BoundaryNorm(levels, DARK.N))
    top = np.unravel_index(np.argmax(heights), heights.shape)
    axes.plot(x[top], y[top], "*", color="white", markersize=12, markeredgecolor=BLACK)
    axes.set_xlim(*reach[:2])
    axes.set_ylim(*reach[2:])
    axes.set_aspect("equal")
    axes.set_xlabel("first parameter")
    axes.set_ylabel("second parameter")


class _Search:
    """The moving parts of one panel."""

    def __init__(self, axes: Axes, snapshots: Sequence[Snapshot]) -> None:
        self.axes, self.snapshots = axes, snapshots
        self.means = np.array([snapshot.mean for snapshot in snapshots], dtype=float)
        self.sigmas = np.array(
            [np.broadcast_to(snapshot.sigma, 2) for snapshot in snapshots], dtype=float
        )
        (self.others,) = axes.plot([], [], "o", color="white", markersize=3.5, alpha=0.8)
        (self.chosen,) = axes.plot(
            [], [], "o", color=ORANGE, markersize=5, markeredgecolor=BLACK, markeredgewidth=0.5
        )
        (self.path,) = axes.plot([], [], "-", color="white", linewidth=1.5)
        (self.mean,) = axes.plot([], [], "+", color="white", markersize=11, markeredgewidth=2)
        self.ellipses = [
            Ellipse((0, 0), 1, 1, fill=False, edgecolor="white", linewidth=1.2) for _ in range(2)
        ]
        for ellipse in self.ellipses:
            axes.add_patch(ellipse)
        self.count = axes.text(
            0.02, 0.03, "", transform=axes.transAxes, color="white", fontweight="bold"
        )
        self.artists = [*self.ellipses, self.path, self.others, self.chosen, self.mean, self.count]
        for artist in self.artists:
            artist.set_animated(True)

    def draw(self, moment: float) -> None:
        """Draw the search at a moment, which is counted in iterations."""
        moment = min(moment, len(self.snapshots) - 1.0)
        before = int(moment)
        share = moment - before
        after = min(before + 1, len(self.snapshots) - 1)
        mean = (1 - share) * self.means[before] + share * self.means[after]
        sigma = (1 - share) * self.sigmas[before] + share * self.sigmas[after]
        for ellipse, size in zip(self.ellipses, (1, 2), strict=True):
            ellipse.set_center(mean)
            ellipse.set_width(2 * size * sigma[0])
            ellipse.set_height(2 * size * sigma[1])
        self.path.set_data(*np.vstack([self.means[: before + 1], mean]).T)
        self.mean.set_data(*mean[:, None])
        snapshot = self.snapshots[before]
        samples = np.reshape(snapshot.samples, (-1, 2))
        counts = snapshot.chosen is not None
        chosen = np.asarray(snapshot.chosen) if counts else np.zeros(len(samples), dtype=bool)
        self.others.set_data(*samples[~chosen].T)
        self.chosen.set_data(*samples[chosen].T)
        self.count.set_text(f"iteration {before}")
        for artist in self.artists:
            self.axes.draw_artist(artist)


def _summary(panels: dict) -> str:
    parts = []
    for name, (landscape, snapshots) in panels.items():
        mean, sigma = snapshots[-1].mean, np.mean(snapshots[-1].sigma)
        height = float(landscape(np.asarray(mean[0]), np.asarray(mean[1])))
        parts.append(
            f"{name}: after {len(snapshots) - 1} iterations the mean is at ({number(mean[0])}, "
            f"{number(mean[1])}), height {number(height)}, sigma {number(sigma)}"
        )
    return "; ".join(parts) + "."
