"""Fill in the table of a class that Moodle or Canvas made, in the teacher's own language.

Columns are found by what is in them and by their order, because the platform translates their
headings. Only cells for grades and comments change.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from grading.errors import CourseError
from grading.lms.names import printable
from grading.lms.sheets import Sheet

NUMBER = re.compile(r"(\d+)(?:([.,])(\d+))?")
ENDS_IN_NUMBER = re.compile(r"(.*?)(\d+)", re.DOTALL)
CANVAS_ASSIGNMENT = re.compile(r".*\(\d+\)", re.DOTALL)
TIME = re.compile(r"\d[:.h]\d\d")

GRADE_WORDS = frozenset(
    "grade mark bewertung note nota calificación qualificació valutazione voto cijfer beoordeling "
    "ocena оценка оцінка karakter betyg arvosana arviointi hodnocení známka hodnotenie osztályzat "
    "értékelés not βαθμός hinne vērtējums įvertinimas điểm 成绩 成績 評点 評定 성적".split()
)
COMMENT_WORDS = re.compile(
    "feedback|comment|kommentar|coment|komment|komentar|комент|коммент|отзыв|retroaliment|rückmeld|"
    "retroacci|opmerking|remarque|rétroaction|uwag|palaute|tilbakemeld|återkoppl|σχόλι|yorum|geri|"
    "反馈|回饋|评语|評語|フィードバック|コメント|피드백|의견"
)
"""Words that choose between columns of which their contents allow several."""


def is_canvas(sheet: Sheet) -> bool:
    """Return whether a table is Canvas's gradebook, which has a row for the possible points."""
    possible = any(row and row[0][:1].isspace() for row in sheet.rows[1:4])
    return "SIS Login ID" in sheet.headings or (
        possible and any(map(CANVAS_ASSIGNMENT.fullmatch, sheet.headings))
    )


@dataclass(frozen=True)
class Entry:
    """What a table gets of one student.

    Attributes:
        student: the student's id.
        number: Moodle's participant number or Canvas's number of the student, or an empty string.
        grade: the points, or None if an answer must still be marked.
        comments: HTML for the column of comments.
        remarks: whether the instructor wrote any of the comments.
    """

    student: str
    number: str
    grade: float | None
    comments: str = ""
    remarks: bool = False


@dataclass(frozen=True)
class _Place:
    """Where the grades go in a table.

    Attributes:
        grade: the index of the column for the grade.
        comments: the index of the column for comments, or None.
        maximum: the largest grade in the table, as it is written there, or an empty string.
    """

    grade: int
    comments: int | None = None
    maximum: str = ""


def fill_moodle(
    sheet: Sheet, entries: list[Entry], best: float, column: str | None = None
) -> list[str]:
    """Fill in Moodle's grading worksheet.

    Args:
        sheet: the worksheet, which is changed.
        entries: what it gets of each student.
        best: the maximum for the lesson.
        column: the heading of the column for the grades, or None to find it.

    Returns:
        One line for each problem that needs a look.

    Raises:
        CourseError: no student of the worksheet is known, or its columns are unclear.
    """
    owners: dict[str, list[Entry]] = {}
    for one in entries:
        if number := _last_number(one.number):
            owners.setdefault(number, []).append(one)
    if not owners:
        raise CourseError(
            "no student has a Moodle participant number: run `course collect` on a download of "
            "the Moodle assignment first"
        )
    identifier = _identifiers(sheet, set(owners))
    place = _moodle_place(sheet, identifier, best, column)
    found = {
        number: row
        for row in sheet.students()
        if (number := _last_number(row[identifier])) is not None
    }
    matched = [(found.get(number), group) for number, group in owners.items()]
    students = [(row, row[identifier]) for row in sheet.students()]
    notes = _fill(sheet, place, matched, students)
    lost = place.comments is None and any(one.remarks for one in entries)
    if lost:
        notes.append(
            f"{sheet.path.name} has no column for your comments: switch on *Feedback comments* in "
            "the assignment and export it again"
        )
    unknown = [one.student for one in entries if not _last_number(one.number)]
    if unknown:
        notes.append(
            f"{len(unknown)} of {len(entries)} students have no Moodle participant number "
            f"({some(unknown)}): run `course collect` on a download of the Moodle assignment"
        )
    return notes + _other_maximum(place, best)


