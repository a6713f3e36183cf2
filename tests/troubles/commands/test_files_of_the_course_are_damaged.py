"""Files of the course itself are damaged: half a notebook, an author's syntax error.

jupyter/nbgrader#556: one notebook that cannot be read stops the tool with a traceback of nbconvert.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


def test_a_notebook_that_is_cut_off(clone):
    (clone / "notebooks/01_rollouts/01_rollouts.ipynb").write_text("{")
    assert "notebook" in each_says_one_line(clone)["check"].err


def test_a_missing_notebook(clone):
    (clone / "notebooks/01_rollouts/01_rollouts.ipynb").unlink()
    assert "01_rollouts.ipynb does not exist" in each_says_one_line(clone)["check"].err


def test_a_syntax_error_in_the_checks(clone):
    (clone / "checks/lesson_01/__init__.py").write_text("def (")
    assert "__init__.py, line 1" in each_says_one_line(clone)["check"].err


def test_a_syntax_error_in_the_solutions(clone):
    path = clone / "solutions" / "01_rollouts.py"
    path.write_text(f"{path.read_text()}\n# %% answer='x'\ndef (\n")
    assert "SyntaxError" in each_says_one_line(clone)["check"].err


def test_a_seed_that_is_no_number(clone):
    (clone / "build" / "course" / "grading_seed").write_text("seven")
    assert "grading_seed is damaged" in each_says_one_line(clone)["grade"].err
