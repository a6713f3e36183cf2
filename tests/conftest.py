"""What all tests share: the course's own environment, and two options of tests/exercises."""

import os
from pathlib import Path

import pytest

from grading.os_environment import course_environment

os.environ.update(course_environment("tests"))
os.environ.setdefault("LWG_BUDGET", "quick")


def pytest_addoption(parser):
    parser.addoption(
        "--notebook",
        type=Path,
        help="tests/exercises examines this notebook; without it, every reference solution",
    )
    parser.addoption("--seed", type=int, default=1, help="draws the inputs of tests/exercises")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from side_by_side import SideBySide

    return SideBySide(config, log)
