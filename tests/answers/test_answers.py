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
from catalogue import all_answers, answers_path, read_answers

from checks.framework import CheckFailed, examine, points
from checks.lessons import load_lesson
from checks.report import render
from grading.lessons.new_exercise import MARK
from grading.lessons.reference import load_reference, reference_code
from grading.lessons.source import lesson_names, read_source
from grading.sandbox.fork_server import start_process
from grading.sandbox.limits import Limits
from grading.sandbox.student_process import StudentProcess
from grading.scoring.session import run_probe

ANSWERS = all_answers()
MIN_WRONG, MIN_RIGHT = 6, 3


WAITING = {
    *("gather_results", "RolloutActor", "DeepCEM", "waits for terminated only"),
    *("a sum for every step", "slices for every step"),
}
"""Exercises and answers whose checks wait, for late tasks or for an end, or compute for seconds."""

QUICK = {
    "03-train_reinforce-a_column_an_action",
    "03-train_reinforce-the_coin",
    "04-RolloutActor-no_return",
    "04-RolloutActor-plain",
    "05-train_cartpole-a_small_batch,_two_iterations",
    "05-train_cartpole-returns_all_three",
    "06-train_frozenlake-returns_a_long_vector",
    "06-train_frozenlake-the_exact_probability_in_place_of_episodes",
    "08-gather_results-the_references",
    "09-DeepCEM-plain",
    "09-DeepCEM-warm-started_fit_as_in_the_source",
    "09-train_deep_cem-forgets_the_return",
}
"""Answers to exercises that train or wait which are judged in about a second all the same."""


def marks(answer):
    exercise = load_lesson(answer.lesson).exercise(answer.exercise)
    slow = exercise.slow or bool({exercise.name, answer.style} & WAITING)
    slow = slow and str(answer) not in QUICK
    skipped = [pytest.mark.skip(reason=exercise.untried)] if exercise.untried else []
    return ([pytest.mark.slow] if slow else []) + skipped


MARKED = [pytest.param(answer, id=str(answer), marks=marks(answer)) for answer in ANSWERS]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def verdict(answer, passed: bool, report: str) -> None:
    print(report)  # `pytest -rP` shows what the student would read.
    if answer.right:
        assert passed, f"a right answer was refused:\n{report}"
        return
    assert not passed, f"a wrong answer passed: {answer.style}"
    assert answer.cause in one_line(report), f"the cause is not named in:\n{report}"


@pytest.mark.parametrize("answer", MARKED)
def test_the_check_in_the_notebook_judges_the_answer(answer, capsys):
    exercise = load_lesson(answer.lesson).exercise(answer.exercise)
    namespace = dict(load_reference(answer.lesson))
    exec(compile(answer.code, f"<{answer}>", "exec"), namespace)
    try:
        exercise(*[namespace[name] for name in exercise.names])
    except CheckFailed as error:
        verdict(answer, False, str(error))
    else:
        verdict(answer, True, capsys.readouterr().out)


@pytest.fixture(scope="module")
def student_process():
    """One student's process a lesson, shared by its answers: each overwrites what it defines."""
    with contextlib.ExitStack() as opened:

        @functools.cache
        def process_for(lesson: str) -> StudentProcess:
            limits = Limits(memory=8 * 2**30)
            return opened.enter_context(start_process(load_lesson(lesson), limits))

        yield process_for


@pytest.mark.slow
@pytest.mark.parametrize("answer", MARKED)
def test_the_graded_score_judges_the_answer_alike(answer, student_process):
    process = student_process(answer.lesson)
    reference = reference_code(read_source(answer.lesson))
    lesson = load_lesson(answer.lesson)
    exercise = lesson.exercise(answer.exercise)
    assert process.run(reference, "reference") is None
    assert process.run(answer.code, "answer") is None
    functions = load_reference(answer.lesson)

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
    if not answer.right:
        full = not any(outcome.problem for outcome in outcomes)
    verdict(answer, full, render(exercise, outcomes))


def test_the_quick_answers_are_in_the_catalogue():
    assert {str(answer) for answer in ANSWERS} >= QUICK


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_exercise_has_wrong_and_right_answers(lesson):
    found = read_answers(lesson)
    for right, least in ((True, MIN_RIGHT), (False, MIN_WRONG)):
        counts = Counter(v.exercise for v in found if v.right is right)
        for exercise in load_lesson(lesson).exercises:
            # `course release` refuses a skeleton, which has one of each.
            skeleton = MARK in answers_path(lesson, exercise.name).read_text(encoding="utf-8")
            assert counts[exercise.name] >= (1 if skeleton else least), (exercise.name, right)


@pytest.mark.parametrize("lesson", lesson_names())
def test_every_wrong_answer_names_a_cause_of_its_own_words(lesson):
    for answer in read_answers(lesson):
        assert answer.right or len(answer.cause) >= 8, answer
