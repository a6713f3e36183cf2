"""Every solved notebook runs from top to bottom, quietly."""

import pytest
from executed import assert_sound, execute_solved

from grading.source import lesson_names

SLOW = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize("size", ["quick", pytest.param("full", marks=SLOW)])
@pytest.mark.parametrize("lesson", lesson_names())
def test_a_solved_notebook_runs_and_writes_nothing_to_stderr(lesson, size, tmp_path, monkeypatch):
    monkeypatch.setenv("LWG_BUDGET", size)
    assert_sound(lesson, execute_solved(lesson, tmp_path, timeout=120))
