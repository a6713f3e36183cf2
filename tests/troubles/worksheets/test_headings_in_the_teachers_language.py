"""Moodle translates the headings and the word before the participant number.

sakaiproject/sakai#3231: an import that knows its columns by English headings only. The grades and
comments must be in the right cells, and everything else as Moodle wrote it.
"""

import pytest
from worksheets import COMMA, HEADINGS, fill, grades, moodle_rows, save, table


@pytest.mark.parametrize("language", HEADINGS)
def test_grades_and_comments_are_in_their_columns(tmp_path, language):
    rows = moodle_rows(language)
    content, _ = fill(save(tmp_path / "worksheet.csv", rows))
    filled = table(content)
    comma = "," if language in COMMA else "."
    assert grades(filled) == {"Ben": f"7{comma}20", "Zoe": "", "Ada": f"11{comma}50", "Cyd": ""}
    assert filled[3][8].startswith("11.5 –")
    untouched = [[row[i] for i in (0, 1, 2, 4, 5, 6, 7)] for row in filled]
    assert untouched == [[row[i] for i in (0, 1, 2, 4, 5, 6, 7)] for row in rows]
