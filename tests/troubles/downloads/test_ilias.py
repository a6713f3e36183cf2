"""ILIAS wraps a class in two folders and puts a table beside it; a team has one folder more.

jupyter/nbgrader#796. Every student keeps a line of their own.
"""

import pytest
from downloads import answered, collected, looks, submitted


@pytest.mark.parametrize("outer", ["Abgaben", "Blatt 1/Abgaben", "multi_feedback_Blatt 1"])
@pytest.mark.parametrize("team", ["", "Team {}/"])
def test_a_wrapped_class_stays_a_class(tmp_path, outer, team):
    files = {
        f"{outer}/{team.format(1)}Lovelace_Ada_alovelace_12345/01_rollouts.ipynb": answered(1),
        f"{outer}/{team.format(2)}Turing_Alan_aturing_12346/01_rollouts.ipynb": answered(2),
        f"{outer}/{team.format(2)}Hopper_Grace_ghopper_12347/01_rollouts.ipynb": answered(2),
        f"{outer}/status.xlsx": b"x",
        "README.md": "how to upload",
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {
        "Lovelace_Ada_alovelace_12345": answered(1),
        "Turing_Alan_aturing_12346": answered(2),
        "Hopper_Grace_ghopper_12347": answered(2),
    }
    assert looks(found) == set()


def test_a_class_of_one_is_that_one(tmp_path):
    files = {"Blatt 1/Abgaben/Lovelace_Ada_alovelace_12345/01_rollouts.ipynb": answered()}
    assert set(collected(tmp_path, files)) == {"Lovelace_Ada_alovelace_12345"}
