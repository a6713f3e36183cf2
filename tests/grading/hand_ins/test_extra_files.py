"""Unsafe files are put away before nbgrader copies them; all other files stay."""

import os
import socket

import pytest

from grading.hand_ins import extra_files
from grading.hand_ins.extra_files import MAX_DEPTH, MAX_FILES, MAX_MEBIBYTES, put_away

LESSON = "01_rollouts"


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "submitted" / "ada" / LESSON
    found.mkdir(parents=True)
    return found


def put_away_from(folder):
    """Return the names of what was put away, and the lines about it."""
    said = put_away(folder, folder.parents[2])
    refused = folder.parents[2] / "refused" / "ada" / LESSON
    return sorted(path.name for path in refused.iterdir()) if refused.exists() else [], said


def test_regular_files_stay(folder):
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"png")
    (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    (folder / "submission_secret.txt").write_text("abc")
    (folder / f"{LESSON}.ipynb").symlink_to("elsewhere")
    before = sorted(folder.rglob("*"))
    assert put_away_from(folder) == ([], [])
    assert sorted(folder.rglob("*")) == before


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))


def make_full(path):
    path.mkdir()
    for number in range(MAX_FILES):
        (path / str(number)).touch()


def make_deep(path):
    path.joinpath(*["x"] * (MAX_DEPTH + 1)).mkdir(parents=True)


def make_large(path):
    with path.open("wb") as file:
        file.truncate(MAX_MEBIBYTES * 2**20 + 1)


STRANGE = {
    "a link to a secret": (lambda path: path.symlink_to("/etc/passwd"), "is a link"),
    "a link to nothing": (lambda path: path.symlink_to("nothing"), "is a link"),
    "a link to a folder": (lambda path: path.symlink_to("/etc"), "is a link"),
    "a FIFO": (os.mkfifo, "is a FIFO"),
    "a socket": (make_socket, "is a socket"),
    "a large file": (make_large, f"more than {MAX_MEBIBYTES} MiB"),
    "a full folder": (make_full, f"more than {MAX_FILES:,} files"),
    "a deep folder": (make_deep, f"nested more than {MAX_DEPTH} deep"),
}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("place", ["data.csv", ".hidden.ipynb", "submission_secret.txt"])
def test_a_file_that_must_not_be_copied_is_put_away_and_named(name, place, folder, monkeypatch):
    make, words = STRANGE[name]
    monkeypatch.chdir(folder)  # because the path of a socket must be short
    make(folder / place)
    (folder / "zzz.txt").touch()
    away, (said,) = put_away_from(folder)
    assert away == [place]
    assert words in said
    assert place in said
    assert [path.name for path in folder.iterdir()] == ["zzz.txt"]


def test_if_many_are_put_away_some_are_named_and_the_rest_are_counted(folder):
    for number in range(MAX_FILES + 30):
        (folder / f"{number:04}").touch()
    away, said = put_away_from(folder)
    assert len(away) == 30
    assert said[0].startswith("1000 is one of more than")
    assert said[-1] == "and 20 more"


def test_a_folder_is_put_away_with_its_contents(folder):
    (folder / "data" / "more").mkdir(parents=True)
    (folder / "data" / "a.csv").write_text("1,2")
    os.mkfifo(folder / "data" / "more" / "b.csv")
    away, (said,) = put_away_from(folder)
    assert away == ["data"]
    assert said.startswith("data/more/b.csv is a FIFO")
    assert (folder.parents[2] / "refused" / "ada" / LESSON / "data" / "a.csv").exists()


def test_a_file_that_was_put_away_before_is_not_overwritten(folder):
    for target in ("first", "second"):
        (folder / "data.csv").symlink_to(target)
        away, _ = put_away_from(folder)
    assert away == ["data.csv", "data.csv-2"]


def test_a_submission_that_is_a_link_becomes_an_empty_folder(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    (elsewhere / f"{LESSON}.ipynb").touch()
    folder.symlink_to(elsewhere)
    away, (said,) = put_away_from(folder)
    assert (away, list(folder.iterdir())) == ([LESSON], [])
    assert "is a link" in said
    assert (elsewhere / f"{LESSON}.ipynb").exists()


@pytest.mark.parametrize("content", [b"soon", b"\xff\xfe", b"2026-99-99 12:00:00 UTC", b"x" * 9999])
def test_a_timestamp_that_nbgrader_cannot_read_is_put_away(content, folder):
    (folder / "timestamp.txt").write_bytes(content)
    assert put_away_from(folder)[0] == ["timestamp.txt"]


def test_a_timestamp_that_is_a_folder_is_put_away_and_an_empty_file_stays(folder):
    (folder / "timestamp.txt").mkdir()
    assert put_away_from(folder)[0] == ["timestamp.txt"]
    (folder / "timestamp.txt").touch()
    assert put_away(folder, folder.parents[2]) == []


def test_if_nothing_can_be_moved_an_error_says_so(folder, monkeypatch):
    (folder / "data.csv").symlink_to("x")
    (folder.parents[2] / extra_files.REFUSED).touch()
    with pytest.raises(extra_files.CourseError, match="make the course folder writable"):
        put_away(folder, folder.parents[2])
