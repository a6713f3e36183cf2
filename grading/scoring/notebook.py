"""Score one notebook: run its cells and examine its answers, in processes started as they are needed."""

import os
import socket
import traceback
from collections.abc import Callable

from nbformat import NotebookNode

from checks.framework import Exercise, Lesson
from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.lessons.reference import load_reference
from grading.sandbox.bubblewrap import CHOICES, chosen
from grading.sandbox.fork_server import await_expected, start_process
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Cell, Done, Job, cells_to_run
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
        lesson: its exercises.
        notebook: it is not changed.
        seed: draws the inputs; a student does not know it.
        reference: names of the reference solution; None (a student's bundle) scores without.
        limits: time and memory.
        only: which exercises to score.

    Returns:
        A score for every chosen exercise, whatever the notebook's code does.
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
    """Score the cells that `cells_to_run` found in a notebook; the rest is as `score_notebook`."""
    with Session(lesson, cells, limits or Limits(), start_process) as session:
        session.prepare()
        scores = [
            ExerciseScore(exercise, list(session.examine(exercise, seed, reference)))
            for exercise in lesson.exercises
            if only(exercise)
        ]
        return Score(scores, session.notes)


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
