"""The reference of a lesson is its answers, without the cells that train or draw."""

import pytest

from checks.lessons import load_lesson
from grading.lessons.cells import is_picture
from grading.lessons.reference import load_reference, reference_code
from grading.lessons.source import lesson_names, read_source


@pytest.mark.parametrize("lesson", lesson_names())
def test_it_defines_every_name_that_the_lesson_asks_for(lesson):
    reference = load_reference(lesson)
    for exercise in load_lesson(lesson).exercises:
        for name in exercise.names:
            assert callable(reference[name]) or hasattr(reference[name], "remote")


@pytest.mark.parametrize("lesson", lesson_names())
def test_it_runs_no_cell_that_only_shows_something(lesson):
    notebook = read_source(lesson)
    code = reference_code(notebook)
    pictures = [cell.source for cell in notebook.cells if is_picture(cell)]
    assert pictures
    assert all(source not in code for source in pictures)


def test_it_is_loaded_once():
    assert load_reference("01_rollouts") is load_reference("01_rollouts")
