"""Describe how the grading of one submission ended, as data and as lines for people."""

from dataclasses import dataclass, field
from typing import Any

from grading.lessons.source import read_lesson


@dataclass
class Graded:
    """A graded submission: its points, its notes, and whether someone should look at it.

    Attributes:
        student: the id of the student.
        lesson: the full name of the lesson.
        data: score, max, exercises and notes, as plain data.
        problem: whether one of the notes asks for a closer look.
        fresh: whether the submission was graded now and not in an earlier run.
    """

    student: str
    lesson: str
    data: dict[str, Any] = field(default_factory=dict)
    problem: bool = False
    fresh: bool = True

    def line(self) -> dict[str, Any]:
        """Return the data of one line of ``--json``."""
        manual = manual_points(self.lesson)
        return {"student": self.student, "lesson": self.lesson, "manual_max": manual} | self.data

    def words(self) -> list[str]:
        """Return the lines that the command prints for people."""
        points = f"{self.data['score']:g} of {self.data['max']:g}"
        before = "" if self.fresh else "  (graded before)"
        return [f"{self.student:<24} {points}{before}", *(f"    {n}" for n in self.data["notes"])]


def manual_points(lesson: str) -> float:
    """Return the points of a lesson that are awarded by hand."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in read_lesson(lesson).cells]
    return sum(float(m["points"]) for m in marks if m.get("grade") and m.get("solution"))
