"""What became of one submission: its points, its notes, and whether someone should look at it."""

from dataclasses import dataclass, field
from typing import Any

from grading.lessons.source import read_lesson


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
