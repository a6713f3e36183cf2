"""The file is something else: a workbook, a page, an empty download, another assignment's table.

UM-USElab/gradecraft-development#2946 and sakaiproject/sakai#3150: a workbook was refused without a
word, or with one about something else. One line must say what the file is and what to do.
"""

import pytest
from worksheets import fill, moodle_rows, save

from grading.errors import CourseError

FILES = {
    "empty": b"",
    "no table": b"Dear all!\nThe grades follow.\n",
    "a web page": b"<!DOCTYPE html><html></html>",
    "an Excel or OpenDocument workbook": b"PK\x03\x04\x14\x00",
    "an Excel workbook": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "a PDF": b"%PDF-1.7",
    "a table without a single student": b"Identifier,Grade\r\n",
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_worksheet_is_named(tmp_path, what):
    path = tmp_path / "worksheet.csv"
    path.write_bytes(FILES[what])
    with pytest.raises(CourseError, match=rf"worksheet.csv is {what}.*as CSV") as error:
        fill(path)
    assert "\n" not in str(error.value)


def test_any_bytes_give_one_line(tmp_path):
    path = tmp_path / "worksheet.csv"
    for data in (bytes(range(256)) * 9, b"a,b\0\n1,2\n", b"\xff\xfea", b"\xef\xbb\xbf", b",\n,\n"):
        path.write_bytes(data)
        with pytest.raises(CourseError, match=r"worksheet\.csv"):
            fill(path)


def test_the_worksheet_of_another_assignment(tmp_path):
    rows = moodle_rows()
    for number, row in enumerate(rows[1:]):
        row[0] = f"Participant {9000 + number}"
    with pytest.raises(CourseError, match=r"no row of .*worksheet\.csv belongs to a student"):
        fill(save(tmp_path / "worksheet.csv", rows))


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CourseError, match=r"cannot be read .*: name the table"):
            fill(path)
