"""The pictures of the lessons: ``from helpers import plotting``.

Each function shows one picture in the notebook and prints one line under it that says what there
is to see. Nothing is returned and no figure stays open.
"""

from helpers.plotting.course_map import course_map
from helpers.plotting.curves import learning_curves
from helpers.plotting.distribution import (
    magnitudes,
    pair_signal,
    search_distribution,
    update_paths,
)
from helpers.plotting.episode import show_episode
from helpers.plotting.errors import mean_with_error
from helpers.plotting.failures import failure_table
from helpers.plotting.search_movie import search_movie
from helpers.plotting.strip import strip_plot

__all__ = [
    "course_map",
    "failure_table",
    "learning_curves",
    "magnitudes",
    "mean_with_error",
    "pair_signal",
    "search_distribution",
    "search_movie",
    "show_episode",
    "strip_plot",
    "update_paths",
]
