"""`course grade` writes what nbgrader's own application writes, completely or not at all."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import gradebooks
import pytest
from handins import hand_in, solved, untouched, with_answer, without_cell
from idle import on_an_idle_machine
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import event

from grading.errors import CourseError
from grading.gradebook.grade import grade, limits_of
from grading.gradebook.record import Recorder
from grading.gradebook.steps import ENTER, SANITIZE
from grading.gradebook.submissions import Submissions
from grading.lessons.build import ensure_release
from grading.lessons.notebooks import notebook_path
from grading.sandbox import child_process, fork_server
from grading.scoring.jobs import Job
from grading.scoring.notebook import cells_to_run, score_job
from grading.scoring.score import refusal
from grading.settings.nbgrader_options import course_config

pytestmark = pytest.mark.filterwarnings("ignore:Non-unique cell id")

LESSON = "01_rollouts"
WRONG = "def discounted_return(rewards, gamma):\n    return float(sum(rewards))\n"


def cheap():
    """Return a right notebook in which the exercise that takes longest is not answered."""
    stub = "def cartpole_policy(state):\n    raise NotImplementedError\n"
    return with_answer(solved(LESSON), "cartpole_policy", stub)


@pytest.fixture(scope="module")
def small_class(tmp_path_factory):
    course = tmp_path_factory.mktemp("small")
    notebooks = {
        "ada": cheap(),
        "ben": with_answer(cheap(), "discounted_return", WRONG),
        "cyd": untouched(LESSON),
        "dee": without_cell(without_cell(cheap(), "rollout_policy"), "rollout_policy-answer"),
        "eve": without_cell(cheap(), "question"),
    }
    for student, notebook in notebooks.items():
        path = hand_in(course, student, LESSON, notebook)
        path.with_name("timestamp.txt").write_text("2030-01-03 12:00:00 UTC")
    (course / "nbgrader_config.json").write_text(json.dumps({"LatePenalty": {"per_day": 10}}))
    ensure_release(LESSON, course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment(LESSON, duedate="2030-01-02 11:00:00 UTC")
    (course / "grading_seed").write_text("7\n")
    return course


def by_nbgrader(course):
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", LESSON, "--force"]
    environment = os.environ | {"LWG_COURSE": str(course)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def mark_by_hand(course):
    """Enter marks, one of which overrides the grader's, and a comment, as Formgrader does."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("question", LESSON, LESSON, "ada").manual_score = 1.5
        gradebook.find_grade("discounted_return", LESSON, LESSON, "ben").manual_score = 0.5
        comment = gradebook.find_comment("question", LESSON, LESSON, "ada")
        comment.manual_comment = "well said"
        gradebook.db.commit()


@pytest.mark.slow
def test_gradebook_and_notebooks_equal_those_of_nbgraders_application(small_class, tmp_path):
    ours, theirs = (shutil.copytree(small_class, tmp_path / name) for name in ("ours", "theirs"))
    for _ in range(2):
        list(grade(LESSON, course=ours, again=True, workers=1))
        by_nbgrader(theirs)
        found, expected = gradebooks.rows(ours, LESSON), gradebooks.rows(theirs, LESSON)
        assert found == expected
        assert gradebooks.notebooks(ours, LESSON) == gradebooks.notebooks(theirs, LESSON)
        mark_by_hand(ours)
        mark_by_hand(theirs)
    assert found["ada"]["grades"]["question"][:2] == [None, 1.5]
    assert found["ben"]["penalty"][0] > 0
    assert found["ada"]["comments"]["question"] == [None, "well said"]
    assert found["cyd"]["comments"]["question"] == ["No response.", None]


@pytest.fixture
def one(small_class, tmp_path):
    course = shutil.copytree(small_class, tmp_path / "one")
    for student in ("ben", "cyd", "dee", "eve"):
        shutil.rmtree(course / "submitted" / student)
    return course


def graded(course, **options):
    (result,) = grade(LESSON, course=course, **options)
    return result


def test_a_submission_is_entered_completely_or_not_at_all(one, monkeypatch):
    def fail(*_):
        raise RuntimeError("the power is cut")

    with monkeypatch.context() as cut:
        cut.setattr(AssignLatePenalties, "preprocess", fail)
        with pytest.raises(RuntimeError, match="power"):
            graded(one)
    assert gradebooks.rows(one, LESSON) == {}
    assert not (one / "autograded").exists()
    assert graded(one).fresh
    assert gradebooks.rows(one, LESSON)["ada"]["score"] > 0


