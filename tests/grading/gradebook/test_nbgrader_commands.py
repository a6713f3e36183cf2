"""nbgrader's own commands, run from the repository's root, give the same gradebook."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from handins import hand_in, solved, without_cell
from nbformat import read, writes
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from small_class import DUE, LESSON

from grading.gradebook.due_dates import set_due_date
from grading.gradebook.grade import grade
from grading.jupyter.formgrader_config import whole_config
from grading.paths import ROOT
from grading.scoring.score import SCORE
from grading.settings.nbgrader_options import course_config

FIELDS = ("auto_score", "manual_score", "extra_credit", "max_score", "needs_manual_grade")


def nbgrader(course, *arguments):
    command = [str(Path(sys.executable).with_name("nbgrader")), *arguments]
    environment = os.environ | {"LWG_COURSE": str(course), "LWG_DATABASE": ""}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def rows(course):
    """Return everything that the gradebook has on each submission."""
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        return {
            submission.student.id: (
                submission.timestamp,
                submission.score,
                submission.late_submission_penalty,
                {grade.name: [getattr(grade, f) for f in FIELDS] for grade in notebook.grades},
                {comment.name: comment.auto_comment for comment in notebook.comments},
            )
            for submission in gradebook.assignment_submissions(LESSON)
            for notebook in submission.notebooks
        }


@pytest.mark.slow
def test_autograde_fills_a_gradebook_like_course_grade(small_class, tmp_path):
    saved = writes(without_cell(solved(LESSON), "discounted_return"))
    windows = b"\xef\xbb\xbf" + saved.replace("\n", "\r\n").encode()
    hand_in(small_class, "gil", LESSON, windows)
    hand_in(small_class, "hal", LESSON, b"")
    list(grade(LESSON, ["gil", "hal"], course=small_class))
    other = tmp_path / "other"
    other.mkdir()
    for part in ("source", "release", "submitted", "grading_seed", "nbgrader_config.json"):
        copied = small_class / part
        (shutil.copytree if copied.is_dir() else shutil.copy)(copied, other / part)
    set_due_date(LESSON, DUE, other)
    nbgrader(other, "generate_assignment", LESSON, "--force")
    done = nbgrader(other, "autograde", LESSON)
    assert done.returncode == 0, done.stderr
    assert set(rows(other)) == {"ada", "ben", "cyd", "dan", "gil", "hal", "mallory"}
    assert rows(other) == rows(small_class)
    assert rows(other)["ben"][2] == 1.8
    assert "not a Jupyter notebook" in rows(other)["dan"][4]["question"]


def add_strange_submissions(course):
    """Hand in notebooks under other names, and notebooks beside files that must not be copied."""
    done = solved(LESSON)
    for student in ("link", "fifo", "time", "deep"):
        hand_in(course, student, LESSON, done)
    for student, names in {"misnamed": ["My Work"], "two": ["a", "b"], "none": []}.items():
        folder = hand_in(course, student, LESSON, done).parent
        (folder / f"{LESSON}.ipynb").unlink()
        for name in names:
            (folder / f"{name}.ipynb").write_text(writes(done))
    submitted = course / "submitted"
    (submitted / "link" / LESSON / "data.csv").symlink_to("/etc/passwd")
    (submitted / "link" / LESSON / "picture.png").write_bytes(b"png")
    os.mkfifo(submitted / "fifo" / LESSON / "data.csv")
    os.mkfifo(submitted / "fifo" / LESSON / "timestamp.txt")
    (submitted / "time" / LESSON / "timestamp.txt").write_text("soon")
    (submitted / "deep" / LESSON).joinpath(*["x"] * 60).mkdir(parents=True)
    (submitted / "linked").mkdir()
    (submitted / "linked" / LESSON).symlink_to(submitted / "ada" / LESSON)


@pytest.mark.slow
def test_autograde_skips_links_and_fifos_and_finds_a_notebook_under_another_name(
    small_class,
):
    add_strange_submissions(small_class)
    list(grade(LESSON, course=small_class))
    before = rows(small_class)
    done = nbgrader(small_class, "autograde", LESSON, "--force")
    assert done.returncode == 0, done.stderr[-3000:]
    after = rows(small_class)
    # An empty folder has replaced the link, so the reason is different now.
    assert "is a link" in str(before.pop("linked"))
    assert "no notebook at" in str(after.pop("linked"))
    assert after == before
    assert (after["misnamed"][1], after["two"][1], after["none"][1]) == (10, 0, 0)
    autograded = small_class / "autograded"
    assert (autograded / "link" / LESSON / "picture.png").read_bytes() == b"png"
    files = [path for path in autograded.rglob("*") if not path.is_dir()]
    assert "root:" not in b"".join(path.read_bytes() for path in files).decode()
    assert "data.csv" not in {path.name for path in files}
    notes = {name: str(score_of(small_class, name)["notes"]) for name in after}
    assert "data.csv is a link" in notes["link"]
    assert "timestamp.txt is a FIFO" in notes["fifo"]
    assert "'My Work.ipynb'" in notes["misnamed"]
    assert nbgrader(small_class, "autograde", LESSON, "--force").returncode == 0
    assert rows(small_class) | {"linked": None} == after | {"linked": None}


def score_of(course, student):
    return read(course / "autograded" / student / LESSON / f"{LESSON}.ipynb", 4).metadata[SCORE]


def test_formgrader_shows_everyone_as_graded(small_class):
    api = NbGraderAPI(config=whole_config(small_class))
    assert api.get_autograded_students(LESSON) == {"ada", "ben", "cyd", "dan", "mallory"}
    shown = {one["student"]: one for one in api.get_submissions(LESSON)}
    assert shown["ada"]["needs_manual_grade"]
    assert not shown["cyd"]["needs_manual_grade"]
    assert (shown["ben"]["score"], shown["ben"]["max_score"]) == (9, 12)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("export", "--to", "{}/all.csv"),
        ("db", "assignment", "list"),
        ("db", "student", "list"),
        ("generate_feedback", LESSON, "--force"),
        ("release_assignment", LESSON),
    ],
    ids=" ".join,
)
def test_nbgraders_other_commands_run_from_the_root(small_class, arguments):
    done = nbgrader(small_class, *(argument.format(small_class) for argument in arguments))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    if arguments[0] == "generate_feedback":
        assert len(list(small_class.glob(f"feedback/*/{LESSON}/{LESSON}.html"))) == 5


@pytest.mark.slow
def test_feedback_is_released_through_nbgraders_exchange(small_class):
    for student in ("ada", "ben", "cyd", "dan", "mallory"):
        place = small_class / "submitted" / student / LESSON
        (place / "submission_secret.txt").write_text(f"secret of {student}")
    list(grade(LESSON, again=True, course=small_class))
    assert nbgrader(small_class, "generate_feedback", LESSON).returncode == 0
    done = nbgrader(small_class, "release_feedback", LESSON)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Releasing feedback for student") == 5
