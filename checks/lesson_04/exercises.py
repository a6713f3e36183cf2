"""List the exercises of lesson 04, random search on Ray."""

from checks.framework import Lesson
from checks.lesson_04.evaluate_random_policy import evaluate_random_policy
from checks.lesson_04.flatten import flatten
from checks.lesson_04.random_policy import random_policy
from checks.lesson_04.random_search import random_search
from checks.lesson_04.rollout_actor import RolloutActor

LESSON = Lesson(
    "04_random_search",
    exercises=[random_policy, flatten, evaluate_random_policy, random_search, RolloutActor],
    uses_ray=True,
)
