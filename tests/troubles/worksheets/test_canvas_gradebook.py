"""The class's own gradebook from Canvas, with commas or semicolons, is filled in.

PrairieLearn/PrairieLearn#4547: which of the columns Canvas needs, and how it knows a student.
instructure/canvas-lms#1394: a separator inside a cell moved all later cells. Only the assignment's
column may change, and a student is found by Canvas's number or else by the login.
"""

import pytest
from worksheets import canvas_rows, fill_gradebook, save, table

from grading.errors import CourseError
from grading.lms.sheets import read_sheet
from grading.lms.worksheet import is_canvas

NUMBERS = {"ada": "901", "ben": "902"}


@pytest.mark.parametrize("numbers", [NUMBERS, {}], ids=["numbers", "logins"])
@pytest.mark.parametrize(("separator", "comma"), [(",", False), (";", True)])
def test_the_assignment_is_filled(tmp_path, separator, comma, numbers):
    rows = canvas_rows(comma=comma)
    path = save(tmp_path / "gradebook.csv", rows, separator=separator)
    content, notes = fill_gradebook(path, numbers)
    filled = table(content, separator=separator)
    grades = [row[5] for row in filled[3:]]
    assert grades == (["7,20", "", "11,50"] if comma else ["7.20", "", "11.50"])
    assert [row[:5] + row[6:] for row in filled] == [row[:5] + row[6:] for row in rows]
    assert "1 of 3 students are not in gradebook.csv (cyd)" in notes[0]
    assert "Zorn, Zoe" in notes[1]


def test_of_several_assignments_one_must_be_named(tmp_path):
    rows = canvas_rows()
    for number, row in enumerate(rows):
        row.insert(5, "" if number else "Lesson 2 (4712)")
    path = save(tmp_path / "gradebook.csv", rows)
    with pytest.raises(CourseError, match=r"--column, one of 'Lesson 2 \(4712\)', 'Lesson 1"):
        fill_gradebook(path, NUMBERS)
    content, _ = fill_gradebook(path, NUMBERS, "Lesson 1 (4711)")
    assert [row[5:7] for row in table(content)[3:]] == [["", "7.20"], ["", ""], ["", "11.50"]]


def test_a_number_in_another_column_is_somebody_else(tmp_path):
    rows = canvas_rows()
    rows[3][2], rows[5][2] = "901", "902"
    content, _ = fill_gradebook(save(tmp_path / "gradebook.csv", rows), NUMBERS)
    assert [row[5] for row in table(content)[3:]] == ["7.20", "", "11.50"]


def test_a_gradebook_of_another_class(tmp_path):
    path = save(tmp_path / "gradebook.csv", canvas_rows())
    with pytest.raises(CourseError, match=r"no row of .*gradebook\.csv belongs to a student"):
        fill_gradebook(path, {"ada": "1", "ben": "2", "cyd": "3"})


def test_headings_in_another_language_are_recognised(tmp_path):
    rows = canvas_rows(comma=True)
    rows[0][:5] = ["Student", "ID", "SIS-Benutzer-ID", "SIS-Anmelde-ID", "Abschnitt"]
    rows[2][0] = "    Mögliche Punkte"
    path = save(tmp_path / "gradebook.csv", rows, separator=";")
    assert is_canvas(read_sheet(path))
    content, _ = fill_gradebook(path, NUMBERS)
    assert table(content, separator=";")[5][5] == "11,50"
