"""List the exercises of lesson 02, test environments, in the order of the notebook."""

from checks.framework import Lesson
from checks.lesson_02.action_matters_policy import action_matters_policy
from checks.lesson_02.counter_env import CounterEnv
from checks.lesson_02.counter_policy import counter_policy
from checks.lesson_02.failing_environments import failing_environments
from checks.lesson_02.observation_matters_env import ObservationMattersEnv

LESSON = Lesson(
    "02_test_environments",
    exercises=[
        action_matters_policy,
        CounterEnv,
        counter_policy,
        ObservationMattersEnv,
        failing_environments,
    ],
    withheld={
        "helpers.environments.counter": "helpers.environments.counter holds this lesson's finished "
        "CounterEnv and cannot be imported while lesson 02 is scored: write the class in the "
        "notebook.",
        "helpers.environments.observation_matters": "helpers.environments.observation_matters "
        "holds this lesson's finished ObservationMattersEnv and cannot be imported while lesson 02 "
        "is scored: write the class in the notebook.",
    },
)
