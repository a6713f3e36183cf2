"""Decide which tests stay together in one process when tests run in parallel.

The modules named here share an expensive fixture. Tests that start Ray would hinder each other,
because two at once need twice the processors. The plug-in's own groups (``xdist_group``) do not
work with pytest 9.2.
"""

import re
from functools import cache

from xdist.scheduler import LoadScopeScheduling

from checks.lessons import load_lesson
from grading.lessons.source import lesson_names

WHOLE = re.compile(r"/(test_attacks|test_grade|test_bundle|test_lab|test_setup)\.py$")
RAY = re.compile(
    r"/(test_ray_start|test_ray_tasks|test_task_watch|test_workers|test_threads_or_ray|test_resume|test_ordinary_user)\.py$"
    r"|/gradebook/test_speed\.py$|/cluster/"
)
SMALL_CLASS = re.compile(r"/(test_export|test_feedback|test_late|test_report|test_formgrader)\.py$")
NUMBER = re.compile(r"\[(\d\d)[-_]")


@cache
def numbers_with_ray() -> frozenset[str]:
    """Return the two-digit numbers of the lessons that start Ray."""
    return frozenset(name[:2] for name in lesson_names() if load_lesson(name).uses_ray)


def group(nodeid: str) -> str:
    """Return the group of a test; tests in the same group run one after the other."""
    module = nodeid.split("::")[0]
    found = NUMBER.search(nodeid)
    if RAY.search(module) or (found and found[1] in numbers_with_ray()):
        return "ray"
    if SMALL_CLASS.search(module):
        return "small class"
    return module if WHOLE.search(module) else nodeid


class SideBySide(LoadScopeScheduling):
    """A scheduler that hands out whole groups of tests, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
