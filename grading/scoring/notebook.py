"""Score one notebook: run its cells in a student process and examine the answers."""

import os
import socket
import traceback
from collections.abc import Callable

from nbformat import NotebookNode

from checks.framework import Exercise, Lesson
from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.lessons.reference import load_reference
from grading.sandbox.bubblewrap import CHOICES, should_confine
from grading.sandbox.fork_server import start_process, wait_for_prestarted
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Cell, Job, JobResult, cells_to_run
from grading.scoring.score import ExerciseScore, Score, as_scored
from grading.scoring.session import Session


def score_notebook(
    lesson: Lesson,
    notebook: NotebookNode,
    *,
    seed: int,
    reference: dict | None = None,
    limits: Limits | None = None,
    only: Callable[[Exercise], bool] = lambda exercise: True,
) -> Score:
    """Score a student's notebook.

    Args:
        lesson: the lesson with its exercises.
        notebook: the student's notebook, which is not changed.
        seed: the seed of the graded inputs, which students do not know.
        reference: the objects of the reference solution by name. None, as in a students' bundle,
            scores without a reference.
        limits: time and memory.
        only: selects the exercises to score.

    Returns:
        A score for every selected exercise, whatever the notebook's code does.
    """
    cells = cells_to_run(notebook)
    return score_cells(lesson, cells, seed=seed, reference=reference, limits=limits, only=only)


def score_cells(
    lesson: Lesson,
    cells: list[Cell],
    *,
    seed: int,
    reference: dict | None = None,
    limits: Limits | None = None,
    only: Callable[[Exercise], bool] = lambda exercise: True,
) -> Score:
    """Score the cells that `cells_to_run` selected; like `score_notebook` in everything else."""
    with Session(lesson, cells, limits or Limits(), start_process) as session:
        session.prepare()
        scores = [
            ExerciseScore(exercise, list(session.examine(exercise, seed, reference)))
            for exercise in lesson.exercises
            if only(exercise)
        ]
        return Score(scores, session.notes)


def score_job(job: Job) -> JobResult:
    """Score one submission. Any error becomes part of the result."""
    try:
        if job.limits.confined:
            # A Ray job may run on another machine, which must have a working sandbox, too.
            should_confine(CHOICES[0])
        lesson, reference = load_lesson(job.lesson), load_reference(job.lesson)
        score = score_cells(
            lesson, job.cells, seed=job.seed, reference=reference, limits=job.limits
        )
        return JobResult(job.student, as_scored(score))
    except CourseError as error:
        reason = f"on {socket.gethostname()}: {error}"
        return JobResult(job.student, error=reason, machine_failed=True)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(where.filename)}:{where.lineno}"
        return JobResult(job.student, error=f"{type(error).__name__}: {error} ({place})")


def warm_up(lesson: str, limits: Limits) -> None:
    """Prepare a worker for its first job: import the lesson and start the zygote."""
    load_reference(lesson)
    if not load_lesson(lesson).uses_ray:
        wait_for_prestarted(load_lesson(lesson), limits)
