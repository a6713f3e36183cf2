"""When a lesson is due, for the class and for single students, and what being late costs."""

import json
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from grading.errors import CourseError
from grading.gradebook.late_penalty import LatePenalty
from grading.lessons.build import ensure_release
from grading.paths import COURSE
from grading.settings.database import gradebook_exists
from grading.settings.nbgrader import SETTINGS, course_config, course_settings


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
