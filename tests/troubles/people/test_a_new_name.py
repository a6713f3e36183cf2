"""A student's name changes, or is spelled with another case, between two downloads.

CodeGra-de/CodeGra.de#280 notes that platforms' ids have many forms. The platform's number or login
is the identity, so that the student stays one student.
"""

import pytest
from downloads import LATER, answered, collected, looks, submitted

RENAMED = {
    "canvas": ("{}_12345_67890_x.ipynb", "lovelaceada", "kingada"),
    "canvas, underscores": ("{}_12345_67890_x.ipynb", "de_la_cruzana", "delacruzana"),
    "moodle": ("{}_123_assignsubmission_file_/x.ipynb", "Lovelace Ada", "King Ada"),
    "sakai": ("{}(ada)/Submission attachment(s)/x.ipynb", "Lovelace, Ada", "King, Ada"),
    "another case": ("{}/x.ipynb", "Ada Lovelace", "ada lovelace"),
    "more spaces": ("{}/x.ipynb", "Ada Lovelace", "Ada  Lovelace "),
}


@pytest.mark.parametrize("case", RENAMED)
def test_the_number_is_the_identity(tmp_path, case):
    layout, before, after = RENAMED[case]
    rest = {"zoe_1_2345_x.ipynb" if "canvas" in case else "zoe/x.ipynb": answered(9)}
    rest = rest if case in ("canvas", "another case", "more spaces") else {}
    collected(tmp_path, {layout.format(before): answered(1)} | rest)
    student = next(iter(submitted(tmp_path)))
    found = collected(tmp_path, {layout.format(after): (answered(2), LATER)} | rest)
    assert len(submitted(tmp_path)) == 1 + len(rest)
    assert looks(found) == set()
    assert answered(2) in submitted(tmp_path).values()
    assert student in submitted(tmp_path)
