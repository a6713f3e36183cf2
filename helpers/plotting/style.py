"""The common look of all pictures in the course, and the functions that show them.

The colours are those of Okabe and Ito (2008), which colour-blind readers can tell apart. Figures
are made without pyplot: none stays open, no backend is chosen and no global setting is changed.
"""

import base64
import io
import sys
from collections.abc import Iterator

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLACK, GREY, PALE = "#222222", "#767676", "#D9D9D9"
BLUE, ORANGE, GREEN, VERMILLION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, YELLOW = "#CC79A7", "#56B4E9", "#F0E442"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
"""Colours for groups and methods, in the order of use; yellow is too pale for lines."""

DOTS_PER_INCH = 100
SHARPNESS = 2
"""Pictures have twice as many pixels each way as they are shown with, for high-density screens."""

SETTINGS = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "text.color": BLACK,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelcolor": BLACK,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": BLACK,
    "ytick.labelcolor": BLACK,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
}

in_style = matplotlib.rc_context(SETTINGS)
"""Decorator for functions that draw: it applies the settings above inside them and nowhere else."""


def new_axes(width: float = 8.0, height: float = 3.0, title: str = "") -> tuple[Figure, Axes]:
    """Make an empty picture. Call this in a function decorated with `in_style`.

    Args:
        width: in inches; a notebook is 8 wide.
        height: in inches.
        title: title above the picture, at the left; may be empty.

    Returns:
        The figure and its axes.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    if title:
        axes.set_title(title)
    return figure, axes


def colours(count: int) -> Iterator[str]:
    """Yield this many colours of the palette, starting over when it is used up."""
    return (PALETTE[i % len(PALETTE)] for i in range(count))


def finish(figure: Figure, summary: str) -> None:
    """Show a picture in the notebook and print its summary under it.

    Args:
        figure: the figure, from `new_axes`.
        summary: one line, made from the data; it is also the picture's alternative text.
    """
    width = round(figure.get_figwidth() * DOTS_PER_INCH)
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=SHARPNESS * DOTS_PER_INCH)
    show(data.getvalue(), summary, width)


def show(png: bytes, summary: str, width: int, html: str | None = None) -> None:
    """Show a picture and print a line under it. Outside IPython, only print the line.

    Args:
        png: the content of the PNG file.
        summary: the line; also the alternative text, for tools that convert notebooks to pages.
        width: in CSS pixels.
        html: shown instead of the picture by front ends that display HTML, such as JupyterLab.
    """
    if in_notebook():
        from IPython.display import display

        about = {"alt": summary, "width": width}
        text = base64.b64encode(png).decode("ascii")
        bundle = {"image/png": text, "text/plain": "[picture]"}
        if html is not None:
            bundle["text/html"] = html
        display(bundle, metadata={"image/png": about}, raw=True)
    print(summary)


def in_notebook() -> bool:
    """Tell whether this code runs in IPython, which can show pictures."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
