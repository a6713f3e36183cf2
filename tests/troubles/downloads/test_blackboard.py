"""Blackboard writes login and time into every name, and a text file for every attempt.

jupyter/nbgrader#511 describes the names, CodeGra-de/CodeGra.de#280 attempts without any file and
logins that are not numbers. The last attempt counts, and who handed in no file gets a line.
"""

from datetime import UTC, datetime

from downloads import answered, collected, looks, said, submitted, time_of

NAME = "Lesson_1_{}_attempt_2026-11-{}-10-20-30{}"
FILES = {
    NAME.format("ada", "01", "_01_rollouts.ipynb"): answered(1),
    NAME.format("ada", "02", "_01_rollouts.ipynb"): answered(2),
    NAME.format("ada", "01", ".txt"): "Name: Ada Lovelace (ada)\nAssignment: Lesson 1\n",
    NAME.format("ada", "02", ".txt"): "Name: Ada Lovelace (ada)\nAssignment: Lesson 1\n",
    NAME.format("a_turing", "01", ".txt"): "Name: Alan Turing (a_turing)\n",
    NAME.format("a_turing", "01", "_work.ipynb"): answered(3),
    NAME.format("gh", "01", ".txt"): "Name: Grace Hopper (gh)\nNo files were attached\n",
}


def test_the_last_attempt_counts_and_has_the_platforms_time(tmp_path):
    found = collected(tmp_path, FILES)
    assert submitted(tmp_path) == {"ada": answered(2), "a_turing": answered(3)}
    assert time_of(tmp_path, "ada") == datetime(2026, 11, 2, 10, 20, 30).astimezone(UTC)
    assert found["ada"].time == "Blackboard's date in the name"
    assert "attempt_2026-11-01-10-20-30_01_rollouts.ipynb is older" in said(found)["ada"]
    assert looks(found) == {"gh"}
    assert "only Blackboard's note" in said(found)["gh"]


def test_without_the_text_files_the_title_is_what_all_names_share(tmp_path):
    files = {name: text for name, text in FILES.items() if name.endswith(".ipynb")}
    files[NAME.format("zoe", "01", "_x.ipynb")] = answered(4)
    collected(tmp_path, files)
    assert set(submitted(tmp_path)) == {"ada", "a_turing", "zoe"}
