"""Make grading worksheets and gradebooks as Moodle, Canvas and spreadsheets save them."""

import csv
import io
from pathlib import Path

from grading.gradebook.marks import Mark, Marks
from grading.lms.sheets import read_sheet
from grading.lms.worksheet import Entry, fill_canvas, fill_moodle

HEADINGS = {
    "en": "Identifier|Full name|Status|Grade|Maximum Grade|Grade can be changed|"
    "Last modified (submission)|Last modified (grade)|Feedback comments",
    "de": "ID|Vollständiger Name|Status|Bewertung|Bestwertung|Bewertung kann geändert werden|"
    "Zuletzt geändert (Abgabe)|Zuletzt geändert (Bewertung)|Feedback als Kommentar",
    "es": "Identificador|Nombre completo|Estatus|Calificación|Calificación máxima|"
    "La calificación puede ser cambiada|Última modificación (entrega)|"
    "Última modificación (calificación)|Comentarios de retroalimentación",
    "fr": "Identifiant|Nom complet|Statut|Note|Note maximale|La note peut être modifiée|"
    "Dernière modification (travail remis)|Dernière modification (note)|Feedback par commentaires",
    "ja": "ID|氏名|ステータス|評点|最大評点|評点は変更可能です|最終更新日時 (提出)|"
    "最終更新日時 (評点)|フィードバックコメント",
    "ar": "المعرف|الاسم الكامل|الحالة|الدرجة|الدرجة القصوى|يمكن تغيير الدرجة|"
    "آخر تعديل (تسليم)|آخر تعديل (درجة)|تعليقات",
    "none": "A|B|C|D|E|F|G|H|I",
}
PREFIX = {
    "en": "Participant ",
    "de": "Teilnehmer/in",
    "es": "Participante",
    "fr": "Participant",
    "ja": "参加者",
    "ar": "\u200fمشارك",
    "none": "Xyz",
}
COMMA = ("de", "es", "fr")
SENT = ["Submitted for grading - Graded", "12.00", "Yes", "Friday, 30 October 2026, 10:05 AM"]
NUMBERS = {"ada": "501", "ben": "502", "cyd": "503"}


def small_marks() -> list[Marks]:
    """Return the marks of three students; Cyd has an answer that nobody has marked."""
    return [
        Marks("ada", {"rollout_policy": Mark(9.5, 10), "question": Mark(2, 2)}, max=12),
        Marks("ben", {"rollout_policy": Mark(9, 10, comment="=1+1")}, penalty=1.8, max=12),
        Marks("cyd", {"rollout_policy": Mark(3, 10), "question": Mark(0, 2, True)}, max=12),
    ]


def moodle_rows(language: str = "en") -> list[list[str]]:
    """Return a worksheet with Ben, somebody who handed in nothing, Ada and Cyd."""
    status, best, yes, when = SENT
    best = best.replace(".", ",") if language in COMMA else best
    people = {"Ben Beispiel": 502, "Zoe Zorn": 777, "Ada Älvarez": 501, "Cyd Ceder": 503}
    rows = [HEADINGS[language].split("|")]
    for name, number in people.items():
        identifier = f"{PREFIX[language]}{number}"
        rows.append([identifier, name, status, "", best, yes, when, "-", ""])
    return rows


def canvas_rows(*, comma: bool = False) -> list[list[str]]:
    """Return a gradebook that Canvas exported, with two assignments of which one is read only."""
    best = "12,00" if comma else "12.00"
    people = {"Beispiel, Ben": "902", "Zorn, Zoe": "977", "Älvarez, Ada": "901"}
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Lesson 1 (4711)", "Total"],
        ["", "", "", "", "", "Manual Posting", ""],
        ["    Points Possible", "", "", "", "", best, "(read only)"],
    ]
    for name, number in people.items():
        login = f"{name.split()[1].lower()}@uni.example"
        rows.append([name, number, f"s{number}", login, "Group A", "", "0"])
    return rows


def save(
    path: Path, rows: list[list[str]], encoding: str = "utf-8", separator: str = ",", **options: str
) -> Path:
    """Write rows to a file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, **options).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def fill(path: Path, column: str | None = None, marks: list[Marks] | None = None) -> tuple:
    """Fill in a worksheet; return its content and the notes."""
    sheet = read_sheet(path)
    notes = fill_moodle(sheet, entries(marks or small_marks(), NUMBERS), 12, column)
    return sheet.content(), notes


def fill_gradebook(path: Path, numbers: dict[str, str], column: str | None = None) -> tuple:
    """Fill in a gradebook of Canvas; return its content and the notes."""
    sheet = read_sheet(path)
    notes = fill_canvas(sheet, entries(small_marks(), numbers), 12, column)
    return sheet.content(), notes


def entries(marks: list[Marks], numbers: dict[str, str]) -> list[Entry]:
    """Return what a table gets, with a comment that shows whose it is."""
    return [
        Entry(
            one.student,
            numbers.get(one.student, ""),
            None if one.waiting else one.total,
            f"{one.score:g} – for {one.student}",
            remarks=one.student == "ben",
        )
        for one in marks
    ]


def table(content: bytes, encoding: str = "utf-8", separator: str = ",") -> list[list[str]]:
    """Return the rows of a file's content."""
    text = io.StringIO(content.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=separator))


def grades(rows: list[list[str]], grade: int = 3) -> dict[str, str]:
    """Return the cell of the grade by the first word of the name in the second column."""
    return {row[1].split()[0]: row[grade] for row in rows[1:]}
