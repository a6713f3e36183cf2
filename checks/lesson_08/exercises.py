"""List the exercises of lesson 08, seeds, not vectors."""

from checks.framework import Lesson
from checks.lesson_08.evaluate_seed import evaluate_seed
from checks.lesson_08.gather_results import gather_results
from checks.lesson_08.message_bytes import message_bytes
from checks.lesson_08.noise_from_seed import noise_from_seed
from checks.lesson_08.noise_table import NoiseTable
from checks.lesson_08.update_from_seeds import update_from_seeds

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
