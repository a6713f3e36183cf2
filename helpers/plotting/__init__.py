"""The pictures of the lessons: ``from helpers import plotting``.

Each function shows one picture in the notebook and prints one line under it that summarises what
the picture shows. The functions return nothing and leave no figure open.
"""

from helpers.plotting.course_map import course_map
from helpers.plotting.curves import learning_curves
from helpers.plotting.distribution import (
    magnitudes,
    pair_signal,
    search_distribution,
    update_paths,
)
from helpers.plotting.elites import elite_threshold
from helpers.plotting.episode import show_episode
from helpers.plotting.errors import mean_with_error
from helpers.plotting.failures import failure_table
from helpers.plotting.histograms import fitness_shapes, gradient_spread
from helpers.plotting.lake import lake_policy
from helpers.plotting.lanes import episode_lanes
from helpers.plotting.methods import cost_curves, intervals
from helpers.plotting.policy_shapes import curves_over, policy_map
from helpers.plotting.return_landscape import return_landscape
from helpers.plotting.scaling import scaling
from helpers.plotting.search_movie import search_movie
from helpers.plotting.second_look import second_look
from helpers.plotting.speed import speedup_curve, throughput
from helpers.plotting.strip import strip_plot
from helpers.plotting.tasks import task_fates, task_timeline

__all__ = [
    "cost_curves",
    "course_map",
    "curves_over",
    "elite_threshold",
    "episode_lanes",
    "failure_table",
    "fitness_shapes",
    "gradient_spread",
    "intervals",
    "lake_policy",
    "learning_curves",
    "magnitudes",
    "mean_with_error",
    "pair_signal",
    "policy_map",
    "return_landscape",
    "scaling",
    "search_distribution",
    "search_movie",
    "second_look",
    "show_episode",
    "speedup_curve",
    "strip_plot",
    "task_fates",
    "task_timeline",
    "throughput",
    "update_paths",
]
