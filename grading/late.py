"""Late submissions: when a lesson is due, and what being late costs."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from traitlets import Float

from grading.builder import ensure_release
from grading.course_config import SETTINGS, course_config, course_settings
from grading.database import gradebook_exists
from grading.errors import CourseError
from grading.paths import COURSE


class LatePenalty(LateSubmissionPlugin):
    """Takes a share of the points for each day that has begun since a lesson was due."""

    per_day = Float(0.0, help="percent of the points for each day that has begun").tag(config=True)
    at_most = Float(100.0, help="percent of the points that are taken at most").tag(config=True)
    grace_minutes = Float(0.0, help="minutes that cost nothing").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points that are taken.

        Args:
            student_id: whose; it does not matter.
            score: what the submission has earned, manual marks included.
            total_seconds_late: since the due date.

        Returns:
            Points, rounded to hundredths; None where being late costs nothing.
        """
        if total_seconds_late <= 60 * self.grace_minutes or self.per_day <= 0:
            return None
        days = -(-total_seconds_late // 86_400)
        return round(score * min(self.per_day * days, self.at_most) / 100, 2)


def due_date(lesson: str, course: Path = COURSE) -> datetime | None:
    """When a lesson is due, in UTC; None where no date is set or there is no gradebook yet."""
    if not gradebook_exists(course):
        return None
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            due = gradebook.find_assignment(lesson).duedate
        except MissingEntry:
            return None
    return due.replace(tzinfo=UTC) if due else None


def set_due_date(lesson: str, due: datetime | None, course: Path = COURSE) -> None:
    """Set when a lesson is due, or that it never is, in nbgrader's gradebook."""
    ensure_release(lesson, course)
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        gradebook.update_or_create_assignment(lesson, duedate=due)


def set_extension(lesson: str, student: str, due: datetime | None, course: Path = COURSE) -> None:
    """Set a due date of one student's own; None takes it away.

    Raises:
        CourseError: the lesson has no due date, or nothing of the student's is graded yet.
    """
    common = due_date(lesson, course)
    if common is None:
        raise CourseError(f"{lesson} has no due date: set that of the class first")
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            submission = gradebook.find_submission(lesson, student)
        except MissingEntry:
            raise CourseError(
                f"nothing that {student!r} handed in for {lesson} is graded yet: "
                f"run `course grade {lesson[:2]}` first"
            ) from None
        submission.extension = due - common if due else None
        gradebook.db.commit()


def set_penalty(course: Path = COURSE, **settings: float) -> None:
    """Set what being late costs in this course folder.

    Args:
        course: nbgrader's course folder; Formgrader and ``nbgrader …`` follow what is kept there.
        settings: of `LatePenalty`: per_day, at_most, grace_minutes.
    """
    kept = course_settings(course)
    kept.setdefault("LatePenalty", {}).update(settings)
    course.mkdir(parents=True, exist_ok=True)
    new = (course / SETTINGS).with_suffix(".new")
    new.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    new.replace(course / SETTINGS)


def read_date(text: str) -> datetime | None:
    """A date that an instructor wrote, in UTC; None for "never".

    Args:
        text: ISO 8601; a day alone means its last minute, and without a time zone it is that of
            this machine.

    Raises:
        CourseError: it is none.
    """
    if text.strip().lower() == "never":
        return None
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CourseError(f"{text!r} is no date: write it as '2027-03-31 23:59'") from None
    if len(text.strip()) == 10:
        date = date.replace(hour=23, minute=59)
    return date.astimezone(UTC)


def describe(lesson: str, course: Path = COURSE) -> str:
    """In a line, when a lesson is due and what being late costs."""
    due, cost = due_date(lesson, course), LatePenalty(config=course_config(course))
    when = f"is due {due.astimezone():%Y-%m-%d %H:%M %Z}" if due else "has no due date"
    if cost.per_day <= 0:
        return f"{lesson} {when}; being late costs nothing"
    grace = f", after {cost.grace_minutes:g} minutes of grace" if cost.grace_minutes else ""
    return (
        f"{lesson} {when}; each day begun costs {cost.per_day:g} % of the points, "
        f"{cost.at_most:g} % at most{grace}"
    )


def handed_in(place: Path) -> datetime | None:
    """The time in a submission's ``timestamp.txt``, as nbgrader reads it; None where none is.

    The file may be a student's own, and then be anything; nbgrader's own reader falls over that.
    """
    path = place / "timestamp.txt"
    with contextlib.suppress(OSError, ValueError, OverflowError):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1000:
            text = path.read_text().strip()
            return parse_utc(text) if text else None
    return None


def renew_penalties(lesson: str, course: Path = COURSE) -> list[str]:
    """Work out every penalty of a lesson again, with nbgrader's own step.

    nbgrader does so when it grades a submission. Marks that are given by hand, a due date or a
    time of handing in that change later would not count otherwise.

    Args:
        lesson: its full name.
        course: nbgrader's course folder.

    Returns:
        Ids of the students who lose points.
    """
    if not gradebook_exists(course):
        return []
    config = course_config(course)
    late, url = [], config.CourseDirectory.db_url
    with Gradebook(url) as gradebook:
        for submission in gradebook.assignment_submissions(lesson):
            place = course / "submitted" / submission.student.id / lesson
            submission.timestamp = handed_in(place) or submission.timestamp
            if submission.total_seconds_late > 0 or submission.late_submission_penalty:
                late.append(submission.student.id)
        gradebook.db.commit()
    step, nothing = AssignLatePenalties(config=config), nbformat.v4.new_notebook()
    for student in late:
        names = {"student": student, "assignment": lesson, "notebook": lesson, "db_url": url}
        step(nothing, {"nbgrader": names})
    with Gradebook(url) as gradebook:
        submissions = gradebook.assignment_submissions(lesson)
        return sorted(s.student.id for s in submissions if s.late_submission_penalty)
