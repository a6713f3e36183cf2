"""Brightspace gives every attempt a folder, or a name, with number, name and date of the student.

squell/bb-scripts#48 asks what its zip has when all attempts are kept. The last attempt counts.
"""

from datetime import UTC, datetime

import pytest
from downloads import answered, collected, looks, said, submitted, time_of

FIRST = "12345-67890 - Ada Lovelace - Nov 1, 2026 1020 AM"
SECOND = "12345-67890 - Ada Lovelace - Nov 2, 2026 120 PM"
OTHER = "12346-67890 - Mary-Ann Lee - Nov 1, 2026 1215 AM"


@pytest.mark.parametrize("between", ["/", " - "])
def test_the_last_attempt_counts(tmp_path, between):
    files = {
        f"{FIRST}{between}01_rollouts.ipynb": answered(1),
        f"{SECOND}{between}01 - new.ipynb": answered(2),
        f"{OTHER}{between}x.ipynb": answered(3),
        "index.html": "<html>",
    }
    found = collected(tmp_path, files)
    assert submitted(tmp_path) == {"Ada_Lovelace": answered(2), "Mary-Ann_Lee": answered(3)}
    assert time_of(tmp_path, "Ada_Lovelace") == datetime(2026, 11, 2, 13, 20).astimezone(UTC)
    assert time_of(tmp_path, "Mary-Ann_Lee") == datetime(2026, 11, 1, 0, 15).astimezone(UTC)
    assert looks(found) == set()


def test_a_date_in_another_language_is_no_time_and_asks_which_attempt_counts(tmp_path):
    files = {
        "12345-67890 - Ada Lovelace - 1 d\u00e9cembre, 2026 1020/x.ipynb": answered(1),
        "12345-67890 - Ada Lovelace - 2 d\u00e9cembre, 2026 1020/x.ipynb": answered(2),
    }
    found = collected(tmp_path, files)
    assert looks(found) == {"Ada_Lovelace"}
    assert "1 décembre" in said(found)["Ada_Lovelace"]
    assert time_of(tmp_path, "Ada_Lovelace") is None


def test_two_people_of_one_name_have_two_numbers(tmp_path):
    files = {f"{FIRST}/x.ipynb": answered(1)}
    files[f"{FIRST}/x.ipynb".replace("12345", "12399")] = answered(2)
    found = collected(tmp_path, files)
    assert set(submitted(tmp_path).values()) == {answered(1), answered(2)}
    assert looks(found) == {"Ada_Lovelace-12399"}
