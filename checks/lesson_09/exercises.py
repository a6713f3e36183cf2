"""List the exercises of lesson 09, DeepCEM."""

from checks.framework import Lesson
from checks.lesson_09.deep_cem import DeepCEM
from checks.lesson_09.play_episodes import play_episodes
from checks.lesson_09.select_elite_steps import select_elite_steps
from checks.lesson_09.train_deep_cem import train_deep_cem

LESSON = Lesson(
    "09_deep_cem",
    exercises=[play_episodes, select_elite_steps, DeepCEM, train_deep_cem],
    withheld={
        "helpers.gradient_bench": "helpers.gradient_bench plays whole batches: lesson 9 is where "
        "you build that (play_episodes)"
    },
)
