"""Moodle translates the participant's prefix, and hides the names if marking is anonymous.

turnitin/moodle-plagiarism_turnitin#29. Everybody then has the same "name", and the number tells
them apart; a group without a name has no number.
"""

import pytest
from downloads import answered, collected, looks, submitted


@pytest.mark.parametrize("word", ["Participant", "Teilnehmerin", "Participante", "Bidrager"])
def test_hidden_names_are_told_apart_by_number(tmp_path, word):
    files = {f"{word}_{n}_assignsubmission_file_/x.ipynb": answered(n) for n in (11, 12, 13)}
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {f"{word}_{n}": answered(n) for n in (11, 12, 13)}
    assert looks(found) == set()


def test_groups(tmp_path):
    files = {
        "Gruppe A_5_assignsubmission_file_/x.ipynb": answered(1),
        "Standardgruppe_assignsubmission_file_/x.ipynb": answered(2),
        "Gruppe B_6_assignsubmission_file_x.ipynb": answered(3),
    }
    found = collected(tmp_path, files)
    assert set(found) == {"Gruppe_A", "Gruppe_B", "Standardgruppe"}
    assert looks(found) == set()
