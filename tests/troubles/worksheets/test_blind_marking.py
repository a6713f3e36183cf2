"""With blind marking, a worksheet has participant numbers and no names.

turnitin/moodle-plagiarism_turnitin#29: names must not be where a marker sees them. The number is
all that is needed.
"""

from worksheets import fill, moodle_rows, save, table


def test_the_number_decides(tmp_path):
    rows = [[row[0], *row[2:]] for row in moodle_rows("es")]
    content, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert [row[2] for row in table(content)[1:]] == ["7,20", "", "11,50", ""]
    assert "Ben" not in content.decode() + "".join(notes)
