"""A class of five that has handed in lesson 01, for testing what follows the grading."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from handins import hand_in, solved, untouched, with_answer
from nbformat import NotebookNode

from grading.gradebook import due_dates
from grading.gradebook.grade import grade

LESSON = "01_rollouts"
DUE = datetime(2026, 11, 1, 12, tzinfo=UTC)
WRONG = "def discounted_return(rewards, gamma):\n    return float(sum(rewards))\n"
EVIL = """**strong** <b>bold</b>

<script>alert(1)</script> <img src=x onerror=alert(2)>

[k](javascript:alert(3)) <svg onload=alert(4)> <iframe src="//evil"></iframe>
![p](https://evil/x.png) <a href="data:text/html,evil">d</a> <form action="//evil"></form>
"""


def question(notebook: NotebookNode) -> NotebookNode:
    """Return the cell of the written answer."""
    return next(cell for cell in notebook.cells if cell.get("id") == "question")


def mallorys() -> NotebookNode:
    """Return a notebook with one wrong answer, and with HTML wherever a student can write."""
    comment = "  # <script>alert(5)</script>\n"
    notebook = with_answer(solved(LESSON), "discounted_return", WRONG.replace("\n", comment, 1))
    question(notebook).source = EVIL
    question(notebook).metadata.tags = ['"><script>alert(6)</script>']
    notebook.metadata.title = "</title><script>alert(7)</script>"
    return notebook


def make_class(course: Path) -> None:
    """Create and grade the class: only Ben is late, by a day and an hour, which costs 20 %."""
    notebooks = {
        "ada": solved(LESSON),
        "ben": with_answer(solved(LESSON), "discounted_return", WRONG),
        "cyd": untouched(LESSON),
        "dan": b"{no json",
        "mallory": mallorys(),
    }
    for student, notebook in notebooks.items():
        place = hand_in(course, student, LESSON, notebook)
        when = DUE + timedelta(days=1, hours=1) if student == "ben" else DUE - timedelta(hours=1)
        (place.parent / "timestamp.txt").write_text(when.strftime("%Y-%m-%d %H:%M:%S %Z"))
    due_dates.set_penalty(course, per_day=10, at_most=50)
    due_dates.set_due_date(LESSON, DUE, course)
    scores = {one.student: one.data["score"] for one in grade(LESSON, course=course)}
    assert scores == {"ada": 10, "ben": 9, "cyd": 0, "dan": 0, "mallory": 9}
