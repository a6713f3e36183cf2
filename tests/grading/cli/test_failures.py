"""Every error ends a command with one line, and what nobody foresaw leaves a report."""

import errno
import os
import sqlite3
import subprocess
import sys

import pytest

from grading.cli import failures
from grading.cli.main import commands
from grading.errors import CourseError

KNOWN = {
    "its own": (CourseError("the\nfolder is missing"), "the folder is missing"),
    "no permission": (PermissionError(13, "denied", "/a/b"), "/a/b cannot be read or written by"),
    "disk full": (OSError(errno.ENOSPC, "No space left"), "free some space"),
    "file in the way": (FileExistsError(17, "File exists", "/a/b"), "/a/b is in the way"),
    "no memory": (MemoryError(), "not enough memory"),
    "package": (ModuleNotFoundError("No module named 'ray'", name="ray"), "make clean setup"),
    "driver": (ModuleNotFoundError("No module named 'psycopg'", name="psycopg"), "[postgres]"),
    "gradebook": (sqlite3.DatabaseError("file is not a database"), "file is not a database"),
    "syntax": (SyntaxError("invalid syntax", ("a.py", 3, 1, "def (")), "a.py, line 3"),
    "no temporary folder": (
        FileNotFoundError(2, "No usable temporary directory found in ['/tmp']"),
        "set TMPDIR",
    ),
}


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_error_says_what_to_do(kind):
    error, words = KNOWN[kind]
    line = failures.one_line(error)
    assert words in line
    assert "\n" not in line
    assert "does not expect" not in line


def test_an_unknown_error_leaves_a_report(tmp_path, monkeypatch):
    monkeypatch.setattr(failures, "BUILD", tmp_path)
    try:
        raise KeyError("na\nme")
    except KeyError as error:
        line = failures.one_line(error)
    (report,) = tmp_path.iterdir()
    assert f"the full report is in {report}" in line
    assert "KeyError" in line
    assert "\n" not in line
    assert "Traceback" in report.read_text()


def test_if_build_cannot_be_written_the_report_is_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "build").write_text("")
    monkeypatch.setattr(failures, "BUILD", tmp_path / "build")
    monkeypatch.setattr(failures.tempfile, "tempdir", str(tmp_path))
    assert str(tmp_path / "course-error-") in failures.one_line(KeyError("x"))


def test_a_wrong_command_line_is_an_error_of_one_line():
    with pytest.raises(Exception, match="No such command") as caught:
        commands()(["nonsense"], prog_name="course", standalone_mode=False)
    line = failures.one_line(caught.value)
    assert line == "No such command 'nonsense': see `course --help`"


@pytest.mark.skipif(os.name == "nt", reason="/dev/full")
def test_output_that_cannot_be_written_is_an_error_of_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grading.cli.main", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("course: ")
    assert done.stderr.count("\n") == 1
