"""Numbers have a decimal comma in the teacher's language.

ls1intum/Artemis#10679 and academic-moodle-cooperation/moodle-mod_offlinequiz#88: numbers in the
form of another language are read as something else. Grades must be written as the table's maximum.
"""

import pytest
from worksheets import fill, grades, moodle_rows, save, table


@pytest.mark.parametrize(
    ("maximum", "ada", "ben"),
    [
        ("12,00", "11,50", "7,20"),
        ("12.00", "11.50", "7.20"),
        ("12,0", "11,5", "7,2"),
        ("12", "11.5", "7.2"),
    ],
)
def test_grades_have_the_form_of_the_maximum(tmp_path, maximum, ada, ben):
    rows = moodle_rows("de")
    for row in rows[1:]:
        row[4] = maximum
    filled = grades(table(fill(save(tmp_path / "worksheet.csv", rows))[0]))
    assert (filled["Ada"], filled["Ben"]) == (ada, ben)


def test_a_grade_that_is_there_already_is_replaced(tmp_path):
    rows = moodle_rows("fr")
    for row in rows[1:]:
        row[3] = "5,00"
    filled = grades(table(fill(save(tmp_path / "worksheet.csv", rows))[0]))
    assert filled == {"Ben": "7,20", "Zoe": "5,00", "Ada": "11,50", "Cyd": "5,00"}
