"""Lesson 05, the cross-entropy method: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_05_elites import select_elites
from helpers.checks.lesson_05_fit import fit_gaussian
from helpers.checks.lesson_05_policy import linear_policy
from helpers.checks.lesson_05_population import sample_population
from helpers.checks.lesson_05_search import cross_entropy_method
from helpers.checks.lesson_05_training import train_cartpole

LESSON = Lesson(
    "05_cross_entropy_method",
    exercises=[
        sample_population,
        select_elites,
        fit_gaussian,
        cross_entropy_method,
        linear_policy,
        train_cartpole,
    ],
    withheld={
        "helpers.cem": "helpers.cem holds this lesson's finished answers and cannot be imported "
        "while lesson 05 is scored: write the functions in the notebook."
    },
)
