"""Grades are exported as tables that spreadsheets, Canvas and Moodle can import."""

import csv

import pytest
from nbgrader.api import Gradebook
from small_class import LESSON

from grading.errors import CourseError
from grading.lms.export import export
from grading.lms.identities import Identities
from grading.lms.owners import Owner
from grading.settings.nbgrader_options import course_config


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def mark_all(course):
    """Mark every written answer, with a comment for Ada."""
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        for student, points in {"ada": 1.5, "ben": 0, "mallory": 2}.items():
            gradebook.find_grade("question", LESSON, LESSON, student).manual_score = points
        comment = gradebook.find_comment("question", LESSON, LESSON, "ada")
        comment.manual_comment = "=1+1 <b>good</b>"
        gradebook.db.commit()


def test_a_spreadsheet_has_every_exercise_the_penalty_and_the_answers_to_mark(small_class):
    path, notes = export(LESSON, "csv", course=small_class)
    ada, ben, cyd, dan, mallory = table(path)
    assert [
        r["student"] for r in (ada, ben, cyd, dan, mallory)
    ] == "ada ben cyd dan mallory".split()
    assert (ada["rollout_policy"], ada["discounted_return"], ada["total"]) == ("3", "1", "10")
    assert (ben["score"], ben["late_penalty"], ben["total"], ben["max"]) == (
        "9",
        "1.8",
        "7.2",
        "12",
    )
    assert ben["handed_in"] == "2026-11-02T13:00:00+00:00"
    assert [r["not_marked_yet"] for r in (ada, cyd, dan)] == ["question", "", ""]
    assert "3 of 5 students have an answer that nobody has marked yet (ada, ben, mall" in notes[0]


def test_marks_given_by_hand_count(small_class):
    mark_all(small_class)
    path, notes = export(LESSON, "csv", course=small_class)
    ada, ben, *_ = table(path)
    assert (ada["question"], ada["total"]) == ("1.5", "11.5")
    assert (ben["question"], ben["total"]) == ("0", "7.2")
    assert notes == []


def test_bonus_points_can_exceed_the_maximum(small_class):
    mark_all(small_class)
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        gradebook.find_grade("random_rollout", LESSON, LESSON, "ada").extra_credit = 1
        gradebook.db.commit()
    ada = table(export(LESSON, "csv", course=small_class)[0])[0]
    assert (ada["total"], ada["max"]) == ("12.5", "12")


def test_canvas_gets_its_own_columns_and_no_incomplete_grade(small_class):
    identities = Identities(small_class)
    identities.student(Owner("ada", "canvas", "4711"), LESSON)
    identities.save()
    path, notes = export(LESSON, "canvas", column="Lesson 1 (99)", course=small_class)
    first, ada, ben, cyd, *_ = table(path)
    assert list(first) == ["Student", "ID", "SIS Login ID", "Section", "Lesson 1 (99)"]
    assert (first["Student"], first["Lesson 1 (99)"]) == ("    Points Possible", "12")
    assert (ada["ID"], ada["SIS Login ID"], ada["Lesson 1 (99)"]) == ("4711", "", "")
    assert (ben["ID"], ben["SIS Login ID"]) == ("", "ben")
    assert cyd["Lesson 1 (99)"] == "0"
    assert notes
    mark_all(small_class)
    path, notes = export(LESSON, "canvas", course=small_class)
    assert [row[LESSON] for row in table(path)] == ["12", "11.5", "7.2", "0", "0", "11"]
    assert notes == []


def test_moodle_gets_participant_numbers_and_comments(small_class):
    mark_all(small_class)
    identities = Identities(small_class)
    for number, student in enumerate(["ada", "ben", "cyd", "dan"], start=501):
        identities.student(Owner(student, "moodle", str(number)), LESSON)
    identities.save()
    path, notes = export(LESSON, "moodle", course=small_class)
    ada, ben, *_, mallory = table(path)
    assert (ada["Identifier"], ada["Grade"]) == ("Participant 501", "11.5")
    assert "question: 1.5 of 2 – =1+1 &lt;b&gt;good&lt;/b&gt;" in ada["Feedback comments"]
    assert "handed in late: -1.8" in ben["Feedback comments"]
    assert mallory["Identifier"] == ""
    assert "1 of 5 students have no Moodle participant number (mallory)" in notes[0]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1"])
def test_no_cell_is_evaluated_as_a_formula(small_class, name):
    identities = Identities(small_class)
    identities.known["ada"] = {"name": name}
    identities.save()
    for kind in ("csv", "canvas", "moodle"):
        path, _ = export(LESSON, kind, course=small_class)
        cells = [cell for row in table(path) for cell in row.values() if cell]
        assert not [c for c in cells if c.lstrip().startswith(("=", "+", "-", "@"))]


def test_a_table_is_written_completely_to_the_given_path(small_class, tmp_path):
    path, _ = export(LESSON, "csv", tmp_path / "new" / "grades.csv", course=small_class)
    assert path == tmp_path / "new" / "grades.csv"
    assert [p.name for p in path.parent.iterdir()] == ["grades.csv"]


def test_an_export_that_is_impossible_gives_an_error(small_class, tmp_path):
    with pytest.raises(CourseError, match="choose one of csv, canvas, moodle"):
        export(LESSON, "xlsx", course=small_class)
    with pytest.raises(CourseError, match="no submission of 02_test_environments is graded"):
        export("02_test_environments", "csv", course=small_class)
    with pytest.raises(CourseError, match="no submission of 01_rollouts is graded yet"):
        export(LESSON, "csv", course=tmp_path / "empty")
    with pytest.raises(CourseError, match="cannot be written"):
        export(LESSON, "csv", tmp_path, course=small_class)
