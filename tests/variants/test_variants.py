"""The catalogue of answers: wrong ones are refused with their cause, right ones pass.

Each answer is tried twice: by the check in the notebook, and by the graded score, in a student's
process with the reference on the trusted side.
"""

import contextlib
import functools
import re
from collections import Counter

import numpy as np
import pytest
from catalogue import lessons_with_variants, read_variants

from grading.limits import Limits
from grading.process import StudentProcess
from grading.reference import load_reference, reference_code
from grading.scoring import run_probe
from grading.source import lesson_names, read_source
from helpers.checks.framework import CheckFailed, examine, points
from helpers.checks.lessons import load_lesson
from helpers.checks.report import render

VARIANTS = [variant for lesson in lessons_with_variants() for variant in read_variants(lesson)]
MIN_WRONG, MIN_RIGHT = 6, 3


DEAR = {"gather_results", "waits for terminated only"}
"""Exercises and answers whose checks wait: for tasks that die, tasks that are late, and an end."""

GRADED_QUICKLY = {"01_rollouts", "02_test_environments", "06_natural_evolution_strategies"}
"""Lessons whose graded scores are tried by `make test`; `make test-all` tries all of them."""


def marks(variant, graded: bool):
    exercise = load_lesson(variant.lesson).exercise(variant.exercise)
    slow = exercise.slow or bool({exercise.name, variant.style} & DEAR)
    slow = slow or (graded and variant.lesson not in GRADED_QUICKLY)
    skipped = [pytest.mark.skip(reason=exercise.untried)] if exercise.untried else []
    return ([pytest.mark.slow] if slow else []) + skipped


def marked(variants, graded=False):
    return [pytest.param(v, id=str(v), marks=marks(v, graded)) for v in variants]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def verdict(variant, passed: bool, report: str) -> None:
    if variant.right:
        assert passed, f"a right answer was refused:\n{report}"
        return
    assert not passed, f"a wrong answer passed: {variant.style}"
    assert variant.cause in one_line(report), f"the cause is not named in:\n{report}"


@pytest.mark.parametrize("variant", marked(VARIANTS))
def test_the_check_in_the_notebook_judges_the_answer(variant, capsys):
    exercise = load_lesson(variant.lesson).exercise(variant.exercise)
    namespace = dict(load_reference(variant.lesson))
    exec(compile(variant.code, f"<{variant}>", "exec"), namespace)
    try:
        exercise(*[namespace[name] for name in exercise.names])
    except CheckFailed as error:
        verdict(variant, False, str(error))
    else:
        verdict(variant, True, capsys.readouterr().out)


@pytest.fixture(scope="module")
def student_process():
    """One student's process a lesson, shared by its answers: each overwrites what it defines."""
    with contextlib.ExitStack() as opened:

        @functools.cache
        def process_for(lesson: str) -> StudentProcess:
            limits = Limits(memory=8 * 2**30)
            return opened.enter_context(StudentProcess(load_lesson(lesson), limits))

        yield process_for


@pytest.mark.parametrize("variant", marked(VARIANTS, graded=True))
def test_the_graded_score_judges_the_answer_alike(variant, student_process):
    process = student_process(variant.lesson)
    reference = reference_code(read_source(variant.lesson))
    lesson = load_lesson(variant.lesson)
    exercise = lesson.exercise(variant.exercise)
    assert process.run(reference, "reference") is None
    assert process.run(variant.code, "answer") is None
    functions = load_reference(variant.lesson)

    def ask(prop, case):
        return run_probe(process, exercise, prop, case, timeout=120)

    outcomes = list(
        examine(
            exercise,
            ask,
            np.random.default_rng(7),
            graded=True,
            reference=[functions[name] for name in exercise.names],
        )
    )
    full = points(exercise, outcomes) == exercise.points
    if not variant.right:
        full = not any(outcome.problem for outcome in outcomes)
    verdict(variant, full, render(exercise, outcomes))


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_exercise_has_wrong_and_right_answers(lesson):
    assert lesson in lessons_with_variants()
    found = read_variants(lesson)
    for right, least in ((True, MIN_RIGHT), (False, MIN_WRONG)):
        counts = Counter(v.exercise for v in found if v.right is right)
        for exercise in load_lesson(lesson).exercises:
            assert counts[exercise.name] >= least, (exercise.name, right)


@pytest.mark.parametrize("lesson", lessons_with_variants())
def test_every_wrong_answer_names_a_cause_of_its_own_words(lesson):
    for variant in read_variants(lesson):
        assert variant.right or len(variant.cause) >= 8, variant
