"""A log that was made up beside the student's code earns no point: that of the grader counts.

The catalogue has a file a lesson. A cell's heading says whose answer the code is (it runs after
the reference solution), what it tries, and the property that it must lose::

    # %% nes | f is called twice each time | calls f no more than needed

Each is tried twice: as it is graded, and with everything beside the student's code, where it must
get through; or it would be no attack.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from checks.framework import examine
from checks.lessons import load_lesson
from grading.lessons.reference import reference_code
from grading.lessons.source import read_source
from grading.sandbox import bubblewrap
from grading.sandbox.fork_server import start_process
from grading.sandbox.limits import Limits
from grading.scoring.session import run_probe

HERE = Path(__file__).parent / "catalogue" / "logs"
HEADING = re.compile(r"^# %% (.+)$", re.MULTILINE)
LIMITS = Limits(probe=20, confined=bubblewrap.why_unavailable() is None)


@dataclass(frozen=True)
class MadeUpLog:
    """One hostile answer."""

    lesson: str
    exercise: str
    title: str
    lost: str
    code: str

    def __str__(self) -> str:
        return f"{self.lesson[:2]}-{self.exercise}-{self.title}".replace(" ", "_")


def read_made_up_logs():
    for path in sorted(HERE.glob("*.py")):
        parts = HEADING.split(path.read_text())
        for heading, code in zip(parts[1::2], parts[2::2], strict=True):
            yield MadeUpLog(path.stem, *[field.strip() for field in heading.split("|")], code)


MADE_UP_LOGS = list(read_made_up_logs())


def problem(attack, *, hosted):
    """What the examination finds wrong with the core, or with the property that is attacked."""
    lesson = load_lesson(attack.lesson)
    exercise = lesson.exercise(attack.exercise)
    core, *others = exercise.properties
    exercise = replace(exercise, properties=[core, *(p for p in others if p.title == attack.lost)])
    with start_process(lesson, LIMITS) as process:
        for source in (reference_code(read_source(attack.lesson)), attack.code):
            assert process.run(source, "cell") is None

        def ask(prop, case):
            prop = prop if hosted else replace(prop, host=None)
            return run_probe(process, exercise, prop, case, LIMITS.probe)

        outcomes = examine(exercise, ask, np.random.default_rng(1), graded=True)
        return list(outcomes)[-1].problem


@pytest.mark.slow
@pytest.mark.parametrize("attack", MADE_UP_LOGS, ids=str)
def test_a_made_up_log_earns_nothing(attack):
    exercise = load_lesson(attack.lesson).exercise(attack.exercise)
    assert attack.lost in [prop.title for prop in exercise.properties]
    assert problem(attack, hosted=False) is None, "this is no attack"
    assert problem(attack, hosted=True) is not None
