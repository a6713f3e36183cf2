"""A gradebook on a real PostgreSQL server has the same contents as nbgrader's file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import postgres
import pytest
from handins import hand_in, solved, untouched, with_answer
from nbgrader.api import Gradebook

from grading.errors import CourseError
from grading.settings import database

LESSON = "01_rollouts"
WRONG = "def discounted_return(rewards, gamma):\n    return 0.0\n"
FIELDS = ("auto_score", "manual_score", "extra_credit", "max_score", "needs_manual_grade")
needs_server = pytest.mark.skipif(postgres.why_not() is not None, reason=str(postgres.why_not()))


@pytest.mark.parametrize(
    "address", ["grades", "mysql://a@b/c", "postgresql://host", "sqlite:///x.db", "postgresql:/"]
)
def test_a_wrong_database_address_is_an_error_of_one_line(monkeypatch, tmp_path, address):
    monkeypatch.setattr(database, "COURSE", tmp_path)
    monkeypatch.setenv("LWG_DATABASE", address)
    with pytest.raises(CourseError, match="write it as postgresql://user"):
        database.gradebook_url(tmp_path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_leads_to_the_same_driver(monkeypatch, tmp_path, scheme):
    monkeypatch.setattr(database, "COURSE", tmp_path)
    monkeypatch.setenv("LWG_DATABASE", f"{scheme}://ada:p%40ss@host:5433/class")
    assert database.gradebook_url(tmp_path) == "postgresql+psycopg://ada:p%40ss@host:5433/class"


def test_a_folder_other_than_that_of_the_class_has_its_own_file(monkeypatch, tmp_path):
    monkeypatch.setenv("LWG_DATABASE", "postgresql://ada@host/class")
    assert database.gradebook_url(tmp_path) == f"sqlite:///{tmp_path}/gradebook.db"


def run(course, *command, database=""):
    """Run one of the course's commands for a class in a folder of its own."""
    program = Path(sys.executable).with_name(command[0])
    environment = os.environ | {"LWG_COURSE": str(course), "LWG_DATABASE": database}
    return subprocess.run(
        [str(program), *command[1:]], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(postgres.find_spec("psycopg") is None, reason=str(postgres.why_not()))
def test_grading_does_not_begin_if_the_server_does_not_answer(tmp_path):
    hand_in(tmp_path, "ada", LESSON, solved(LESSON))
    done = run(tmp_path, "course", "grade", "1", database="postgresql://a:geheim@127.0.0.1:1/x")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "cannot be written" in done.stderr
    assert "geheim" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["submitted"]


def rows(url):
    """Return every grade in a gradebook."""
    with Gradebook(url) as gradebook:
        return sorted(
            (submission.student.id, grade.name, submission.score, *map(grade.to_dict().get, FIELDS))
            for submission in gradebook.assignment_submissions(LESSON)
            for notebook in submission.notebooks
            for grade in notebook.grades
        )


@needs_server
@pytest.mark.slow
def test_a_class_on_a_server_gets_the_grades_of_a_class_in_a_file(tmp_path):
    right = solved(LESSON)
    both = tmp_path / "file", tmp_path / "server"
    for course in both:
        hand_in(course, "ada", LESSON, right)
        hand_in(course, "ben", LESSON, with_answer(right, "discounted_return", WRONG))
        hand_in(course, "cyd", LESSON, untouched(LESSON))
        hand_in(course, "dan", LESSON, b"no notebook")
        (course / "grading_seed").write_text("7\n")
    with postgres.server() as address:
        url = address.replace("postgresql:", "postgresql+psycopg:")
        scores = []
        for course, named in zip(both, ("", address), strict=True):
            done = run(course, "course", "grade", "1", "--json", database=named)
            assert done.returncode == 1, done.stderr
            scores.append([json.loads(line) for line in done.stdout.splitlines()])
        assert scores[0] == scores[1]
        assert not (both[1] / "gradebook.db").exists()
        assert rows(url) == rows(f"sqlite:///{both[0]}/gradebook.db")
        with Gradebook(url) as gradebook:
            gradebook.find_grade("question", LESSON, LESSON, "ada").manual_score = 1.5
            gradebook.db.commit()
        again = run(both[1], "nbgrader", "autograde", LESSON, "--force", database=address)
        assert "ada" in again.stderr
        with Gradebook(url) as gradebook:
            assert gradebook.find_grade("question", LESSON, LESSON, "ada").manual_score == 1.5
            assert gradebook.find_submission(LESSON, "ada").score == 11.5
        due = run(both[1], "course", "due", "1", "2020-01-01", "--per-day", "10", database=address)
        assert due.returncode == 0, due.stderr
        for command in (["nbgrader", "export"], ["course", "export", "1"]):
            out = ["--to" if command[0] == "nbgrader" else "--out", str(both[1] / "all.csv")]
            done = run(both[1], *command, *out, database=address)
            assert done.returncode in (0, 1), done.stderr
            assert "ada" in (both[1] / "all.csv").read_text()
        report = run(both[1], "course", "report", "1", "--json", database=address)
        assert json.loads(report.stdout)["graded"] == 4
        pages = run(both[1], "course", "feedback", "1", database=address)
        assert (pages.returncode, len(pages.stdout.splitlines())) == (0, 4), pages.stderr
        assert not (both[1] / "gradebook.db").exists()
