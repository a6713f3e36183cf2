"""Lesson 08, seeds, not vectors: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_08_bytes import message_bytes
from helpers.checks.lesson_08_evaluate import evaluate_seed
from helpers.checks.lesson_08_gather import gather_results
from helpers.checks.lesson_08_noise import noise_from_seed
from helpers.checks.lesson_08_table import NoiseTable
from helpers.checks.lesson_08_update import update_from_seeds

LESSON = Lesson(
    "08_seeds_not_vectors",
    exercises=[
        noise_from_seed,
        evaluate_seed,
        update_from_seeds,
        message_bytes,
        NoiseTable,
        gather_results,
    ],
    uses_ray=True,
)
