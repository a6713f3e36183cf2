"""Write a lesson's grades as a table for a spreadsheet, Canvas or Moodle."""

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

from grading.errors import CourseError
from grading.gradebook.marks import Marks, class_marks
from grading.lms.identities import Identities
from grading.paths import COURSE

Table = list[list[str | float]]
SUMS = ["score", "late_penalty", "total", "max", "handed_in", "not_marked_yet"]
WORKSHEET = (
    "Identifier,Full name,Grade,Maximum Grade,Last modified (grade),Feedback comments".split(",")
)


def export(
    lesson: str,
    kind: str,
    path: Path | None = None,
    *,
    column: str | None = None,
    course: Path = COURSE,
) -> tuple[Path, list[str]]:
    """Write the grades of a lesson to a file.

    Args:
        lesson: the full name of the lesson.
        kind: "csv", "canvas" or "moodle".
        path: the file to write; None means a file in the course folder's ``exports``.
        column: Canvas's name of the assignment, including its number in brackets.
        course: nbgrader's course folder.

    Returns:
        The path of the table, and one line for each problem that needs a look.

    Raises:
        CourseError: nothing is graded, the kind does not exist, or the file cannot be written.
    """
    if kind not in KINDS:
        raise CourseError(f"there is no format {kind!r}: choose one of {', '.join(KINDS)}")
    marks = class_marks(lesson, course)
    identities = Identities(course)
    table, notes = KINDS[kind](lesson, marks, identities, column or lesson)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_cell(value) for value in row] for row in table])
    path = path or course / "exports" / f"{lesson}_{kind}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(text.getvalue().encode())
        new.replace(path)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}): choose another file"
        ) from None
    return path, _waiting(marks) + notes


def _cell(value: str | float) -> str:
    """Return the text of a cell, such that no spreadsheet evaluates it as a formula."""
    if not isinstance(value, str):
        return f"{round(value, 2):g}"
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in value)
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


def _waiting(marks: list[Marks]) -> list[str]:
    waiting = [one.student for one in marks if one.waiting]
    if not waiting:
        return []
    return [
        f"{len(waiting)} of {len(marks)} students have an answer that nobody has marked yet "
        f"({_some(waiting)}): mark them in Formgrader and export again"
    ]


def _some(students: list[str]) -> str:
    return ", ".join(students[:5]) + (", …" if len(students) > 5 else "")


def _plain(lesson: str, marks: list[Marks], identities: Identities, _: str) -> tuple[Table, list]:
    """Return a table with a column per exercise, and one naming the answers not marked yet."""
    names = list(dict.fromkeys(name for one in marks for name in one.rows))
    table: Table = [["student", "name", "lesson", *names, *SUMS]]
    for one in marks:
        points = [one.rows[name].points if name in one.rows else "" for name in names]
        when = one.when.isoformat(timespec="seconds") if one.when else ""
        sums = [one.score, one.penalty, one.total, one.max, when, " ".join(one.waiting)]
        table.append([one.student, identities.name(one.student), lesson, *points, *sums])
    return table, []


def _canvas(
    lesson: str, marks: list[Marks], identities: Identities, column: str
) -> tuple[Table, list]:
    """Return Canvas's gradebook; an empty grade does not change the one in Canvas."""
    table: Table = [["Student", "ID", "SIS Login ID", "Section", column]]
    table.append(["    Points Possible", "", "", "", marks[0].max])
    for one in marks:
        number = identities.canvas(one.student)
        login = "" if number else one.student
        name = identities.name(one.student)
        table.append([name, number, login, "", "" if one.waiting else one.total])
    return table, []


def _moodle(lesson: str, marks: list[Marks], identities: Identities, _: str) -> tuple[Table, list]:
    """Return Moodle's grading worksheet; an empty grade does not change the one in Moodle."""
    table: Table = [WORKSHEET]
    unknown = []
    for one in marks:
        number = identities.moodle(one.student, lesson)
        if not number:
            unknown.append(one.student)
        grade = "" if one.waiting else one.total
        identifier = f"Participant {number}" if number else ""
        name = identities.name(one.student)
        table.append([identifier, name, grade, one.max, "", _comments(one)])
    notes = [
        f"{len(unknown)} of {len(marks)} students have no Moodle participant number "
        f"({_some(unknown)}), so Moodle will skip them: run `course collect` on a download of the "
        "Moodle assignment"
    ]
    return table, notes if unknown else []


def _comments(one: Marks) -> str:
    """Return the points and the instructor's comments as HTML, as students see them in Moodle."""
    lines = []
    for name, mark in one.rows.items():
        points = "not marked yet" if mark.waits else f"{mark.points:g} of {mark.max:g}"
        points = f"{mark.points:g} bonus" if mark.max == 0 else points
        comment = f" – {html.escape(mark.comment)}" if mark.comment else ""
        lines.append(f"{html.escape(name)}: {points}{comment}")
    if one.penalty:
        lines.append(f"handed in late: {round(-one.penalty, 2):g}")
    return "<br>".join(lines)


KINDS: dict[str, Callable[..., tuple[Table, list[str]]]] = {
    "csv": _plain,
    "canvas": _canvas,
    "moodle": _moodle,
}
