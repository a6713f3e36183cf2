"""Find the checks of a lesson, and the module of an exercise, by name."""

import importlib
import re

from checks.framework import Lesson


def load_lesson(name: str) -> Lesson:
    """Import the exercises of a lesson.

    Args:
        name: for example "01_rollouts".

    Returns:
        The object ``LESSON`` of, for example, ``checks/lesson_01/exercises.py``.
    """
    return importlib.import_module(f"checks.lesson_{name[:2]}.exercises").LESSON


def module_name(exercise: str) -> str:
    """Return the name of an exercise's module in its lesson's package.

    Args:
        exercise: for example "softmax" or "CounterEnv".

    Returns:
        For example "softmax" or "counter_env".
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", exercise).lower()
