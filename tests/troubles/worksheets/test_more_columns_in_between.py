"""A worksheet has columns for the e-mail address, the ID number, the marker or an essay.

ubccpsc/classy#331: an import takes columns by their position. The right ones must be found wherever
they are, also when another column has numbers, too.
"""

import pytest
from worksheets import fill, grades, moodle_rows, save, table


def with_column(rows, place, heading, cell):
    for number, row in enumerate(rows):
        row.insert(place, cell(number) if number else heading)
    return rows


@pytest.mark.parametrize("language", ["en", "de", "none"])
def test_identities_in_between(tmp_path, language):
    rows = with_column(moodle_rows(language), 2, "E-Mail", lambda n: f"s{500 + n}@uni.example")
    rows = with_column(rows, 3, "Number", lambda n: f"{2026500 + n}")
    filled = table(fill(save(tmp_path / "worksheet.csv", rows))[0])
    assert grades(filled, 5)["Ada"] in ("11.50", "11,50")
    assert filled[3][:5] == rows[3][:5]


def test_an_empty_column_for_the_marker(tmp_path):
    rows = with_column(moodle_rows("de"), 3, "Bewerter/in", lambda _: "")
    filled = table(fill(save(tmp_path / "worksheet.csv", rows))[0])
    assert grades(filled, 4)["Ada"] == "11,50"
    assert grades(filled, 3)["Ada"] == ""


def test_an_essay_of_many_lines(tmp_path):
    # turicas/rows#299: a table's reader refuses a cell of more than 128 KiB.
    essay = 'He said: "one, two;\nthree"\n' * 20_000
    rows = with_column(moodle_rows("de"), 7, "Texteingabe online", lambda _: essay)
    filled = table(fill(save(tmp_path / "worksheet.csv", rows))[0])
    assert grades(filled)["Ada"] == "11,50"
    assert filled[1][7] == essay


def test_a_worksheet_without_a_column_for_comments(tmp_path):
    rows = [row[:-1] for row in moodle_rows("none")]
    content, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert grades(table(content))["Ada"] == "11.50"
    assert [row[7] for row in table(content)] == [row[7] for row in rows]
    assert any("has no column for your comments" in note for note in notes)
