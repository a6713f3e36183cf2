"""A comment or a name in the worksheet begins like a formula.

knoxiboy/DoubtDesk#984: a spreadsheet evaluates such a cell. What we write must not be evaluated,
and what Moodle wrote must stay, because Moodle compares it.
"""

from worksheets import moodle_rows, save, table

from grading.lms.sheets import read_sheet
from grading.lms.worksheet import Entry, fill_moodle


def test_our_cells_are_no_formulas_and_moodles_stay(tmp_path):
    rows = moodle_rows()
    rows[3][1] = "=1+1 Ada"
    sheet = read_sheet(save(tmp_path / "worksheet.csv", rows))
    fill_moodle(sheet, [Entry("ada", "501", 3.5, "=HYPERLINK(1)\x1b[2J")], 12)
    filled = table(sheet.content())
    assert filled[3][1] == "=1+1 Ada"
    assert filled[3][8] == "'=HYPERLINK(1) [2J"
