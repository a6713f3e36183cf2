"""Say in one line that a lesson needs Ray, before anything is run or written."""

import importlib.util

from checks.framework import Lesson
from grading.errors import CourseError


def require_ray(lesson: Lesson) -> None:
    """Make sure that Ray is there for a lesson that uses it.

    Raises:
        CourseError: it is not installed.
    """
    if lesson.uses_ray and importlib.util.find_spec("ray") is None:
        raise CourseError(f"{lesson.name} needs Ray, which is not installed: run `make setup`")
