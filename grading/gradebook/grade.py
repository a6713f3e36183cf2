"""Grade a class: read each submission, have it scored, enter the score.

A result is kept under a key, a hash of all that decided it. So a second run does only what is
missing or has changed, whatever ended the first one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.hand_ins.repair_notes import needs_a_look
from grading.hand_ins.submitted import _check_printed, check_student, students_with
from grading.lessons.build import ensure_release, make_release
from grading.lessons.notebooks import notebook_path
from grading.paths import COURSE
from grading.sandbox.bubblewrap import chosen
from grading.sandbox.fork_server import end_expected, expect_child
from grading.sandbox.leftovers import end_leftovers
from grading.sandbox.limits import Limits
from grading.scoring.crew import Crew
from grading.scoring.graded import Graded
from grading.scoring.notebook import do, get_ready
from grading.scoring.ray_installed import require_ray
from grading.settings.database import check_gradebook
from grading.settings.nbgrader import course_config


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
        lesson: its full name.
        students: whose; None takes everyone who has handed in.
        again: also those that are graded already.
        settings: of `ScoreExercises`: cell_seconds, probe_seconds, training_seconds, memory,
            sandbox.
        course: nbgrader's course folder.
        workers: how many submissions to score side by side; None takes one a processor.
        ray_address: of a Ray cluster to use instead of this machine's processors.

    Yields:
        One result a submission: first those that were graded before, in order of student ids,
        then the others as they are done. The order changes nothing in the gradebook.

    Raises:
        CourseError: nothing can be graded at all.
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
        expect_child(load_lesson(lesson), limits)
    try:
        yield from _grade(lesson, wanted, again, limits, course, workers or cores(), ray_address)
    finally:
        end_expected()


def _grade(
    lesson: str,
    wanted: list[str],
    again: bool,
    limits: Limits,
    course: Path,
    workers: int,
    address: str | None,
) -> Iterator[Graded]:
    # nbgrader's own modules take a second to import: not before the cheap refusals.
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
            with Crew(do, get_ready, exercises, limits, len(missing), workers, address) as crew:
                for student, data in submissions.grade(missing, crew):
                    yield Graded(student, lesson, data, problem=needs_a_look(data["notes"]))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limits_of(settings: dict[str, float | str]) -> Limits:
    """The limits that these settings of `ScoreExercises` mean.

    Raises:
        CourseError: they ask for a sandbox that cannot be had.
    """
    given = {name: settings.get(f"{name}_seconds") for name in ("cell", "probe", "training")}
    seconds = {name: float(value) for name, value in given.items() if value is not None}
    memory = {"memory": int(settings["memory"])} if "memory" in settings else {}
    return Limits(**seconds, **memory, confined=chosen(settings.get("sandbox")))


def _wanted(lesson: str, students: list[str] | None, course: Path) -> list[str]:
    present = students_with(lesson, course)
    for student in present:
        _check_printed(student)
    absent = [student for student in students or [] if student not in present]
    if absent:
        raise CourseError(
            f"{absent[0]!r} has handed in nothing for {lesson}: its notebook belongs at "
            f"{notebook_path(course / 'submitted' / absent[0], lesson)}"
        )
    return present if students is None else list(dict.fromkeys(students))
