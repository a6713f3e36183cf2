"""Grade a class: nbgrader's own autograder, one submission after the other."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from grading.builder import ensure_release, notebook_path
from grading.course_config import course_config
from grading.database import check_gradebook
from grading.errors import CourseError
from grading.handin import HandInError, read_handin
from grading.paths import COURSE, ROOT
from grading.ray_needed import require_ray
from grading.sandbox import chosen
from grading.score_exercises import SCORE, as_data
from grading.scoring import ExerciseScore, Score
from grading.source import read_lesson, source_path
from helpers.checks.framework import Outcome, Problem
from helpers.checks.lessons import load_lesson

KEY = "key"


@dataclass
class Graded:
    """What became of one submission.

    Attributes:
        student: its id.
        lesson: the full name.
        data: score, max, exercises and notes, as plain data.
        problem: something beside the answers needs a look.
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


def grade(
    lesson: str,
    students: list[str] | None = None,
    *,
    again: bool = False,
    settings: dict[str, float | str] | None = None,
    course: Path = COURSE,
) -> Iterator[Graded]:
    """Grade the submissions of a lesson.

    Args:
        lesson: its full name.
        students: whose; None takes everyone who has handed in.
        again: also those that are graded already.
        settings: of `ScoreExercises`: cell_seconds, probe_seconds, training_seconds, sandbox.
        course: nbgrader's course folder.

    Yields:
        One result a submission, in order of student ids, as it is done.

    Raises:
        CourseError: nothing can be graded at all.
    """
    for student in students or []:
        check_student(student)
    require_ray(load_lesson(lesson))
    chosen((settings or {}).get("sandbox"))
    check_gradebook(course)
    ensure_release(lesson, course)
    present = students_with(lesson, course)
    absent = [student for student in students or [] if student not in present]
    if absent:
        raise CourseError(
            f"{absent[0]!r} has handed in nothing for {lesson}: its notebook belongs at "
            f"{notebook_path(course / 'submitted' / absent[0], lesson)}"
        )
    version = _version(lesson)
    for student in present if students is None else students:
        yield _grade_one(lesson, student, version, again, settings or {}, course)


def _grade_one(
    lesson: str, student: str, version: bytes, again: bool, settings: dict, course: Path
) -> Graded:
    submitted = notebook_path(course / "submitted" / student, lesson)
    try:
        read_handin(submitted, lesson)
    except HandInError as error:
        data = _zero(lesson, f"not scored: {error}")
        _record_zero(lesson, student, str(error), course)
        return Graded(student, lesson, data, problem=True)
    key = hashlib.sha256(version + submitted.read_bytes()).hexdigest()
    if not again:
        before = _graded_before(lesson, student, key, course)
        if before is not None:
            return Graded(student, lesson, before, problem=bool(before["notes"]), fresh=False)
    log = _autograde(lesson, student, settings, course)
    if log is not None:
        data = _zero(lesson, f"nbgrader could not grade it: {log}")
        _record_zero(lesson, student, log, course)
        return Graded(student, lesson, data, problem=True)
    path = notebook_path(course / "autograded" / student, lesson)
    path.chmod(0o644)
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata[SCORE][KEY] = key
    nbformat.write(notebook, path)
    data = _plain(notebook.metadata[SCORE])
    return Graded(student, lesson, data, problem=bool(data["notes"]))


def _version(lesson: str) -> bytes:
    """A hash of all that decides a score beside the submission."""
    digest = hashlib.sha256()
    helpers = sorted(p for p in (ROOT / "helpers").rglob("*.py") if "plotting" not in p.parts)
    for part in (source_path(lesson), *helpers):
        digest.update(part.read_bytes())
    return digest.digest()


def _graded_before(lesson: str, student: str, key: str, course: Path) -> dict | None:
    path = notebook_path(course / "autograded" / student, lesson)
    try:
        score = nbformat.read(path, as_version=4).metadata[SCORE]
    except (OSError, ValueError, KeyError):
        return None
    return _plain(score) if score.get(KEY) == key else None


def _plain(score: Any) -> dict:
    return {name: score[name] for name in ("score", "max", "exercises", "notes")}


def _autograde(lesson: str, student: str, settings: dict, course: Path) -> str | None:
    """Run nbgrader's autograder; return None or the reason why it failed."""
    from nbgrader.apps.api import NbGraderAPI

    config = course_config(course)
    config.ScoreExercises.update(settings)
    result = NbGraderAPI(config=config).autograde(lesson, student, force=True, create=True)
    if result["success"]:
        return None
    log = (result.get("log") or result.get("error") or "no reason given").strip().splitlines()
    logging.getLogger(__name__).debug("%s", "\n".join(log))
    reasons = [line.strip() for line in log if "Error" in line or "error" in line]
    return (reasons or log)[-1]


def _zero(lesson: str, reason: str) -> dict:
    """A score of zero for every exercise, with the reason."""
    problem = Problem("the file that was handed in", "a notebook that can be run", "none", reason)
    scores = [
        ExerciseScore(exercise, [Outcome(exercise.properties[0], problem)])
        for exercise in load_lesson(lesson).exercises
    ]
    return as_data(Score(scores, [reason]))


def _record_zero(lesson: str, student: str, reason: str, course: Path) -> None:
    """Write zero points and the reason into the gradebook, for a file that cannot be run."""
    from nbgrader.api import Gradebook

    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(lesson, student)
        bonuses = {exercise.name for exercise in load_lesson(lesson).exercises if exercise.bonus}
        for notebook in submission.notebooks:
            for item in notebook.grades:
                item.auto_score, item.needs_manual_grade = 0, False
                if item.name in bonuses:
                    item.extra_credit = 0
            for comment in notebook.comments:
                comment.auto_comment = reason
        gradebook.db.commit()
