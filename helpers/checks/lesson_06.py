"""Lesson 06, natural evolution strategies: its exercises, from modules of their own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_06_density import log_density_gradient
from helpers.checks.lesson_06_gradient import search_gradient
from helpers.checks.lesson_06_noise import antithetic_noise
from helpers.checks.lesson_06_ranks import centered_ranks
from helpers.checks.lesson_06_search import nes
from helpers.checks.lesson_06_standardize import standardize
from helpers.checks.lesson_06_step import nes_step
from helpers.checks.lesson_06_training import train_frozenlake

LESSON = Lesson(
    "06_natural_evolution_strategies",
    exercises=[
        antithetic_noise,
        log_density_gradient,
        standardize,
        centered_ranks,
        search_gradient,
        nes_step,
        nes,
        train_frozenlake,
    ],
)
