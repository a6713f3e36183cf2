"""Report how a class did in a lesson: each exercise, what failed and why, and who needs a look."""

import re
import statistics
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

from checks.framework import Exercise
from checks.lessons import load_lesson
from grading.gradebook.marks import Marks, autograded_score, class_marks, ungraded_students
from grading.hand_ins.repair_notes import needs_a_look
from grading.paths import COURSE

BINS = 10
UNANSWERED = "not answered yet"


def class_report(lesson: str, course: Path = COURSE) -> dict[str, Any]:
    """Compute the statistics of a lesson, as plain data.

    Args:
        lesson: the full name of the lesson.
        course: nbgrader's course folder.

    Raises:
        CourseError: no submission of the lesson is graded yet.
    """
    marks = class_marks(lesson, course)
    scores = {one.student: autograded_score(lesson, one.student, course) for one in marks}
    by_exercise = {exercise.name: exercise for exercise in load_lesson(lesson).exercises}
    rows = list(dict.fromkeys(name for one in marks for name in one.rows))
    totals = [one.total for one in marks]
    return {
        "lesson": lesson,
        "graded": len(marks),
        "not_graded_yet": ungraded_students(lesson, course),
        "max": marks[0].max,
        "mean": statistics.mean(totals),
        "median": statistics.median(totals),
        "exercises": [_row(name, by_exercise.get(name), marks, scores) for name in rows],
        "distribution": _distribution(marks),
        "not_marked_yet": [one.student for one in marks if one.waiting],
        "late": {one.student: one.penalty for one in marks if one.penalty},
        "need_a_look": {
            student: list(score["notes"])
            for student, score in scores.items()
            if needs_a_look(score["notes"])
        },
    }


def _row(name: str, exercise: Exercise | None, marks: list[Marks], scores: dict) -> dict[str, Any]:
    """Return the figures of an exercise or question; answers not marked yet have no share."""
    present = [(one.student, one.rows[name]) for one in marks if name in one.rows]
    worth = exercise.points if exercise else max((mark.max for _, mark in present), default=0)
    shares = [mark.points / worth for _, mark in present if not mark.waits and worth]
    messages = {
        student: item["messages"]
        for student, _ in present
        for item in scores[student]["exercises"]
        if item["exercise"] == name and not _not_scored(scores[student])
    }
    blank = sum(any(m.startswith(UNANSWERED) for m in lines) for lines in messages.values())
    return {
        "exercise": name,
        "max": worth,
        "bonus": bool(exercise and exercise.bonus),
        "mean_share": statistics.mean(shares) if shares else None,
        "full": sum(share >= 1 for share in shares),
        "zero": sum(share <= 0 for share in shares),
        "unanswered": blank,
        "waiting": sum(mark.waits for _, mark in present),
        "failing": _failing(exercise, [m for lines in messages.values() for m in lines]),
    }


def _not_scored(score: dict[str, Any]) -> bool:
    """Return whether the file could not be scored, in which case no exercise counts as failed."""
    words = ("not scored", "it could not be scored")
    return any(note.startswith(words) for note in score["notes"])


def _failing(exercise: Exercise | None, messages: list[str]) -> list[dict[str, Any]]:
    """Return the properties that failed, most frequent first, each with its most frequent cause."""
    causes: dict[str, Counter] = {}
    for prop in exercise.properties if exercise else ():
        matching = [m for m in messages if m.startswith(f"{prop.title}: given ")]
        if matching:
            causes[prop.title] = Counter(map(_cause, matching))
    found = [
        {"property": title, "students": count.total(), "cause": count.most_common(1)[0][0]}
        for title, count in causes.items()
    ]
    return sorted(found, key=lambda item: -item["students"])


def _cause(message: str) -> str:
    """Extract the cause from a message of a score, where it follows the value that came back."""
    came_back = message.rpartition("; got ")[2]
    parts = re.split(r"\. (?=[A-Z`])", came_back, maxsplit=1)
    return parts[-1]


def _distribution(marks: list[Marks]) -> list[dict[str, float]]:
    counts = [0] * BINS
    for one in marks:
        share = one.total / one.max if one.max else 0.0
        counts[min(BINS - 1, int(BINS * share))] += 1
    width = marks[0].max / BINS
    return [
        {"from": round(n * width, 2), "to": round((n + 1) * width, 2), "students": count}
        for n, count in enumerate(counts)
    ]


def as_text(report: dict[str, Any]) -> str:
    """Format the report for an instructor to read in a terminal."""
    parts = [
        f"{report['lesson']}: {report['graded']} graded, mean {report['mean']:.2f}, "
        f"median {report['median']:.2f} of {report['max']:g}",
        _exercise_table(report["exercises"]),
        _failing_list(report["exercises"]),
        _histogram(report["distribution"]),
        _looks(report),
    ]
    return "\n\n".join(part for part in parts if part)


def _exercise_table(exercises: list[dict]) -> str:
    rows = [("exercise", "points", "mean", "full", "zero", "unanswered", "to mark")]
    for item in exercises:
        share = "–" if item["mean_share"] is None else f"{item['mean_share']:.0%}"
        name = item["exercise"] + " (bonus)" * item["bonus"]
        counts = [str(item[key]) for key in ("full", "zero", "unanswered", "waiting")]
        rows.append((name, f"{item['max']:g}", share, *counts))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}"
        + "".join(f"  {text:>{width}}" for text, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


def _failing_list(exercises: list[dict], most: int = 3) -> str:
    lines = []
    for item in exercises:
        for fail in item["failing"][:most]:
            lines.append(f"{fail['students']:>4} × {item['exercise']}: {fail['property']}")
            lines += textwrap.wrap(
                fail["cause"], 88, initial_indent=" " * 7, subsequent_indent=" " * 7
            )
    return "\n".join(["Most frequent failures and their causes:", *lines]) if lines else ""


def _histogram(distribution: list[dict], width: int = 50) -> str:
    most = max(item["students"] for item in distribution)
    lines = ["Points after penalties:"]
    for item in distribution:
        bar = "█" * round(width * item["students"] / most) if most else ""
        lines.append(f"{item['from']:>6g} – {item['to']:<6g} {item['students']:>4} {bar}".rstrip())
    return "\n".join(lines)


def _looks(report: dict[str, Any]) -> str:
    lines = []
    if report["not_graded_yet"]:
        lines.append(f"Handed in but not graded yet: {', '.join(report['not_graded_yet'])}")
    if report["not_marked_yet"]:
        count = len(report["not_marked_yet"])
        lines.append(f"Students with a written answer to mark in Formgrader: {count}")
    if report["late"]:
        late = ", ".join(f"{student} (−{lost:g})" for student, lost in report["late"].items())
        lines.append(f"Late: {late}")
    for student, notes in report["need_a_look"].items():
        lines.append(f"{student} needs a look:")
        lines += textwrap.wrap(
            "; ".join(notes), 92, initial_indent="    ", subsequent_indent="    "
        )
    return "\n".join(lines)