def fill_canvas(
    sheet: Sheet, entries: list[Entry], best: float, column: str | None = None
) -> list[str]:
    """Fill in a gradebook that Canvas exported.

    Args:
        sheet: the gradebook, which is changed.
        entries: what it gets of each student; one without a number is found by the login.
        best: the maximum for the lesson.
        column: Canvas's name of the assignment, or None to find it.

    Returns:
        One line for each problem that needs a look.

    Raises:
        CourseError: no student of the gradebook is known, or the assignment is unclear.
    """
    names = [name for name in sheet.headings if CANVAS_ASSIGNMENT.fullmatch(name.strip())]
    if column is None and len(names) != 1:
        raise _unclear(sheet, "assignment", names)
    grade = _by_heading(sheet, column or names[0])
    by_number, by_login = _canvas_rows(sheet, grade, {one.number for one in entries} - {""})
    matched = []
    for one in entries:
        row = by_login.get(one.student.casefold()) if not one.number else by_number.get(one.number)
        matched.append((row, [one]))
    if all(row is None for row, _ in matched):
        raise _nobody(sheet)
    students = [row for row in sheet.students() if not row[0][:1].isspace() and any(row[1:grade])]
    above = [row[grade].strip() for row in sheet.students() if row[0][:1].isspace()]
    maximum = next((cell for cell in above if NUMBER.fullmatch(cell)), "")
    place = _Place(grade, maximum=maximum)
    notes = _fill(sheet, place, matched, [(row, row[0]) for row in students])
    return notes + _other_maximum(place, best)


