"""Grade a class: read each submission, have it scored, and enter the score into the gradebook.

Each result is stored with a key, a hash of everything that determines it. A second run therefore
grades only submissions that are new or changed, however the first run ended.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.hand_ins.repair_notes import needs_a_look
from grading.hand_ins.submitted import check_printable, check_student, students_with
from grading.lessons.build import ensure_release, make_release
from grading.lessons.notebooks import notebook_path
from grading.paths import COURSE
from grading.sandbox.bubblewrap import should_confine
from grading.sandbox.fork_server import end_prestarted, prestart
from grading.sandbox.leftovers import end_leftovers
from grading.sandbox.limits import Limits
from grading.scoring.graded import Graded
from grading.scoring.notebook import score_job, warm_up
from grading.scoring.ray_installed import require_ray
from grading.scoring.threads_or_ray import ThreadsOrRay
from grading.settings.database import check_gradebook
from grading.settings.nbgrader_options import course_config


def grade(
    lesson: str,
    students: list[str] | None = None,
    *,
    again: bool = False,
    settings: dict[str, float | str] | None = None,
    course: Path = COURSE,
    workers: int | None = None,
    ray_address: str | None = None,
) -> Iterator[Graded]:
    """Grade the submissions of a lesson.

    Args:
        lesson: the full name of the lesson.
        students: ids of the students to grade; None grades everyone who has handed in.
        again: also grade submissions that are graded already.
        settings: options of `ScoreExercises`: cell_seconds, probe_seconds, training_seconds,
            memory, sandbox.
        course: nbgrader's course folder.
        workers: how many submissions to score at the same time; None means one per processor.
        ray_address: the address of a Ray cluster to use instead of this machine's processors.

    Yields:
        One result per submission: first those that were graded before, in the order of student
        ids, then the others as they finish. The order does not affect the gradebook.

    Raises:
        CourseError: no submission can be graded.
    """
    for student in students or []:
        check_student(student)
    require_ray(load_lesson(lesson))
    limits = limits_of(settings or {})
    check_gradebook(course)
    end_leftovers()
    ensure_release(lesson, course)
    wanted = _wanted(lesson, students, course)
    if wanted and not ray_address:
        prestart(load_lesson(lesson), limits)
    try:
        yield from _grade(lesson, wanted, again, limits, course, workers or cores(), ray_address)
    finally:
        end_prestarted()


def _grade(
    lesson: str,
    wanted: list[str],
    again: bool,
    limits: Limits,
    course: Path,
    workers: int,
    address: str | None,
) -> Iterator[Graded]:
    # nbgrader's modules take a second to import, so they are imported after the cheap checks.
    from grading.gradebook.record import Recorder
    from grading.gradebook.steps import ENTER, SANITIZE
    from grading.gradebook.submissions import Submissions

    recorder = Recorder(lesson, course, course_config(course), SANITIZE, ENTER)
    if not recorder.knows_lesson():
        make_release(lesson, course)
    with Submissions(lesson, course, limits, recorder) as submissions:
        missing = []
        for student in wanted:
            data = None if again else submissions.graded_before(student)
            if data is None:
                missing.append(student)
            else:
                look = needs_a_look(data["notes"])
                yield Graded(student, lesson, data, problem=look, fresh=False)
        if missing:
            exercises = load_lesson(lesson)
            with ThreadsOrRay(
                score_job, warm_up, exercises, limits, len(missing), workers, address
            ) as scorers:
                for student, data in submissions.grade(missing, scorers):
                    yield Graded(student, lesson, data, problem=needs_a_look(data["notes"]))


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limits_of(settings: dict[str, float | str]) -> Limits:
    """Return the limits that correspond to some settings of `ScoreExercises`.

    Raises:
        CourseError: the settings ask for a sandbox that is not available.
    """
    given = {name: settings.get(f"{name}_seconds") for name in ("cell", "probe", "training")}
    seconds = {name: float(value) for name, value in given.items() if value is not None}
    memory = {"memory": int(settings["memory"])} if "memory" in settings else {}
    return Limits(**seconds, **memory, confined=should_confine(settings.get("sandbox")))


def _wanted(lesson: str, students: list[str] | None, course: Path) -> list[str]:
    present = students_with(lesson, course)
    for student in present:
        check_printable(student)
    absent = [student for student in students or [] if student not in present]
    if absent:
        raise CourseError(
            f"{absent[0]!r} has not handed in {lesson}: the notebook belongs at "
            f"{notebook_path(course / 'submitted' / absent[0], lesson)}"
        )
    return present if students is None else list(dict.fromkeys(students))
