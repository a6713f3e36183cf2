"""Read a whole gradebook and all autograded notebooks, to compare two gradings of a class."""

import json
from pathlib import Path

from nbgrader.api import Gradebook

from grading.gradebook.record import KEY
from grading.lessons.notebooks import notebook_path
from grading.scoring.score import SCORE

GRADE = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade", "max_score")


def rows(course: Path, lesson: str) -> dict:
    """Return everything that the gradebook has on each student, without the ids of rows."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                "handed in": submission.timestamp,
                "score": submission.score,
                "penalty": [notebook.late_submission_penalty for notebook in submission.notebooks],
                "grades": {
                    grade.name: [getattr(grade, name) for name in GRADE]
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                },
                "comments": {
                    comment.name: [comment.auto_comment, comment.manual_comment]
                    for notebook in submission.notebooks
                    for comment in notebook.comments
                },
            }
            for submission in gradebook.assignment_submissions(lesson)
        }


def notebooks(course: Path, lesson: str) -> dict:
    """Return the autograded notebooks, without the keys that only the next run reads."""
    found = {}
    for student in sorted(path.name for path in (course / "autograded").iterdir()):
        path = notebook_path(course / "autograded" / student, lesson)
        found[student] = json.loads(path.read_bytes())
        found[student]["metadata"][SCORE].pop(KEY, None)
    return found