@pytest.mark.slow
def test_a_result_without_its_rows_is_graded_again(one):
    first = graded(one)
    assert not graded(one).fresh
    with Gradebook(f"sqlite:///{one / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("discounted_return", LESSON, LESSON, "ada").auto_score = 0.5
        gradebook.db.commit()
    again = graded(one)
    assert again.fresh
    assert again.data == first.data
    with Gradebook(f"sqlite:///{one / 'gradebook.db'}") as gradebook:
        gradebook.remove_submission(LESSON, "ada")
    assert graded(one).fresh


@pytest.mark.slow
def test_a_change_of_anything_that_determines_a_score_means_grading_again(one):
    assert graded(one).fresh
    assert not graded(one).fresh
    assert graded(one, settings={"cell_seconds": 29.0}).fresh
    (one / "grading_seed").write_text("8\n")
    assert graded(one).fresh
    assert not graded(one).fresh
    path = notebook_path(one / "submitted" / "ada", LESSON)
    path.with_name("timestamp.txt").write_text("2030-01-09 12:00:00 UTC")
    assert graded(one).fresh


@pytest.mark.slow
def test_a_broken_hand_in_is_refused_once_with_its_reason_in_the_gradebook(one):
    hand_in(one, "ada", LESSON, b"{ no notebook")
    first, second = graded(one), graded(one)
    assert (first.fresh, second.fresh) == (True, False)
    assert first.data == second.data
    row = gradebooks.rows(one, LESSON)["ada"]
    assert {tuple(values[:2]) for values in row["grades"].values()} == {(0, None)}
    assert all("not a Jupyter notebook" in auto for auto, _ in row["comments"].values())
    hand_in(one, "ada", LESSON, cheap())
    assert graded(one).data["score"] > 0


@pytest.mark.slow
def test_a_sandbox_that_does_not_start_costs_no_points_and_is_tried_again(one, monkeypatch):
    before = graded(one)
    rows = gradebooks.rows(one, LESSON)

    def refuse(*_):
        raise CourseError("no more processes")

    with monkeypatch.context() as failing:
        failing.setattr(fork_server, "_zygote", refuse)
        failing.setattr(child_process, "launch", refuse)
        failing.setattr(fork_server, "_forking_failed", set())
        failed = graded(one, again=True)
    assert failed.problem
    assert "no more processes" in failed.data["notes"][0]
    assert gradebooks.rows(one, LESSON) == rows
    assert graded(one, again=True).data == before.data


def test_the_gradebook_is_not_queried_once_per_cell(one):
    queries = []
    recorder = Recorder(LESSON, one, course_config(one), SANITIZE, ENTER)
    with Submissions(LESSON, one, limits_of({}), recorder) as submissions:
        recorder = submissions.recorder
        event.listen(
            recorder._gradebook.engine,
            "before_cursor_execute",
            lambda _1, _2, statement, *_: queries.append(statement),
        )
        for _ in range(2):
            notebook = recorder.prepare("ada", None)
            recorder.enter("ada", notebook, refusal(LESSON, "for a test"), "key")
            statements, queries[:] = len(queries), []
    kinds = [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert statements < 3 * len(kinds)


@on_an_idle_machine
@pytest.mark.slow
def test_the_driver_takes_little_time_itself(small_class, tmp_path):
    course = shutil.copytree(small_class, tmp_path / "quick")
    recorder = Recorder(LESSON, course, course_config(course), SANITIZE, ENTER)
    with Submissions(LESSON, course, limits_of({}), recorder) as submissions:
        times = []
        for student in ("ada", "ben", "cyd", "dee", "eve"):
            begin = time.process_time()
            path, content = submissions._read(student)
            notebook = submissions.recorder.prepare(student, submissions._parse(path, content))
            between = time.process_time()
            cells = cells_to_run(notebook)
            done = score_job(Job(student, LESSON, cells, submissions.seed, submissions.limits))
            resumed = time.process_time()
            submissions._enter(done, notebook, submissions._key(student, content))
            times.append(between - begin + time.process_time() - resumed)
    print(f"\ndriver: {1000 * min(times):.0f} ms a submission (bar: 50)")
    assert min(times) < 0.05