def _canvas_rows(
    sheet: Sheet, grade: int, known: set[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the rows of a gradebook by Canvas's number of the student, and by logins."""
    columns = range(1, max(grade, 2))
    number = max(columns, key=lambda index: len(known.intersection(sheet.column(index))))
    logins: dict[str, list[str]] = {}
    for row in sheet.students():
        for cell in row[1:grade]:
            logins.setdefault(cell.strip().casefold(), row)
            logins.setdefault(cell.partition("@")[0].strip().casefold(), row)
    return {row[number].strip(): row for row in sheet.students()}, logins


def _fill(
    sheet: Sheet,
    place: _Place,
    matched: list[tuple[list[str] | None, list[Entry]]],
    students: list[tuple[list[str], str]],
) -> list[str]:
    """Write grades and comments; return lines on who is missing in the table or in the class.

    Args:
        sheet: the table, which is changed.
        place: where the grades go.
        matched: a row of the table, if there is one, and the entries of all whose row it is.
        students: all rows for students, and how the table calls each.
    """
    notes, filled = [], []
    cells = [place.maximum, *sheet.column(place.grade)]
    for row, group in matched:
        if row is not None and len(group) > 1:
            both = " and ".join(one.student for one in group)
            notes.append(f"{both} are one student in {sheet.path.name}: their row is as it was")
        elif row is not None:
            one = group[0]
            if one.grade is not None:
                sheet.write(row, place.grade, _written(one.grade, cells, sheet))
            if place.comments is not None:
                sheet.write(row, place.comments, one.comments)
        filled += [row] if row is not None else []
    missing = [one.student for row, group in matched for one in group if row is None]
    if missing:
        notes.append(
            f"{len(missing)} of {sum(len(group) for _, group in matched)} students are not in "
            f"{sheet.path.name} ({some(missing)}): export it again with all students"
        )
    left = [name for row, name in students if not any(row is other for other in filled)]
    if left:
        notes.append(
            f"{len(left)} of {len(students)} rows of {sheet.path.name} have no graded hand-in and "
            f"are as they were ({some(left)})"
        )
    return notes


def some(names: list[str]) -> str:
    """Return the first names of a list."""
    return ", ".join(printable(_visible(name)) for name in names[:5]) + ", …" * (len(names) > 5)


def _nobody(sheet: Sheet) -> CourseError:
    return CourseError(
        f"no row of {sheet.path} belongs to a student who handed in this lesson: export the table "
        "of the assignment from which you collected"
    )


# --- columns


def _last_number(cell: str) -> str | None:
    """Return the number at the end of a cell, without leading zeros, or None."""
    match = ENDS_IN_NUMBER.fullmatch(_visible(cell))
    return str(int(match[2])) if match and len(match[2]) < 30 else None


def _visible(cell: str) -> str:
    """Return a cell without the invisible marks that languages from right to left need."""
    return "".join(c for c in cell if unicodedata.category(c) != "Cf").strip()


def _identifiers(sheet: Sheet, known: set[str]) -> int:
    """Find the column of participant numbers, in which all cells begin with one word."""
    found = []
    for index in range(len(sheet.headings)):
        cells = [_visible(cell) for cell in sheet.column(index)]
        parts = [match for cell in cells if (match := ENDS_IN_NUMBER.fullmatch(cell))]
        prefix, count = Counter(match[1] for match in parts).most_common(1)[0] if parts else ("", 0)
        numbers = [_last_number(match[0]) for match in parts if match[1] == prefix]
        hits = len(known.intersection(numbers))
        if hits and count > len(cells) / 2:
            found.append((hits, bool(prefix.strip()), -index))
    if not found:
        raise _nobody(sheet)
    return -max(found)[2]


def _by_heading(sheet: Sheet, name: str) -> int:
    plain = [heading.strip().casefold() for heading in sheet.headings]
    if plain.count(name.strip().casefold()) != 1:
        raise CourseError(
            f"{sheet.path} has no single column {name!r}: choose one of "
            f"{', '.join(repr(heading) for heading in sheet.headings)}"
        )
    return plain.index(name.strip().casefold())


def _unclear(sheet: Sheet, what: str, names: list[str]) -> CourseError:
    choice = ", ".join(repr(name) for name in names or sheet.headings)
    return CourseError(
        f"it is unclear which column of {sheet.path} is for the {what}: name it with --column, "
        f"one of {choice}"
    )


def _moodle_place(sheet: Sheet, identifier: int, best: float, column: str | None) -> _Place:
    """Find the columns for the grade and for comments.

    Moodle writes the maximum, which is the same in all rows, to the right of the grade, and the
    comments after the times at which the hand-in and the grade were last changed.
    """
    pairs = [
        (index, limits.pop())
        for index in range(len(sheet.headings) - 1)
        if index != identifier
        and all(cell in ("", "-") or NUMBER.fullmatch(cell) for cell in sheet.column(index))
        and len(limits := set(sheet.column(index + 1))) == 1
        and NUMBER.fullmatch(next(iter(limits)))
    ]
    if column is not None:
        grade = _by_heading(sheet, column)
    else:
        plain = [_visible(heading).casefold() for heading in sheet.headings]
        words = [index for index, heading in enumerate(plain) if heading in GRADE_WORDS]
        choices = [index for index, _ in pairs] or [i for i in words if i != identifier]
        for better in ({index for index, limit in pairs if _value(limit) == best}, set(words)):
            choices = [index for index in choices if index in better] or choices
        if len(choices) != 1:
            raise _unclear(sheet, "grades", [sheet.headings[index] for index in choices])
        grade = choices[0]
    maximum = next((limit for index, limit in pairs if index == grade), "")
    after = range(grade + (2 if maximum else 1), len(sheet.headings))
    called = [i for i in after if COMMENT_WORDS.search(sheet.headings[i].casefold())]
    last = [i for i in after[1:][-1:] if _may_be_comments(sheet.column(i))]
    comments = (called or last)[-1:]
    return _Place(grade, comments[0] if comments else None, maximum)


def _may_be_comments(cells: list[str]) -> bool:
    """Return whether a column is empty or has texts, but neither times nor one word for all."""
    texts = set(cells) - {""}
    same = len(cells) > 1 and len(set(cells)) == 1 and bool(texts)
    return not same and not any(text == "-" or TIME.search(text[-30:]) for text in texts)


# --- numbers


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _written(value: float, others: list[str], sheet: Sheet) -> str:
    """Write a number as the table does, with a decimal comma or point and as many decimals.

    Args:
        value: the number.
        others: cells of the table in which grades may be.
        sheet: the table.
    """
    parts = [match for cell in others if (match := NUMBER.fullmatch(cell))]
    mark = next((match[2] for match in parts if match[2]), "")
    if not mark:
        cells = [cell for row in sheet.students() for cell in row if sheet.separator != ","]
        mark = "," if any(re.fullmatch(r"\d+,\d{1,2}", cell.strip()) for cell in cells) else "."
    places = max((len(match[3] or "") for match in parts), default=0)
    value = round(value, 2)
    text = f"{value:g}" if round(value, places) != value or not places else f"{value:.{places}f}"
    return text.replace(".", mark)


def _other_maximum(place: _Place, best: float) -> list[str]:
    if not place.maximum or _value(place.maximum) == best:
        return []
    return [
        f"the maximum grade in the table is {place.maximum} and the lesson's is {best:g}: change "
        "the assignment's maximum before you import the grades"
    ]
