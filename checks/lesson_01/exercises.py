"""List the exercises of lesson 01, rollouts, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_01.cartpole_policy import cartpole_policy
from checks.lesson_01.discounted_return import discounted_return
from checks.lesson_01.evaluate_policy import evaluate_policy
from checks.lesson_01.random_rollout import random_rollout
from checks.lesson_01.rollout_policy import rollout_policy

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
