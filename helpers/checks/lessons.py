"""Find a lesson's checks by its name."""

import importlib

from helpers.checks.framework import Lesson


def load_lesson(name: str) -> Lesson:
    """The exercises of a lesson.

    Args:
        name: for example "01_rollouts".

    Returns:
        What ``helpers/checks/lesson_01.py`` defines as ``LESSON``.
    """
    return importlib.import_module(f"helpers.checks.lesson_{name[:2]}").LESSON
