"""A class is graded through nbgrader's own steps into its gradebook."""

import json
import os
import shutil
import subprocess
import sys
from operator import itemgetter
from pathlib import Path

import nbformat
import pytest
from handins import hand_in, solved, untouched, with_answer, without_cell
from nbgrader.api import Gradebook

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.gradebook.grade import grade
from grading.lessons.notebooks import notebook_path
from grading.lessons.source import lesson_names
from grading.scoring.graded import manual_points
from grading.scoring.score import SCORE

pytestmark = pytest.mark.filterwarnings("ignore:Non-unique cell id")

LESSON = "01_rollouts"
SECONDS = {"cell_seconds": 3.0, "probe_seconds": 3.0}
ENDLESS = "while True:\n    pass\n"
SYNTAX_ERROR = "def discounted_return(:\n    pass\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Make a class in which most things have gone wrong once."""
    folder = tmp_path_factory.mktemp("course")
    right = solved(LESSON)
    twice = solved(LESSON)
    twice.cells.append(nbformat.from_dict(twice.cells[-2]))
    twice.cells += [nbformat.from_dict(c) for c in twice.cells if "nbgrader" in c.metadata][:2]
    foreign = solved(LESSON)
    foreign.cells[1].metadata.nbgrader = {"grade_id": "nobody", "grade": True, "points": 99}
    richer = solved(LESSON)
    for cell in richer.cells:
        if cell.metadata.get("nbgrader", {}).get("points"):
            cell.metadata.nbgrader.points = 999
    broken_marks = untouched(LESSON)
    for cell in broken_marks.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader = "lost"
    notebooks = {
        "ada": right,
        "blank": untouched(LESSON),
        "broken_marks": broken_marks,
        "deleted_answer": without_cell(right, "rollout_policy-answer"),
        "deleted_check": without_cell(right, "rollout_policy"),
        "deleted_both": without_cell(
            without_cell(right, "rollout_policy"), "rollout_policy-answer"
        ),
        "deleted_question": without_cell(right, "question"),
        "endless": with_answer(right, "discounted_return", ENDLESS),
        "foreign_cell": foreign,
        "not_json": b"{ this is no notebook",
        "not_a_notebook": b'{"cells": 3}',
        "points_edited": richer,
        "syntax_error": with_answer(right, "discounted_return", SYNTAX_ERROR),
        "twice": twice,
        "zoe": right,
    }
    for student, content in notebooks.items():
        hand_in(folder, student, LESSON, content)
    return folder


@pytest.fixture(scope="module")
def graded(course):
    return {g.student: g for g in grade(LESSON, settings=SECONDS, course=course, workers=1)}


EXPECTED = {
    "ada": 10,
    "blank": 0,
    "broken_marks": 0,
    "deleted_answer": 5,
    "deleted_check": 10,
    "deleted_both": 5,
    "deleted_question": 10,
    "endless": 9,
    "foreign_cell": 10,
    "not_json": 0,
    "not_a_notebook": 0,
    "points_edited": 10,
    "syntax_error": 9,
    "twice": 10,
    "zoe": 10,
}


@pytest.mark.parametrize("student", EXPECTED)
def test_every_submission_gets_its_score(graded, student):
    assert graded[student].data["score"] == EXPECTED[student], graded[student].data


@pytest.mark.parametrize("student", EXPECTED)
def test_the_gradebook_has_a_row_per_exercise_with_the_same_points(graded, course, student):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission_notebook(LESSON, LESSON, student)
        rows = {grade.name: grade for grade in submission.grades}
        points = {name: row.auto_score for name, row in rows.items() if name != "question"}
        maxima = {name: row.max_score for name, row in rows.items()}
    data = graded[student].data
    assert points == {e["exercise"]: e["points"] for e in data["exercises"]}
    assert maxima == {e.name: e.points for e in load_lesson(LESSON).exercises} | {"question": 2}


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("endless", "discounted_return-answer"),
        ("syntax_error", "discounted_return-answer"),
        ("deleted_answer", "'rollout_policy-answer' was missing"),
        ("not_json", "not a Jupyter notebook"),
        ("not_a_notebook", "not a Jupyter notebook"),
    ],
)
def test_a_problem_is_noted_and_needs_a_look(graded, student, words):
    assert graded[student].problem
    assert words in " ".join(graded[student].data["notes"])


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("deleted_check", "'rollout_policy' was missing"),
        ("foreign_cell", "had the name 'nobody', which this release"),
        ("twice", "occur more than once"),
    ],
)
def test_a_repair_that_does_not_affect_the_score_is_noted_and_needs_no_look(graded, student, words):
    assert not graded[student].problem
    assert words in " ".join(graded[student].data["notes"])


