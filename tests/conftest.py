"""What all tests share: the course's own environment, and two options of tests/exercises."""

import os
import signal
from pathlib import Path

import pytest

from grading.paths import ROOT
from grading.sandbox.bubblewrap import why_not
from grading.settings.environment import course_environment

os.environ.update(course_environment("tests"))
# In the background, interrupts are ignored, and so they are by all that a test starts: Ctrl-C would
# end no program, and Ray would cancel no task.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("LWG_BUDGET", "quick")
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / "build" / "cache" / "hypothesis"))
if why_not() is not None:
    # The sandbox's own tests are skipped then, and say so; all others do without it.
    os.environ["LWG_SANDBOX"] = "none"


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
