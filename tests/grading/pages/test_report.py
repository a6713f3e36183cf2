"""The report shows how the class did, what failed and why, and what is left to do."""

import json

import pytest
from handins import hand_in, solved
from small_class import LESSON

from grading.errors import CourseError
from grading.pages.report import as_text, class_report


@pytest.fixture
def report(small_class):
    hand_in(small_class, "eve", LESSON, solved(LESSON))
    return class_report(LESSON, small_class)


def row(report, name):
    return next(item for item in report["exercises"] if item["exercise"] == name)


def test_each_exercise_has_its_shares_and_counts(report):
    wrong = row(report, "discounted_return")
    assert (wrong["full"], wrong["zero"], wrong["unanswered"]) == (1, 4, 1)
    assert wrong["mean_share"] == 1 / 5
    right = row(report, "rollout_policy")
    assert (right["full"], right["zero"], right["unanswered"]) == (3, 2, 1)
    question = row(report, "question")
    assert (question["waiting"], question["max"], question["mean_share"]) == (3, 2, 0)


def test_the_most_frequent_failure_is_named_with_its_cause(report):
    (failing,) = row(report, "discounted_return")["failing"]
    assert failing["students"] == 2
    assert failing["property"] == "sums gamma^t r_t, t from 0"
    assert "Nothing is discounted" in failing["cause"]
    assert row(report, "rollout_policy")["failing"] == []


def test_totals_include_penalties(report):
    assert report["graded"] == 5
    assert report["mean"] == pytest.approx((10 + 7.2 + 0 + 0 + 9) / 5)
    assert report["median"] == pytest.approx(7.2)
    assert sum(part["students"] for part in report["distribution"]) == 5
    assert report["distribution"][0] == {"from": 0, "to": 1.2, "students": 2}
    assert report["late"] == {"ben": 1.8}


def test_the_remaining_work_is_listed(report):
    assert report["not_graded_yet"] == ["eve"]
    assert report["not_marked_yet"] == ["ada", "ben", "mallory"]
    assert list(report["need_a_look"]) == ["dan"]


def test_the_text_agrees_with_the_data(report):
    text = as_text(json.loads(json.dumps(report)))
    assert "5 graded, mean 5.24, median 7.20 of 12" in text
    assert "   2 × discounted_return: sums gamma^t r_t, t from 0" in text
    assert "not graded yet: eve" in text
    assert "Late: ben (−1.8)" in text
    assert "dan needs a look" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("reason", ["not scored: no JSON", "it could not be scored: MemoryError"])
def test_a_hand_in_that_was_not_scored_fails_no_property(small_class, reason):
    path = small_class / "autograded" / "ben" / LESSON / f"{LESSON}.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"]["score"]["notes"] = [reason]
    path.write_text(json.dumps(notebook))
    (failing,) = row(class_report(LESSON, small_class), "discounted_return")["failing"]
    assert failing["students"] == 1


def test_a_report_of_an_ungraded_lesson_gives_an_error(tmp_path):
    with pytest.raises(CourseError, match="run `course grade 01`"):
        class_report(LESSON, tmp_path)
