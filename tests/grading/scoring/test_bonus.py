"""A bonus reaches nbgrader's gradebook as extra credit, on top of the maximum."""

from dataclasses import replace

import pytest
from handins import hand_in, solved, with_answer
from nbgrader.api import Gradebook

from checks.lessons import load_lesson
from grading.gradebook import grade
from grading.scoring import notebook, score

LESSON, BONUS = "01_rollouts", "discounted_return"
WRONG = "def discounted_return(rewards, gamma):\n    return 0.0\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A class with one student, and lesson 01 with a bonus in it."""
    lesson = load_lesson(LESSON)
    exercises = [replace(e, bonus=e.name == BONUS) for e in lesson.exercises]
    for module in (grade, notebook, score):
        monkeypatch.setattr(module, "load_lesson", lambda _: replace(lesson, exercises=exercises))
    hand_in(tmp_path, "ada", LESSON, solved(LESSON))
    return tmp_path


def graded(course, **options):
    (result,) = grade.grade(LESSON, ["ada"], course=course, **options)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        row = gradebook.find_grade(BONUS, LESSON, LESSON, "ada")
        total = gradebook.find_submission(LESSON, "ada").score
        return result.data, row.auto_score, row.extra_credit, total


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Non-unique cell id")
def test_the_points_of_a_bonus_are_extra_credit_which_follows_the_answer(course):
    data, auto, extra, total = graded(course)
    assert (data["score"], data["max"]) == (10, 9)
    assert (auto, extra, total) == (0, 1, 10)
    hand_in(course, "ada", LESSON, with_answer(solved(LESSON), BONUS, WRONG))
    data, auto, extra, total = graded(course)
    assert (data["score"], auto, extra, total) == (9, 0, 0, 9)
    hand_in(course, "ada", LESSON, solved(LESSON))
    assert graded(course)[2] == 1
    hand_in(course, "ada", LESSON, b"no notebook")
    assert graded(course)[1:] == (0, 0, 0)
