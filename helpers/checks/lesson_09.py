"""Lesson 09, DeepCEM: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_09_agent import DeepCEM
from helpers.checks.lesson_09_elites import select_elite_steps
from helpers.checks.lesson_09_play import play_episodes
from helpers.checks.lesson_09_training import train_deep_cem

LESSON = Lesson(
    "09_deep_cem",
    exercises=[play_episodes, select_elite_steps, DeepCEM, train_deep_cem],
    withheld={
        "helpers.gradient_bench": "helpers.gradient_bench plays whole batches: lesson 9 is where "
        "you build that (play_episodes)"
    },
)
