"""Nothing in the worksheet tells which column is for the grades.

autolab/Autolab#647: the headings were not those that the import expected, and nobody could tell
why it did nothing. One line must ask for the column, and the answer must be accepted.
"""

import pytest
from worksheets import fill, moodle_rows, save, table

from grading.errors import CourseError


def without_maximum():
    return [[*row[:4], *row[5:]] for row in moodle_rows("none")]


def test_the_command_asks_for_the_column(tmp_path):
    path = save(tmp_path / "worksheet.csv", without_maximum())
    with pytest.raises(CourseError, match="name it with --column, one of 'A', 'B', 'C', 'D'"):
        fill(path)


def test_the_named_column_is_filled(tmp_path):
    path = save(tmp_path / "worksheet.csv", without_maximum())
    assert table(fill(path, "d")[0])[3][3] == "11.5"
    with pytest.raises(CourseError, match="no single column 'Points': choose one of 'A'"):
        fill(path, "Points")


def test_a_known_heading_is_enough(tmp_path):
    rows = [[*row[:4], *row[5:]] for row in moodle_rows("de")]
    assert table(fill(save(tmp_path / "worksheet.csv", rows))[0])[3][3] == "11.5"