def test_a_clean_submission_needs_no_look(graded):
    for student in ("ada", "blank", "points_edited"):
        assert not graded[student].problem


def test_a_written_answer_waits_to_be_marked_and_an_empty_one_gets_no_points(graded, course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        answered = gradebook.find_grade("question", LESSON, LESSON, "ada")
        empty = gradebook.find_grade("question", LESSON, LESSON, "blank")
        assert answered.needs_manual_grade
        assert answered.auto_score is None
        assert not empty.needs_manual_grade
        assert empty.auto_score == 0


def test_the_report_is_the_output_of_the_check_cell(graded, course):
    path = notebook_path(course / "autograded" / "syntax_error", LESSON)
    cells = {c.id: c for c in nbformat.read(path, as_version=4).cells}
    assert "SyntaxError" in cells["discounted_return"].outputs[0].text
    assert "all 4 properties hold" in cells["rollout_policy"].outputs[0].text


def test_a_graded_submission_is_left_alone_until_it_changes(graded, course):
    again = {g.student: g for g in grade(LESSON, ["ada", "zoe"], settings=SECONDS, course=course)}
    assert not again["ada"].fresh
    assert again["ada"].data == graded["ada"].data
    wrong = "def discounted_return(rewards, gamma):\n    return 0.0\n"
    hand_in(course, "zoe", LESSON, with_answer(solved(LESSON), "discounted_return", wrong))
    (new,) = grade(LESSON, ["zoe"], settings=SECONDS, course=course)
    assert new.fresh
    assert new.data["score"] == 9
    (forced,) = grade(LESSON, ["ada"], again=True, settings=SECONDS, course=course)
    assert forced.fresh
    assert forced.data == graded["ada"].data


def test_points_given_by_hand_survive_regrading(graded, course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        row = gradebook.find_grade("question", LESSON, LESSON, "ada")
        row.manual_score = 1.5
        gradebook.db.commit()
    list(grade(LESSON, ["ada"], again=True, settings=SECONDS, course=course))
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        row = gradebook.find_grade("question", LESSON, LESSON, "ada")
        assert row.manual_score == 1.5
        assert gradebook.find_submission(LESSON, "ada").score == 11.5


@pytest.mark.slow
def test_a_lost_gradebook_is_created_again(graded, course, tmp_path):
    for folder in ("release", "submitted"):
        shutil.copytree(course / folder, tmp_path / folder)
    results = grade(LESSON, ["ada", "not_json"], settings=SECONDS, course=tmp_path)
    assert {g.student: g.data["score"] for g in results} == {"ada": 10, "not_json": 0}
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission(LESSON, "ada").score == 10


@pytest.mark.slow
def test_nbgraders_own_command_gives_the_same_grades(graded, course, tmp_path):
    own = tmp_path / "own"
    for part in ("source", "release", "gradebook.db", "grading_seed"):
        source = course / part
        own.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, own / part)
    for student in ("ada", "deleted_both", "twice"):
        shutil.copytree(course / "submitted" / student, own / "submitted" / student)
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", LESSON, "--force"]
    done = subprocess.run(
        command,
        env=os.environ | {"LWG_COURSE": str(own)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for student in ("ada", "deleted_both", "twice"):
        path = notebook_path(own / "autograded" / student, LESSON)
        score = nbformat.read(path, as_version=4).metadata[SCORE]
        assert score["score"] == EXPECTED[student]


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=[] if name[:2] == "01" else [pytest.mark.slow])
        for name in lesson_names()
    ],
)
def test_reference_and_stubs_of_every_lesson_go_through_nbgrader(lesson, tmp_path):
    hand_in(tmp_path, "right", lesson, solved(lesson))
    hand_in(tmp_path, "stub", lesson, untouched(lesson))
    scores = {g.student: g.data for g in grade(lesson, course=tmp_path)}
    assert scores["right"]["score"] == scores["right"]["max"] > 0, scores["right"]
    assert scores["stub"]["score"] == 0
    assert scores["right"]["notes"] == scores["stub"]["notes"] == []
    assert manual_points(lesson) > 0


