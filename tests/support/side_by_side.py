"""Which tests follow each other in one process, where tests run side by side.

The modules named here share an expensive fixture. Tests that start Ray would hinder each other:
two of them at once want twice the processors. The plug-in's own groups (``xdist_group``) do not
work with pytest 9.2.
"""

import re
from functools import cache

from xdist.scheduler import LoadScopeScheduling

from checks.lessons import load_lesson
from grading.lessons.source import lesson_names

WHOLE = re.compile(r"/(test_attacks|test_grade|test_bundle|test_lab|test_setup)\.py$")
RAY = re.compile(
    r"/(test_ray_start|test_task_watch|test_workers|test_resume|test_speed|test_ordinary_user)\.py$|/cluster/"
)
NUMBER = re.compile(r"\[(\d\d)[-_]")


@cache
def numbers_with_ray() -> frozenset[str]:
    """Numbers of the lessons that start Ray, in two digits."""
    return frozenset(name[:2] for name in lesson_names() if load_lesson(name).uses_ray)


def group(nodeid: str) -> str:
    """Tests with the same answer run in one process, one after the other."""
    module = nodeid.split("::")[0]
    found = NUMBER.search(nodeid)
    if RAY.search(module) or (found and found[1] in numbers_with_ray()):
        return "ray"
    return module if WHOLE.search(module) else nodeid


class SideBySide(LoadScopeScheduling):
    """Hands out groups, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
