"""Compute the penalty for handing in late, as a plug-in of nbgrader."""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Float

from grading.hand_ins.submitted import handed_in
from grading.paths import COURSE
from grading.settings.database import gradebook_exists
from grading.settings.nbgrader_options import course_config


class LatePenalty(LateSubmissionPlugin):
    """Deducts a share of the points for each day, or part of a day, after the due date."""

    per_day = Float(0.0, help="percentage deducted per day or part of a day").tag(config=True)
    at_most = Float(100.0, help="largest percentage that can be deducted").tag(config=True)
    grace_minutes = Float(0.0, help="minutes late that cost nothing").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points to deduct from a submission.

        Args:
            student_id: not used.
            score: the points of the submission, including marks given by hand.
            total_seconds_late: seconds since the due date.

        Returns:
            Points, rounded to hundredths, or None if being late costs nothing.
        """
        if total_seconds_late <= 60 * self.grace_minutes or self.per_day <= 0:
            return None
        days = -(-total_seconds_late // 86_400)
        return round(score * min(self.per_day * days, self.at_most) / 100, 2)


def renew_penalties(lesson: str, course: Path = COURSE) -> list[str]:
    """Compute all penalties of a lesson again, with nbgrader's own step.

    nbgrader computes a penalty only when it grades a submission, so it would miss marks given by
    hand, due dates and times of handing in that changed later.

    Args:
        lesson: the full name of the lesson.
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
            if place.is_dir():
                submission.timestamp = handed_in(place)
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