@pytest.mark.parametrize("student", ["../ada", "a/b", "a\\b", "", ".hidden", "-x", "a\0b"])
def test_a_student_id_with_separators_is_refused(tmp_path, student):
    with pytest.raises(CourseError, match="is not a student id"):
        next(grade(LESSON, [student], course=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "student",
    ["x\x1b[2J"]
    + [
        pytest.param(s, marks=pytest.mark.slow) for s in ("x\nzoe  10 of 10", "x\u2028", "x\x9b31m")
    ],
)
def test_a_folder_name_that_would_control_a_terminal_is_refused_before_anything_is_graded(
    tmp_path, student
):
    hand_in(tmp_path, "ada", LESSON, solved(LESSON))
    hand_in(tmp_path, student, LESSON, solved(LESSON))
    with pytest.raises(CourseError, match="rename the folder") as caught:
        next(grade(LESSON, course=tmp_path))
    assert str(caught.value).isprintable()
    assert not (tmp_path / "autograded").exists()


def run_course(*arguments, course=None):
    environment = os.environ | ({"LWG_COURSE": str(course)} if course else {})
    command = [sys.executable, "-m", "grading.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def one_clear_line(done):
    """Assert that a command failed with one line on stderr, and return the line."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("course: ")
    return done.stderr


@pytest.mark.slow
def test_bad_input_gives_one_line_and_status_2(tmp_path):
    other = next(name for name in lesson_names() if name != LESSON)
    path = tmp_path / "other.ipynb"
    nbformat.write(untouched(other), path)
    assert "no lesson 'nope'" in one_clear_line(run_course("grade", "nope", course=tmp_path))
    assert "no lesson" in one_clear_line(run_course("check", "42"))
    missing = str(tmp_path / "missing.ipynb")
    assert "no notebook at" in one_clear_line(run_course("check", "1", "--notebook", missing))
    wrong = one_clear_line(run_course("check", "1", "--notebook", str(path)))
    assert f"a notebook of {other}" in wrong
    path.write_text("not json")
    assert "not a Jupyter" in one_clear_line(run_course("check", "1", "--notebook", str(path)))
    assert "nobody has handed in" in one_clear_line(run_course("grade", "1", course=tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.ipynb"]


@pytest.mark.slow
def test_a_gradebook_that_cannot_be_written_stops_before_anything_is_graded(tmp_path):
    hand_in(tmp_path, "ada", LESSON, solved(LESSON))
    (tmp_path / "gradebook.db").mkdir()
    assert "cannot be written" in one_clear_line(run_course("grade", "1", course=tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["gradebook.db", "submitted"]
    (tmp_path / "gradebook.db").rmdir()
    (tmp_path / "gradebook.db").write_text("this is no database")
    assert "cannot be written" in one_clear_line(run_course("grade", "1", course=tmp_path))
    assert (tmp_path / "gradebook.db").read_text() == "this is no database"


@pytest.mark.slow
def test_without_ray_a_lesson_that_needs_it_is_refused_and_nothing_is_written(tmp_path):
    path = hand_in(tmp_path, "ada", "07_distributed_nes", untouched("07_distributed_nes"))
    before = sorted(tmp_path.rglob("*"))
    hide_ray = "import importlib.util as u, sys; f = u.find_spec; "
    hide_ray += "u.find_spec = lambda n, *a: None if n == 'ray' else f(n, *a); "
    code = hide_ray + "from grading.cli.main import main; main()"
    for arguments in (("grade", "7"), ("check", "7", "--notebook", str(path))):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=os.environ | {"LWG_COURSE": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "needs Ray" in one_clear_line(done)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
def test_json_is_one_line_per_submission(tmp_path):
    hand_in(tmp_path, "ada", LESSON, solved(LESSON))
    hand_in(tmp_path, "mallory", LESSON, b"nonsense")
    done = run_course("grade", "1", "--json", course=tmp_path)
    assert done.returncode == 1
    ada, mallory = sorted(map(json.loads, done.stdout.splitlines()), key=itemgetter("student"))
    assert ada["student"] == "ada"
    assert ada["lesson"] == LESSON
    assert (ada["score"], ada["max"], ada["manual_max"]) == (10, 10, 2)
    assert [e["exercise"] for e in ada["exercises"]] == [
        e.name for e in load_lesson(LESSON).exercises
    ]
    assert set(ada["exercises"][0]) == {"exercise", "points", "max", "messages"}
    assert ada["notes"] == []
    assert mallory["score"] == 0
    assert "not a Jupyter notebook" in mallory["notes"][0]
