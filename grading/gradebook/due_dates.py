"""Read and set due dates, extensions for single students, and the penalty for being late."""

import json
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from grading.errors import CourseError
from grading.gradebook.late_penalty import LatePenalty
from grading.lessons.build import ensure_release
from grading.paths import COURSE
from grading.settings.database import gradebook_exists
from grading.settings.nbgrader_options import SETTINGS, course_config, course_settings


def due_date(lesson: str, course: Path = COURSE) -> datetime | None:
    """Return when a lesson is due, in UTC, or None if no date is set or no gradebook exists yet."""
    if not gradebook_exists(course):
        return None
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            due = gradebook.find_assignment(lesson).duedate
        except MissingEntry:
            return None
    return due.replace(tzinfo=UTC) if due else None


def set_due_date(lesson: str, due: datetime | None, course: Path = COURSE) -> None:
    """Set the due date of a lesson in nbgrader's gradebook, or remove it with None."""
    ensure_release(lesson, course)
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        gradebook.update_or_create_assignment(lesson, duedate=due)


def set_extension(lesson: str, student: str, due: datetime | None, course: Path = COURSE) -> None:
    """Give one student a different due date, or remove it with None.

    Raises:
        CourseError: the lesson has no due date, or the student has no graded submission yet.
    """
    common = due_date(lesson, course)
    if common is None:
        raise CourseError(f"{lesson} has no due date: set one for the class first")
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            submission = gradebook.find_submission(lesson, student)
        except MissingEntry:
            raise CourseError(
                f"{student!r} has no graded submission for {lesson} yet: "
                f"run `course grade {lesson[:2]}` first"
            ) from None
        submission.extension = due - common if due else None
        gradebook.db.commit()


def set_penalty(course: Path = COURSE, **settings: float) -> None:
    """Set the penalty for being late, for all lessons of this course folder.

    Args:
        course: nbgrader's course folder; Formgrader and ``nbgrader …`` use the same settings.
        settings: options of `LatePenalty`: per_day, at_most, grace_minutes.
    """
    kept = course_settings(course)
    kept.setdefault("LatePenalty", {}).update(settings)
    course.mkdir(parents=True, exist_ok=True)
    new = (course / SETTINGS).with_suffix(".new")
    new.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    new.replace(course / SETTINGS)


def read_date(text: str) -> datetime | None:
    """Parse a date that an instructor typed; return it in UTC, or None for "never".

    Args:
        text: a date in ISO 8601. A day without a time means its last minute, and a time without a
            zone is in this machine's zone.

    Raises:
        CourseError: the text is not a date.
    """
    if text.strip().lower() == "never":
        return None
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        raise CourseError(f"{text!r} is not a date: write it as '2027-03-31 23:59'") from None
    if len(text.strip()) == 10:
        date = date.replace(hour=23, minute=59)
    return date.astimezone(UTC)


def describe(lesson: str, course: Path = COURSE) -> str:
    """Describe in one line when a lesson is due and what being late costs."""
    due, cost = due_date(lesson, course), LatePenalty(config=course_config(course))
    when = f"is due {due.astimezone():%Y-%m-%d %H:%M %Z}" if due else "has no due date"
    if cost.per_day <= 0:
        return f"{lesson} {when}; being late costs nothing"
    minutes = cost.grace_minutes
    grace = f", after a grace period of {minutes:g} minutes" if minutes else ""
    return (
        f"{lesson} {when}; each day or part of a day late costs {cost.per_day:g}% of the points, "
        f"up to {cost.at_most:g}%{grace}"
    )
