"""The last attempt of a student has no notebook, but an earlier one has.

CodeGra-de/CodeGra.de#280 meets attempts without files. The earlier notebook is collected, and the
instructor is asked whether that is meant.
"""

import pytest
from downloads import answered, collected, looks, said, submitted

LAYOUTS = [
    "L_ada_attempt_2026-11-0{}-10-20-30_x.{}",
    "12345-67890 - Ada - Nov {}, 2026 1020 AM/x.{}",
    "submissions/ada/{}/x.{}",
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_later_attempt_without_a_notebook_asks_for_a_look(tmp_path, layout):
    files = {layout.format(1, "ipynb"): answered(1), layout.format(2, "pdf"): "%PDF"}
    found = collected(tmp_path, files)
    (ada,) = found
    assert submitted(tmp_path) == {ada: answered(1)}
    assert looks(found) == {ada}
    assert "a later attempt has no notebook: x.pdf is a PDF" in said(found)[ada].replace(
        "L_ada_attempt_2026-11-02-10-20-30_", ""
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_earlier_attempt_without_a_notebook_does_not(tmp_path, layout):
    files = {layout.format(1, "pdf"): "%PDF", layout.format(2, "ipynb"): answered(1)}
    assert looks(collected(tmp_path, files)) == set()
