"""Lesson 07, distributed NES: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_07_diagnose import diagnose
from helpers.checks.lesson_07_perturbed import generate_perturbed_policies
from helpers.checks.lesson_07_policies import compute_action
from helpers.checks.lesson_07_tasks import evaluate_perturbed_policies
from helpers.checks.lesson_07_training import train_nes
from helpers.checks.lesson_07_update import update_mean_policy

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
