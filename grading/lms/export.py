"""Write a lesson's grades as a table for a spreadsheet, Canvas or Moodle.

A table that Moodle or Canvas made for this class is filled in by `grading.lms.worksheet`.
"""

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path

from grading.errors import CourseError
from grading.gradebook.marks import Marks, class_marks
from grading.lms.identities import Identities
from grading.lms.sheets import read_sheet, safe_cell
from grading.lms.worksheet import Entry, fill_canvas, fill_moodle, is_canvas, some
from grading.paths import COURSE

Table = list[list[str | float]]
SUMS = ["score", "late_penalty", "total", "max", "handed_in", "not_marked_yet"]
WORKSHEET = (
    "Identifier,Full name,Grade,Maximum Grade,Last modified (grade),Feedback comments".split(",")
)


def export(
    lesson: str,
    kind: str | None = None,
    path: Path | None = None,
    *,
    column: str | None = None,
    like: Path | None = None,
    course: Path = COURSE,
) -> tuple[Path, list[str]]:
    """Write the grades of a lesson to a file.

    Args:
        lesson: the full name of the lesson.
        kind: "csv", "canvas" or "moodle". None means "csv" or, with ``like``, whichever platform
            made that table.
        path: the file to write; None means a file in the course folder's ``exports``.
        column: Canvas's name of the assignment, including its number in brackets, or the heading
            of the column in ``like`` that the grades belong in.
        like: the table of this class from Moodle or Canvas, of which a copy is filled in.
        course: nbgrader's course folder.

    Returns:
        The path of the table, and one line for each problem that needs a look.

    Raises:
        CourseError: nothing is graded, the kind does not exist, ``like`` is not a table of this
            class, or the file cannot be written.
    """
    if kind not in (None, *KINDS):
        raise CourseError(f"there is no format {kind!r}: choose one of {', '.join(KINDS)}")
    if like is not None and kind == "csv":
        raise CourseError("--like fills in a table of a learning platform: choose moodle or canvas")
    marks = class_marks(lesson, course)
    identities = Identities(course)
    if like is None:
        kind = kind or "csv"
        table, notes = KINDS[kind](lesson, marks, identities, column or lesson)
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[_cell(value) for value in row] for row in table])
        content = text.getvalue().encode()
    else:
        kind, content, notes = _filled(like, kind, lesson, marks, identities, column)
    path = path or _usual_path(course / "exports" / f"{lesson}_{kind}.csv", like)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}): choose another file"
        ) from None
    return path, _waiting(marks) + notes


def _usual_path(path: Path, like: Path | None) -> Path:
    """Return a path that is not the file of the given table, which is never overwritten unasked."""
    same = like is not None and path.exists() and path.samefile(like)
    return path.with_stem(f"{path.stem}_filled") if same else path


def _filled(
    like: Path,
    kind: str | None,
    lesson: str,
    marks: list[Marks],
    identities: Identities,
    column: str | None,
) -> tuple[str, bytes, list[str]]:
    """Fill in a copy of a table of the class; return its kind, its content and the problems."""
    sheet = read_sheet(like)
    kind = kind or ("canvas" if is_canvas(sheet) else "moodle")
    canvas = kind == "canvas"
    entries = [
        Entry(
            one.student,
            identities.canvas(one.student) if canvas else identities.moodle(one.student, lesson),
            None if one.waiting else one.total,
            _comments(one),
            any(mark.comment for mark in one.rows.values()),
        )
        for one in marks
    ]
    notes = (fill_canvas if canvas else fill_moodle)(sheet, entries, marks[0].max, column)
    return kind, sheet.content(), notes


def _cell(value: str | float) -> str:
    """Return the text of a cell."""
    return safe_cell(value) if isinstance(value, str) else f"{round(value, 2):g}"


def _waiting(marks: list[Marks]) -> list[str]:
    waiting = [one.student for one in marks if one.waiting]
    if not waiting:
        return []
    return [
        f"{len(waiting)} of {len(marks)} students have an answer that nobody has marked yet "
        f"({some(waiting)}): mark them in Formgrader and export again"
    ]


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
        f"({some(unknown)}), so Moodle will skip them: run `course collect` on a download of the "
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
