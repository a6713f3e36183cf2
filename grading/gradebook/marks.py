"""What the gradebook says of a lesson, student by student, and what stands behind it."""

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
from grading.settings.nbgrader import course_config


@dataclass(frozen=True)
class Mark:
    """What one exercise or question earned.

    Attributes:
        points: those of the grader, or of the human where one gave some; a bonus included.
        max: what nbgrader counts; 0 for a bonus.
        waits: a human must still mark it; until then its points are 0.
        comment: of the human, on the answer.
    """

    points: float
    max: float
    waits: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Marks:
    """One student's marks for a lesson.

    Attributes:
        student: the id.
        rows: exercise or question to mark, in the order of the notebook.
        penalty: points lost for being late.
        when: when it was handed in, in UTC; None where that is not known.
        max: of the lesson, without a bonus.
    """

    student: str
    rows: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
    when: datetime | None = None
    max: float = 0.0

    @property
    def score(self) -> float:
        """The sum of all points, before the penalty."""
        return sum(mark.points for mark in self.rows.values())

    @property
    def total(self) -> float:
        """What counts."""
        return max(0.0, self.score - self.penalty)

    @property
    def waiting(self) -> list[str]:
        """Questions that a human must still mark."""
        return [name for name, mark in self.rows.items() if mark.waits]


def class_marks(lesson: str, course: Path = COURSE) -> list[Marks]:
    """The marks of everyone whose submission was graded, penalties worked out anew.

    Args:
        lesson: its full name.
        course: nbgrader's course folder.

    Returns:
        In the order of student ids.

    Raises:
        CourseError: nothing of the lesson was graded yet.
    """
    graded = graded_students(lesson, course)
    if not graded or not gradebook_exists(course):
        raise CourseError(f"nothing of {lesson} is graded yet: run `course grade {lesson[:2]}`")
    renew_penalties(lesson, course)
    names = row_names(lesson)
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        try:
            gradebook.find_assignment(lesson)
        except MissingEntry:
            raise CourseError(
                f"the gradebook does not know {lesson}: run `course grade {lesson[:2]} --again`"
            ) from None
        submissions = gradebook.assignment_submissions(lesson)
        found = [_marks(s, names) for s in submissions if s.student.id in graded]
    return sorted(found, key=lambda marks: marks.student)


def row_names(lesson: str) -> list[str]:
    """Exercises and questions of a lesson, in order."""
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
    """Ids of those who have an autograded notebook."""
    return {path.parts[-3] for path in (course / "autograded").glob(f"*/{lesson}/{lesson}.ipynb")}


def ungraded_students(lesson: str, course: Path = COURSE) -> list[str]:
    """Ids of those who have handed in and were not graded yet."""
    return sorted(set(students_with(lesson, course)) - graded_students(lesson, course))


def autograded_score(lesson: str, student: str, course: Path = COURSE) -> dict[str, Any]:
    """What `course grade` wrote down beside the points: messages and notes."""
    path = notebook_path(course / "autograded" / student, lesson)
    try:
        score = json.loads(path.read_bytes())["metadata"][SCORE]
    except (OSError, ValueError, LookupError, TypeError):
        return {"exercises": [], "notes": ["its autograded notebook cannot be read"]}
    return score
