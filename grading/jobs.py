"""One submission to score, as plain data, so that it can be done anywhere.

A job is done in this process or in a Ray worker, perhaps on another machine; the outcome is the
same, and whatever goes wrong becomes a part of it.
"""

import os
import socket
import traceback
from dataclasses import dataclass, field

from grading.errors import CourseError
from grading.forked import await_expected
from grading.limits import Limits
from grading.reference import load_reference
from grading.sandbox import CHOICES, chosen
from grading.score_exercises import Scored, as_scored
from grading.scoring import Cell, score_cells
from helpers.checks.lessons import load_lesson


@dataclass(frozen=True)
class Job:
    """A submission to score.

    Attributes:
        student: whose.
        lesson: its full name.
        cells: to run, as `grading.scoring.cells_to_run` finds them.
        seed: draws the inputs.
        limits: of time and memory.
    """

    student: str
    lesson: str
    cells: list[Cell] = field(repr=False)
    seed: int = field(repr=False)
    limits: Limits


@dataclass(frozen=True)
class Done:
    """What became of a job.

    Attributes:
        student: whose.
        scored: its score; None where there is none.
        error: why there is none.
        ours: the error lies with the machines and not with the submission.
    """

    student: str
    scored: Scored | None = None
    error: str | None = None
    ours: bool = False


def do(job: Job) -> Done:
    """Score one submission; whatever goes wrong becomes part of the outcome."""
    try:
        if job.limits.confined:
            chosen(CHOICES[0])  # Another machine may lack what the driver's has.
        lesson, reference = load_lesson(job.lesson), load_reference(job.lesson)
        score = score_cells(
            lesson, job.cells, seed=job.seed, reference=reference, limits=job.limits
        )
        return Done(job.student, as_scored(score))
    except CourseError as error:
        return Done(job.student, error=f"on {socket.gethostname()}: {error}", ours=True)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(where.filename)}:{where.lineno}"
        return Done(job.student, error=f"{type(error).__name__}: {error} ({place})")


def get_ready(lesson: str, limits: Limits) -> None:
    """Do what the first job of a worker would wait for: import, and have what forks begun."""
    load_reference(lesson)
    if not load_lesson(lesson).uses_ray:
        await_expected(load_lesson(lesson), limits)
