"""Check that Ray is installed if a lesson needs it, before anything is run or written."""

import importlib.util

from checks.framework import Lesson
from grading.errors import CourseError


def require_ray(lesson: Lesson) -> None:
    """Check that Ray is installed if the lesson uses it.

    Raises:
        CourseError: Ray is needed but not installed.
    """
    if lesson.uses_ray and importlib.util.find_spec("ray") is None:
        raise CourseError(f"{lesson.name} needs Ray, which is not installed: run `make setup`")
