"""The worksheet was opened and saved in a spreadsheet, which chose a separator and an encoding.

KITPraktomatTeam/Praktomat#223, autolab/Autolab#874, sourcegrade/jagr#24 and
rubengees/Vocabletrainer#3: semicolons, a byte order mark, a line that names the separator, and
umlauts in another encoding. The table must be read, and written in the form in which it came.
"""

import pytest
from worksheets import fill, grades, moodle_rows, save, table

FORMS = [
    ("utf-8", ","),
    ("utf-8", ";"),
    ("utf-8", "\t"),
    ("utf-8-sig", ","),
    ("utf-8-sig", ";"),
    ("utf-16", "\t"),
    ("cp1252", ";"),
    ("cp1252", ","),
]


@pytest.mark.parametrize(("encoding", "separator"), FORMS)
def test_the_form_is_kept(tmp_path, encoding, separator):
    path = save(tmp_path / "worksheet.csv", moodle_rows("de"), encoding, separator)
    content, _ = fill(path)
    filled = table(content, encoding, separator)
    assert grades(filled)["Ada"] == "11,50"
    assert filled[0] == moodle_rows("de")[0]
    assert content[:2] == path.read_bytes()[:2]


def test_a_comment_is_readable_in_an_old_encoding(tmp_path):
    path = save(tmp_path / "worksheet.csv", moodle_rows("de"), "cp1252", ";")
    assert b"11.5 &#8211; " in fill(path)[0]


def test_the_line_that_names_the_separator_is_kept(tmp_path):
    path = save(tmp_path / "worksheet.csv", moodle_rows("de"), "utf-8", ";")
    path.write_bytes(b"sep=;\r\n" + path.read_bytes())
    content, _ = fill(path)
    assert content.startswith(b"sep=;\r\nID;")
    assert b";11,50;" in content


def test_line_ends_and_empty_rows_are_kept(tmp_path):
    # autolab/Autolab#573: rows without anything in them were taken for students.
    rows = [*moodle_rows(), [""] * 9, []]
    path = save(tmp_path / "worksheet.csv", rows, lineterminator="\n")
    content, _ = fill(path)
    assert b"\r" not in content
    assert content.endswith(b"\n\n")
