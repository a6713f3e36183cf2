"""The checks of every lesson keep the rules of the framework and agree with the lesson's source."""

import importlib
import pkgutil
import re

import numpy as np
import pytest

import checks
from checks.framework import Exercise, Lesson
from grading.lessons.cells import is_check
from grading.lessons.source import lesson_names, read_source

MODULES = sorted(
    found.name
    for found in pkgutil.iter_modules(checks.__path__)
    if re.fullmatch(r"lesson_\d\d", found.name)
)


def load(module) -> Lesson:
    return importlib.import_module(f"checks.{module}.exercises").LESSON


EXERCISES = [
    pytest.param(exercise, id=f"{module[-2:]}-{exercise.name}")
    for module in MODULES
    for exercise in load(module).exercises
]


def test_every_source_has_its_module_of_checks():
    assert {f"lesson_{name[:2]}" for name in lesson_names()} <= set(MODULES)
    assert EXERCISES


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_weights_of_an_exercise_add_to_one(exercise):
    weights = [prop.weight for prop in exercise.properties]
    assert sum(weights) == pytest.approx(1.0, abs=1e-9)
    assert min(weights) > 0


@pytest.mark.parametrize("exercise", EXERCISES)
def test_losing_any_one_property_costs_at_least_a_quarter_of_a_point(exercise):
    for prop in exercise.properties:
        share = sum(p.weight for p in exercise.properties if p is not prop)
        least = min(0.25, exercise.points)
        assert round(4 * exercise.points * share) / 4 <= exercise.points - least, prop.title


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_properties_of_an_exercise_have_titles_of_their_own(exercise):
    titles = [prop.title for prop in exercise.properties]
    assert len(set(titles)) == len(titles)
    assert all(titles)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_one_seed_gives_the_same_cases_and_a_grade_asks_no_fewer(exercise):
    for prop in exercise.properties:
        first, again = (list(prop.cases(np.random.default_rng(5), False)) for _ in range(2))
        assert repr(first) == repr(again), prop.title
        assert len(first) >= (prop.needed or 1)
        assert len(list(prop.cases(np.random.default_rng(5), True))) >= len(first)


@pytest.mark.parametrize("module", MODULES)
def test_the_exercises_are_reached_by_their_names_in_the_notebook(module):
    checks = importlib.import_module(f"checks.{module}.exercises")
    for exercise in load(module).exercises:
        assert isinstance(exercise, Exercise)
        assert getattr(checks, exercise.name) is exercise


@pytest.mark.parametrize("name", lesson_names())
def test_names_and_points_agree_with_the_check_cells_of_the_source(name):
    cells = [cell for cell in read_source(name).cells if is_check(cell)]
    in_source = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in cells}
    lesson = load(f"lesson_{name[:2]}")
    counted = {e.name: 0 if e.bonus else e.points for e in lesson.exercises}
    assert in_source == counted
    assert lesson.name == name
    for cell, exercise in zip(cells, lesson.exercises, strict=True):
        assert f"checks.{exercise.name}({', '.join(exercise.names)})" in cell.source
