"""A student can put a ``timestamp.txt`` with any time into a hand-in.

jupyter/nbgrader#1104. In a download from a platform, and in an archive of a student's, it is not
believed; beside a notebook in the layout of nbgrader's exchange it is.
"""

import pytest
from downloads import answered, collected, time_of, zip_of

EARLY = "2020-01-01 00:00:00 UTC"


@pytest.mark.parametrize(
    "folder",
    ["Lovelace Ada_12345_assignsubmission_file_", "12345-67890 - Ada - Nov 1, 2026 1020 AM"],
)
def test_a_platform_knows_better(tmp_path, folder):
    files = {f"{folder}/x.ipynb": answered(), f"{folder}/timestamp.txt": EARLY}
    ((student, one),) = collected(tmp_path, files).items()
    assert "timestamp" not in one.time
    when = time_of(tmp_path, student)
    assert when is None or when.year == 2026


def test_a_time_inside_a_students_archive_is_not_believed(tmp_path):
    own = zip_of(tmp_path / "own.zip", {"x.ipynb": answered(), "timestamp.txt": EARLY})
    collected(tmp_path, {"ada/own.zip": own.read_bytes(), "ben/x.ipynb": answered(2)})
    assert time_of(tmp_path, "ada") is None


def test_the_exchanges_own_time_is_believed(tmp_path):
    place = "bob+01_rollouts+2026-11-02 10:11:12 UTC"
    files = {f"{place}/01_rollouts.ipynb": answered(), f"{place}/timestamp.txt": EARLY}
    assert collected(tmp_path, files)["bob"].time == "nbgrader's timestamp.txt"
