"""Lesson 04, random search on Ray: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_04_actor import RolloutActor
from helpers.checks.lesson_04_evaluate import evaluate_random_policy
from helpers.checks.lesson_04_policies import random_policy
from helpers.checks.lesson_04_search import random_search
from helpers.checks.lesson_04_vectors import flatten

LESSON = Lesson(
    "04_random_search",
    exercises=[random_policy, flatten, evaluate_random_policy, random_search, RolloutActor],
    uses_ray=True,
)
