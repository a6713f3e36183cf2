"""A student can grade their own notebook and get the solved one."""

import json

import nbformat
import pytest
from handins import solved, with_answer

from grading.cli import check_own
from grading.errors import CourseError

LESSON = "01_rollouts"


def test_the_table_shows_points_and_what_went_wrong(tmp_path):
    path = tmp_path / "mine.ipynb"
    wrong = "def discounted_return(rewards, gamma):\n    return sum(rewards)\n"
    nbformat.write(with_answer(solved(LESSON), "discounted_return", wrong), path)
    graded, reports = check_own.check_own("1", path)
    shown = check_own.table(graded, reports)
    assert "9 of 10" in shown
    assert "Nothing is discounted" in " ".join(shown.split())
    assert not graded.problem


def test_the_solution_is_a_complete_notebook_without_markers_and_never_overwrites(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(check_own, "WORK", tmp_path)
    path = check_own.write_solution("1")
    text = path.read_text()
    assert "Model answer" in text
    assert "BEGIN SOLUTION" not in text
    assert json.loads(text)["cells"]
    graded, _ = check_own.check_own("1", path)
    assert graded.data["score"] == graded.data["max"]
    with pytest.raises(CourseError, match="exists already"):
        check_own.write_solution("1")
    assert path.read_text() == text
