"""Students have no row, and rows have no hand-in.

sakaiproject/sakai#3471 and sfu-fas/coursys#47: one student who has left the class stopped the
import, without a name. The others must get their grades, and nobody may be left out silently.
"""

from worksheets import NUMBERS, fill, grades, moodle_rows, save, small_marks, table

from grading.gradebook.marks import Marks


def test_rows_without_a_hand_in_are_named_and_stay(tmp_path):
    rows = moodle_rows("de")
    rows[2][3], rows[2][8] = "3,00", "From another marker"
    content, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert table(content)[2] == rows[2]
    assert "1 of 4 rows of worksheet.csv have no graded hand-in" in notes[0]
    assert "Teilnehmer/in777" in notes[0]


def test_students_without_a_row_are_named(tmp_path):
    rows = moodle_rows()[:-1]
    _, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert "1 of 3 students are not in worksheet.csv (cyd)" in notes[0]


def test_students_without_a_participant_number_are_named(tmp_path):
    marks = [*small_marks(), Marks("dan", max=12)]
    _, notes = fill(save(tmp_path / "worksheet.csv", moodle_rows()), marks=marks)
    assert "1 of 4 students have no Moodle participant number (dan)" in notes[-1]


def test_two_students_of_one_number_get_no_grade(tmp_path, monkeypatch):
    monkeypatch.setitem(NUMBERS, "ben", "501")
    content, notes = fill(save(tmp_path / "worksheet.csv", moodle_rows()))
    assert grades(table(content))["Ada"] == ""
    assert any("ada and ben are one student in worksheet.csv" in note for note in notes)


def test_the_last_of_two_equal_rows_is_filled_and_the_other_named(tmp_path):
    rows = [*moodle_rows(), moodle_rows()[1]]
    content, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert [row[3] for row in table(content)[1:]] == ["", "", "11.50", "", "7.20"]
    assert "Participant 502, Participant 777" in " ".join(notes)
