"""The instructor's commands work as they are typed, from a download to the grades."""

import json
import os
import subprocess
import sys

import pytest
from downloads import zip_of
from handins import solved
from nbformat import writes
from small_class import LESSON


def course(folder, *arguments):
    """Run a command; return its exit status, lines on stdout and lines on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", *map(str, arguments)],
        env=os.environ | {"LWG_COURSE": str(folder), "LWG_DATABASE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


@pytest.mark.slow
def test_collect_prints_a_line_per_student_and_a_summary(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"ada/x.ipynb": writes(solved(LESSON)), "ben/x.pdf": b"x"})
    status, out, err = course(tmp_path / "class", "collect", 1, path)
    assert status == 1
    assert out[0].split() == "ada collected time: unknown, counted as in time".split()
    assert out[-1] == "2 in total: 1 collected, 1 nothing"
    assert err == ["course: 1 of 2 need a look, see the notes"]
    status, out, err = course(tmp_path / "class", "collect", 1, path, "--times", "--json")
    ada, ben = map(json.loads, out)
    assert (ada["outcome"], ben["outcome"], ben["problem"]) == ("unchanged", "nothing", True)
    assert ada["when"].startswith("2026-11-01T")


@pytest.mark.slow
def test_due_shows_what_is_set(tmp_path):
    set_now = course(tmp_path, "due", 1, "2027-03-31 23:59", "--per-day", 10, "--at-most", 50)
    assert (set_now[0], set_now[2]) == (0, [])
    assert "is due 2027-03-31 23:59" in set_now[1][0]
    assert "each day or part of a day late costs 10% of the points, up to 50%" in set_now[1][0]
    assert course(tmp_path, "due", 1)[1] == set_now[1]


@pytest.mark.slow
def test_after_grading_each_command_says_what_it_wrote(small_class):
    status, out, err = course(small_class, "feedback", 1, "--students", "ada")
    assert (status, len(out)) == (0, 1)
    assert out[0].endswith("/feedback/ada/01_rollouts/01_rollouts.html")
    assert "1 of 1 pages have an answer that nobody has marked yet" in err[0]
    status, out, err = course(small_class, "export", 1, "--out", small_class / "my.csv")
    assert (status, out) == (1, [f"the grades are in {small_class / 'my.csv'}"])
    assert "3 of 5 students have an answer" in err[0]
    status, out, err = course(small_class, "report", 1)
    assert (status, err) == (0, [])
    assert out[0] == "01_rollouts: 5 graded, mean 5.24, median 7.20 of 12"
    assert json.loads(course(small_class, "report", 1, "--json")[1][0])["graded"] == 5


def slow(*values):
    return pytest.param(*values, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("collect", 1, "missing.zip"), "there is no file or folder"),
        slow(("due", 1, "--student", "ada"), "--student needs a date"),
        slow(("feedback", 1), "no submission of 01_rollouts is graded yet"),
        slow(("export", 1, "--format", "xlsx"), "choose one of csv, canvas, moodle"),
        slow(("report", 1), "run `course grade 01`"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(map(str, value)),
)
def test_a_command_that_cannot_run_prints_one_line_and_changes_nothing(tmp_path, arguments, words):
    status, out, err = course(tmp_path, *arguments)
    assert (status, out, len(err)) == (2, [], 1)
    assert words in err[0]
    assert list(tmp_path.iterdir()) == []
