"""List the exercises of lesson 07, distributed NES, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_07.compute_action import compute_action
from checks.lesson_07.diagnose import diagnose
from checks.lesson_07.evaluate_perturbed_policies import evaluate_perturbed_policies
from checks.lesson_07.generate_perturbed_policies import generate_perturbed_policies
from checks.lesson_07.train_nes import train_nes
from checks.lesson_07.update_mean_policy import update_mean_policy

LESSON = Lesson(
    "07_distributed_nes",
    exercises=[
        compute_action,
        generate_perturbed_policies,
        update_mean_policy,
        evaluate_perturbed_policies,
        train_nes,
        diagnose,
    ],
    uses_ray=True,
)
