"""Grade a class: read each submission, have it scored, enter the score.

A result is kept under a key, a hash of all that decided it. So a second run does only what is
missing or has changed, whatever ended the first one.
"""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grading.builder import ensure_release, notebook_path
from grading.course_config import course_config
from grading.database import check_gradebook
from grading.errors import CourseError
from grading.forked import end_expected, expect_child
from grading.leftovers import end_leftovers
from grading.limits import Limits
from grading.paths import COURSE
from grading.ray_needed import require_ray
from grading.repair_notes import needs_a_look
from grading.sandbox import chosen
from grading.source import read_lesson
from helpers.checks.lessons import load_lesson


@dataclass
class Graded:
    """What became of one submission.

    Attributes:
        student: its id.
        lesson: the full name.
        data: score, max, exercises and notes, as plain data.
        problem: its notes ask for a look.
        fresh: it was graded now, not found as graded before.
    """

    student: str
    lesson: str
    data: dict[str, Any] = field(default_factory=dict)
    problem: bool = False
    fresh: bool = True

    def line(self) -> dict[str, Any]:
        """One line of ``--json``."""
        manual = manual_points(self.lesson)
        return {"student": self.student, "lesson": self.lesson, "manual_max": manual} | self.data

    def words(self) -> list[str]:
        """The same in lines for people."""
        points = f"{self.data['score']:g} of {self.data['max']:g}"
        before = "" if self.fresh else "  (graded before)"
        return [f"{self.student:<24} {points}{before}", *(f"    {n}" for n in self.data["notes"])]


def manual_points(lesson: str) -> float:
    """Points of a lesson that are given by hand."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in read_lesson(lesson).cells]
    return sum(float(m["points"]) for m in marks if m.get("grade") and m.get("solution"))


def students_with(lesson: str, course: Path = COURSE) -> list[str]:
    """Ids of all students who have a folder for the lesson."""
    return sorted(p.parent.name for p in (course / "submitted").glob(f"*/{lesson}") if p.is_dir())


def check_student(student: str) -> None:
    """Refuse an id that is no plain folder name.

    Raises:
        CourseError: it is empty, hidden or has a path separator.
    """
    if not student or student.startswith((".", "-")) or set(student) & set('/\\\0*?"<>|:'):
        raise CourseError(f"{student!r} is no student id: use a plain folder name, without / or \\")
    _check_printed(student)


def _check_printed(student: str) -> None:
    """Refuse an id that would act on a terminal, or look like a line of its own."""
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in student):
        raise CourseError(
            f"the student id {student!r} has line breaks or control characters in it: rename the "
            "folder in submitted/"
        )


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
    from grading.one_class import OneClass

    with OneClass(lesson, course, limits, course_config(course)) as submissions:
        missing = []
        for student in wanted:
            data = None if again else submissions.graded_before(student)
            if data is None:
                missing.append(student)
            else:
                look = needs_a_look(data["notes"])
                yield Graded(student, lesson, data, problem=look, fresh=False)
        for student, data in submissions.grade(missing, workers, address):
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
