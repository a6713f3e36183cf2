"""Lesson 03, policy gradients: its exercises, each from a module of its own."""

from helpers.checks.framework import Lesson
from helpers.checks.lesson_03_gradient import policy_gradient
from helpers.checks.lesson_03_log import grad_log_policy
from helpers.checks.lesson_03_policy import action_probabilities
from helpers.checks.lesson_03_softmax import softmax
from helpers.checks.lesson_03_to_go import rewards_to_go
from helpers.checks.lesson_03_training import train_reinforce

LESSON = Lesson(
    "03_policy_gradients",
    exercises=[
        softmax,
        action_probabilities,
        grad_log_policy,
        rewards_to_go,
        policy_gradient,
        train_reinforce,
    ],
)
