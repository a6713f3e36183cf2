"""Read the marks of a lesson from the gradebook, and the score from each autograded notebook."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from grading.errors import CourseError
from grading.gradebook.late_penalty import renew_penalties
from grading.hand_ins.submitted import students_with
from grading.lessons.cells import is_check
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import read_lesson
from grading.paths import COURSE
from grading.scoring.score import SCORE
from grading.settings.database import gradebook_exists
from grading.settings.nbgrader_options import course_config


@dataclass(frozen=True)
class Mark:
    """The mark for one exercise or question.

    Attributes:
        points: the points given by hand, or else by the grader, including a bonus.
        max: the maximum that nbgrader counts; 0 for a bonus.
        waits: it must still be marked by hand; until then its points are 0.
        comment: the instructor's comment on the answer.
    """

    points: float
    max: float
    waits: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Marks:
    """One student's marks for a lesson.

    Attributes:
        student: the student's id.
        rows: the mark for each exercise or question, in the order of the notebook.
        penalty: points lost for being late.
        when: when the notebook was handed in, in UTC, or None if unknown.
        max: the maximum for the lesson, without a bonus.
    """

    student: str
    rows: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    when: datetime | None = None
    max: float = 0.0

    @property
    def score(self) -> float:
        """Sum of all points, before the penalty."""
        return sum(mark.points for mark in self.rows.values())

    @property
    def total(self) -> float:
        """Points after the penalty, at least 0."""
        return max(0.0, self.score - self.penalty)

    @property
    def waiting(self) -> list[str]:
        """Questions that must still be marked by hand."""
        return [name for name, mark in self.rows.items() if mark.waits]


def class_marks(lesson: str, course: Path = COURSE) -> list[Marks]:
    """Return the marks of everyone whose submission is graded, after renewing all penalties.

    Args:
        lesson: the full name of the lesson.
        course: nbgrader's course folder.

    Returns:
        The marks of each student, in the order of student ids.

    Raises:
        CourseError: no submission of the lesson is graded yet.
    """
    graded = graded_students(lesson, course)
    if not graded or not gradebook_exists(course):
        raise CourseError(
            f"no submission of {lesson} is graded yet: run `course grade {lesson[:2]}`"
        )
    renew_penalties(lesson, course)
    names = row_names(lesson)
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            gradebook.find_assignment(lesson)
        except MissingEntry:
            raise CourseError(
                f"the gradebook has no entry for {lesson}: run `course grade {lesson[:2]} --again`"
            ) from None
        submissions = gradebook.assignment_submissions(lesson)
        found = [_marks(s, names) for s in submissions if s.student.id in graded]
    return sorted(found, key=lambda marks: marks.student)


def row_names(lesson: str) -> list[str]:
    """Return the names of the exercises and questions of a lesson, in order."""
    marks = [(cell, cell.metadata.get("nbgrader", {})) for cell in read_lesson(lesson).cells]
    return [mark["grade_id"] for cell, mark in marks if is_check(cell) or mark.get("grade")]


def _marks(submission: SubmittedAssignment, names: list[str]) -> Marks:
    rows, comments = {}, {}
    for notebook in submission.notebooks:
        comments |= {item.name: item.manual_comment or "" for item in notebook.comments}
        for grade in notebook.grades:
            waits = grade.needs_manual_grade and grade.manual_score is None
            comment = comments.get(grade.name) or comments.get(f"{grade.name}-answer") or ""
            rows[grade.name] = Mark(float(grade.score), float(grade.max_score), waits, comment)
    when = submission.timestamp.replace(tzinfo=UTC) if submission.timestamp else None
    return Marks(
        submission.student.id,
        {name: rows[name] for name in sorted(rows, key=_place(names))},
        float(submission.late_submission_penalty or 0),
        when,
        float(submission.max_score),
    )


def _place(names: list[str]) -> Any:
    return lambda name: names.index(name) if name in names else len(names)


def graded_students(lesson: str, course: Path = COURSE) -> set[str]:
    """Return the ids of the students who have an autograded notebook."""
    return {path.parts[-3] for path in (course / "autograded").glob(f"*/{lesson}/{lesson}.ipynb")}


def ungraded_students(lesson: str, course: Path = COURSE) -> list[str]:
    """Return the ids of the students who have handed in and are not graded yet."""
    return sorted(set(students_with(lesson, course)) - graded_students(lesson, course))


def autograded_score(lesson: str, student: str, course: Path = COURSE) -> dict[str, Any]:
    """Return the score in an autograded notebook, which has the messages and notes as well."""
    path = notebook_path(course / "autograded" / student, lesson)
    try:
        score = json.loads(path.read_bytes())["metadata"][SCORE]
    except (OSError, ValueError, LookupError, TypeError):
        return {"exercises": [], "notes": ["the autograded notebook cannot be read"]}
    return score
