"""The gradebook is no gradebook: cut off by a full disk, replaced, from another program.

jupyter/nbgrader#1389: a gradebook of another format shows only in a log. jupyter/nbgrader#1854: it
has 0 bytes. No command may end with a traceback, and grading must say that the gradebook is at
fault and where it is.
"""

import sqlite3

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


def other_program(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE assignment (x)")
        database.execute("CREATE TABLE grade (x)")


WAYS = {
    "not a database": lambda path: path.write_text("no database " * 1000),
    "a folder": lambda path: path.mkdir(),
    "of another program": other_program,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_line_names_it(clone, way):
    path = clone / "build" / "course" / "gradebook.db"
    WAYS[way](path)
    runs = each_says_one_line(clone)
    for command in ("grade", "build"):
        assert runs[command].status == 2
        assert "gradebook" in runs[command].err


def test_an_empty_file_is_filled(clone):
    (clone / "build" / "course" / "gradebook.db").write_bytes(b"")
    runs = each_says_one_line(clone)
    assert runs["grade"].status == 0
