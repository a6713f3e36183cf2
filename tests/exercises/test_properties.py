"""A student's functions compared with the reference: the autograder's pytest.

One test a property, for any notebook::

    pytest tests/exercises --notebook work/01_rollouts/01_rollouts.ipynb

The properties, and the code that runs them, are those of ``course grade``.
"""

import functools
from pathlib import Path

import nbformat
import pytest

from checks.lessons import load_lesson
from checks.report import explain
from grading.hand_ins.read import lesson_of
from grading.lessons.reference import load_reference
from grading.lessons.source import lesson_names, read_source
from grading.scoring.notebook import score_notebook

QUICK = "01"
"""The lesson whose reference `make test` examines here; it tries all of them in tests/answers."""


def of_notebook(path: Path) -> str:
    lesson = lesson_of(nbformat.read(path, as_version=4))
    if lesson is None:
        raise pytest.UsageError(f"{path} belongs to no lesson")
    return lesson


@functools.cache
def scored(lesson: str, path: Path | None, seed: int, exercise: str):
    """Outcomes of one exercise, by the title of the property."""
    notebook = read_source(lesson) if path is None else nbformat.read(path, as_version=4)
    (item,) = score_notebook(
        load_lesson(lesson),
        notebook,
        seed=seed,
        reference=load_reference(lesson),
        only=lambda other: other.name == exercise,
    ).exercises
    return {outcome.property.title: outcome for outcome in item.outcomes}


def pytest_generate_tests(metafunc):
    path = metafunc.config.getoption("--notebook")
    lessons = lesson_names() if path is None else [of_notebook(path)]
    metafunc.parametrize(
        ("lesson", "exercise", "title"),
        [
            pytest.param(
                lesson,
                exercise.name,
                prop.title,
                id=f"{lesson[:2]}-{exercise.name}-{prop.title}".replace(" ", "_"),
                marks=[] if lesson.startswith(QUICK) or path else [pytest.mark.slow],
            )
            for lesson in lessons
            for exercise in load_lesson(lesson).exercises
            for prop in exercise.properties
        ],
    )


def test_property(lesson, exercise, title, pytestconfig):
    path, seed = pytestconfig.getoption("--notebook"), pytestconfig.getoption("--seed")
    if (untried := load_lesson(lesson).exercise(exercise).untried) is not None:
        pytest.skip(untried)
    outcome = scored(lesson, path, seed, exercise).get(title)
    assert outcome is not None, "not tried: the exercise's first property does not hold"
    assert outcome.problem is None, "\n" + explain(outcome.problem)
