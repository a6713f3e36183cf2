"""Set up all tests: the course's environment variables, and two options for tests/exercises."""

import os
import signal
from pathlib import Path

import pytest

from grading.paths import ROOT
from grading.sandbox.bubblewrap import remedy, why_unavailable
from grading.settings.environment import course_environment

os.environ.update(course_environment("tests"))
# A shell lets background jobs ignore interrupts, and all processes that a test starts inherit that:
# Ctrl-C would end no program, and Ray could not cancel a task.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("LWG_BUDGET", "quick")
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / "build" / "cache" / "hypothesis"))
if why_unavailable() is not None:
    # The sandbox's own tests are then skipped and say so; all others run without the sandbox.
    os.environ["LWG_SANDBOX"] = "none"


def pytest_addoption(parser):
    parser.addoption(
        "--notebook",
        type=Path,
        help="the notebook that tests/exercises examines, instead of all reference solutions",
    )
    parser.addoption("--seed", type=int, default=1, help="seed of the inputs in tests/exercises")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from side_by_side import SideBySide

    return SideBySide(config, log)


def pytest_terminal_summary(terminalreporter):
    """Say at the end, where a newcomer looks, that the sandbox was not tested, and what to do."""
    why = why_unavailable()
    if why is None:
        return
    reports = terminalreporter.stats.get("skipped", ())
    skipped = [report for report in reports if why in str(report.longrepr)]
    terminalreporter.section("the sandbox was not tested", yellow=True)
    terminalreporter.write_line(
        f"{len(skipped)} tests were skipped because {why}. To run them, "
        f"{remedy(why).partition(', or')[0]}."
    )
