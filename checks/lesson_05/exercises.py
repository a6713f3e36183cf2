"""List the exercises of lesson 05, the cross-entropy method, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_05.cross_entropy_method import cross_entropy_method
from checks.lesson_05.fit_gaussian import fit_gaussian
from checks.lesson_05.linear_policy import linear_policy
from checks.lesson_05.sample_population import sample_population
from checks.lesson_05.select_elites import select_elites
from checks.lesson_05.train_cartpole import train_cartpole

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
