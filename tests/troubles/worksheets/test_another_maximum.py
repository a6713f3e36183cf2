"""The assignment's maximum is 100 and the lesson's is 12.

PrairieLearn/PrairieLearn#14616: points that are imported into an assignment with another maximum
are other grades. A note must say so before they are.
"""

from worksheets import fill, moodle_rows, save


def test_a_note_names_both(tmp_path):
    rows = moodle_rows()
    for row in rows[1:]:
        row[4] = "100.00"
    _, notes = fill(save(tmp_path / "worksheet.csv", rows))
    assert "the maximum grade in the table is 100.00 and the lesson's is 12" in notes[-1]
    _, notes = fill(save(tmp_path / "worksheet.csv", moodle_rows()))
    assert "maximum" not in " ".join(notes)
