"""Lesson 01, rollouts: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_01_cartpole import cartpole_policy
from helpers.checks.lesson_01_discount import discounted_return
from helpers.checks.lesson_01_evaluate import evaluate_policy
from helpers.checks.lesson_01_policy import rollout_policy
from helpers.checks.lesson_01_random import random_rollout

LESSON = Lesson(
    "01_rollouts",
    exercises=[
        random_rollout,
        rollout_policy,
        discounted_return,
        evaluate_policy,
        cartpole_policy,
    ],
    withheld={
        "helpers.rollouts": "helpers.rollouts holds this lesson's finished answers and cannot be "
        "imported while lesson 01 is scored: write the function in the notebook."
    },
)
