"""The reference solutions pass their checks, whatever inputs are drawn."""

import numpy as np
import pytest

from checks.framework import examine, local_ask
from checks.lessons import load_lesson
from grading.lessons.reference import load_reference
from grading.lessons.source import lesson_names

QUICK, FULL = 4, 200
QUICK_WITH_RAY, FULL_WITH_RAY = 1, 20
EXERCISES = [
    (lesson, exercise.name)
    for lesson in lesson_names()
    for exercise in load_lesson(lesson).exercises
    if not exercise.slow
]


def refused(lesson, name, runs):
    exercise, reference = load_lesson(lesson).exercise(name), load_reference(lesson)
    answers = [reference[name] for name in exercise.names]
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        outcomes = examine(exercise, local_ask(answers), rng, graded=True, reference=answers)
        for outcome in outcomes:
            if outcome.problem is not None:
                yield seed, outcome.property.title, outcome.problem


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_a_few_draws(lesson, name):
    draws = QUICK_WITH_RAY if load_lesson(lesson).uses_ray else QUICK
    assert list(refused(lesson, name, draws)) == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("lesson", "name"), EXERCISES)
def test_many_draws(lesson, name):
    draws = FULL_WITH_RAY if load_lesson(lesson).uses_ray else FULL
    assert list(refused(lesson, name, draws)) == []
