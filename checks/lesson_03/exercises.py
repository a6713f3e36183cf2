"""List the exercises of lesson 03, policy gradients, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_03.action_probabilities import action_probabilities
from checks.lesson_03.grad_log_policy import grad_log_policy
from checks.lesson_03.policy_gradient import policy_gradient
from checks.lesson_03.rewards_to_go import rewards_to_go
from checks.lesson_03.softmax import softmax
from checks.lesson_03.train_reinforce import train_reinforce

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
