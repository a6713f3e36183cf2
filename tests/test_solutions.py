"""Every solved notebook runs from top to bottom, quietly."""

import pytest
from executed import assert_sound, execute_solved

from grading.lessons.source import lesson_names

SLOW = [pytest.mark.slow, pytest.mark.timeout(900)]
AT_ONCE = ("01",)
"""Lessons that `make test` runs; `make test-all` runs all, in both sizes."""

RUNS = [
    pytest.param(lesson, size, marks=[] if size == "quick" and lesson[:2] in AT_ONCE else SLOW)
    for lesson in lesson_names()
    for size in ("quick", "full")
]


@pytest.mark.parametrize(("lesson", "size"), RUNS)
def test_a_solved_notebook_runs_and_writes_nothing_to_stderr(lesson, size, tmp_path, monkeypatch):
    monkeypatch.setenv("LWG_BUDGET", size)
    assert_sound(lesson, execute_solved(lesson, tmp_path, timeout=120))
