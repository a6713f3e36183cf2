"""List the exercises of lesson 10, the capstone."""

from checks.framework import Lesson
from checks.lesson_10.compare_methods import compare_methods
from checks.lesson_10.interquartile_mean import interquartile_mean
from checks.lesson_10.parallel_speedup import parallel_speedup
from checks.lesson_10.rollout_population import rollout_population
from checks.lesson_10.train_ars import train_ars

LESSON = Lesson(
    "10_capstone",
    exercises=[
        rollout_population,
        interquartile_mean,
        compare_methods,
        parallel_speedup,
        train_ars,
    ],
    withheld={
        "helpers.batched": "helpers.batched holds this lesson's finished rollout_population and "
        "cannot be imported while lesson 10 is scored: write the function in the notebook."
    },
    uses_ray=True,
)
