"""Lesson 10, the capstone: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_10_ars import train_ars
from helpers.checks.lesson_10_compare import compare_methods
from helpers.checks.lesson_10_rollouts import rollout_population
from helpers.checks.lesson_10_scores import interquartile_mean
from helpers.checks.lesson_10_speedup import parallel_speedup

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
