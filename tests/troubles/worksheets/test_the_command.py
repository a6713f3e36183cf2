"""`course export --like` writes a copy, and never over the worksheet unless told to.

MoodleDocs, "Assignment grading": the worksheet is downloaded, filled in and uploaded again. It must
be there unchanged if anything goes wrong.
"""

import pytest
from typer.testing import CliRunner
from worksheets import canvas_rows, moodle_rows, save, small_marks, table

from grading.cli.instructor import app
from grading.errors import CourseError
from grading.lms import export as module
from grading.lms.export import export
from grading.lms.identities import Identities
from grading.lms.owners import Owner

LESSON = "01_rollouts"


@pytest.fixture
def participants(tmp_path, monkeypatch):
    """Return the folder of a class in which all are known to Moodle and one to Canvas."""
    monkeypatch.setattr(module, "class_marks", lambda *_: small_marks())
    identities = Identities(tmp_path / "class")
    for student, number in {"ada": "501", "ben": "502", "cyd": "503"}.items():
        identities.student(Owner(student, "moodle", number), LESSON)
    identities.student(Owner("ada", "canvas", "901"), LESSON)
    identities.save()
    return tmp_path / "class"


def test_a_copy_is_filled_in(participants, tmp_path):
    like = save(tmp_path / "Bewertungen.csv", moodle_rows("de"), "utf-8-sig", ";")
    before = like.read_bytes()
    path, notes = export(LESSON, like=like, course=participants)
    assert path == participants / "exports" / f"{LESSON}_moodle.csv"
    assert like.read_bytes() == before
    rows = table(path.read_bytes(), "utf-8-sig", ";")
    assert [row[3] for row in rows[1:]] == ["7,20", "", "11,50", ""]
    assert rows[3][8] == "rollout_policy: 9.5 of 10<br>question: 2 of 2"
    assert ["(cyd)" in notes[0], "Teilnehmer/in777" in notes[1]] == [True, True]


def test_the_kind_of_a_gradebook_is_recognised(participants, tmp_path):
    like = save(tmp_path / "grades.csv", canvas_rows())
    path, _ = export(LESSON, like=like, course=participants)
    assert path.name == f"{LESSON}_canvas.csv"
    assert [row[5] for row in table(path.read_bytes())[3:]] == ["7.20", "", "11.50"]


def test_the_worksheet_is_overwritten_only_if_named(participants, tmp_path):
    usual = participants / "exports" / f"{LESSON}_moodle.csv"
    usual.parent.mkdir()
    before = save(usual, moodle_rows()).read_bytes()
    path, _ = export(LESSON, "moodle", like=usual, course=participants)
    assert path.name == f"{LESSON}_moodle_filled.csv"
    assert usual.read_bytes() == before
    path, _ = export(LESSON, "moodle", usual, like=usual, course=participants)
    assert path == usual
    assert table(usual.read_bytes())[3][3] == "11.50"


def test_nothing_is_written_if_the_worksheet_is_bad(participants, tmp_path):
    like, out = tmp_path / "worksheet.csv", tmp_path / "out.csv"
    like.write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match="workbook"):
        export(LESSON, "moodle", out, like=like, course=participants)
    with pytest.raises(CourseError, match="choose moodle or canvas"):
        export(LESSON, "csv", out, like=like, course=participants)
    assert not out.exists()


def test_the_help_names_the_option():
    shown = CliRunner().invoke(app, ["export", "--help"], env={"COLUMNS": "200"}).output
    assert "--like" in shown
    assert "--column" in shown
