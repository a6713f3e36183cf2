"""List the exercises of lesson 06, natural evolution strategies, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_06.antithetic_noise import antithetic_noise
from checks.lesson_06.centered_ranks import centered_ranks
from checks.lesson_06.log_density_gradient import log_density_gradient
from checks.lesson_06.nes import nes
from checks.lesson_06.nes_step import nes_step
from checks.lesson_06.search_gradient import search_gradient
from checks.lesson_06.standardize import standardize
from checks.lesson_06.train_frozenlake import train_frozenlake

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
