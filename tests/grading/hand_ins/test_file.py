"""Reading a hand-in never blocks, never leaves its folder and never needs much memory."""

import os
from pathlib import Path

import pytest
from defects import LESSON

from grading.hand_ins.file import MAX_BYTES, HandInError, find_handin, read_bytes

pytestmark = pytest.mark.timeout(10)
NAME = f"{LESSON}.ipynb"


def test_a_regular_file_is_read(tmp_path):
    (tmp_path / NAME).write_bytes(b"content")
    assert read_bytes(find_handin(tmp_path, LESSON)) == b"content"


def test_a_fifo_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(HandInError, match="is a FIFO"):
        read_bytes(tmp_path / NAME)


def test_a_file_replaced_by_a_fifo_or_a_link_after_the_first_look_is_refused(tmp_path, monkeypatch):
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    first_look = os.lstat(plain)
    monkeypatch.setattr(os, "lstat", lambda path: first_look)
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("/etc/passwd")
    with pytest.raises(HandInError, match="is a FIFO"):
        read_bytes(tmp_path / "fifo")
    with pytest.raises(HandInError, match="cannot be read"):
        read_bytes(tmp_path / "link")


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "missing", NAME, "."])
def test_a_link_is_refused_wherever_it_leads(tmp_path, target):
    (tmp_path / NAME).symlink_to(target)
    with pytest.raises(HandInError, match="is a link, which is not followed"):
        read_bytes(find_handin(tmp_path, LESSON))


def test_a_folder_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / NAME).write_bytes(b"content")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(HandInError, match="is a link"):
        find_handin(tmp_path / "link", LESSON)


def test_a_device_is_refused():
    with pytest.raises(HandInError, match="is a device"):
        read_bytes(Path("/dev/zero"))


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    with open(tmp_path / NAME, "wb") as file:
        file.truncate(2**40)
    with pytest.raises(HandInError, match="larger than 30 MiB"):
        read_bytes(tmp_path / NAME)


def test_a_file_of_the_largest_size_is_read(tmp_path):
    with open(tmp_path / NAME, "wb") as file:
        file.truncate(MAX_BYTES)
    assert len(read_bytes(tmp_path / NAME)) == MAX_BYTES


@pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    (tmp_path / NAME).write_bytes(b"content")
    (tmp_path / NAME).chmod(0)
    with pytest.raises(HandInError, match="cannot be read"):
        read_bytes(tmp_path / NAME)


@pytest.mark.parametrize("name", [f"{LESSON} (1).ipynb", "Rollouts.ipynb", "x.IPYNB"])
def test_the_only_notebook_in_the_folder_is_taken_whatever_its_name(tmp_path, name):
    for other in ("notes.txt", ".hidden.ipynb", "link.ipynb"):
        (tmp_path / other).write_bytes(b"")
    (tmp_path / "link.ipynb").unlink()
    (tmp_path / "link.ipynb").symlink_to("notes.txt")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / name).write_bytes(b"")
    assert find_handin(tmp_path, LESSON) == tmp_path / name


def test_among_several_notebooks_the_one_with_the_lessons_name_is_taken(tmp_path):
    for name in ("draft.ipynb", f"{LESSON}_ada.ipynb"):
        (tmp_path / name).write_bytes(b"")
    assert find_handin(tmp_path, LESSON).name == f"{LESSON}_ada.ipynb"
    (tmp_path / NAME).write_bytes(b"")
    assert find_handin(tmp_path, LESSON).name == NAME


def test_among_several_other_names_none_is_taken_and_the_error_lists_them(tmp_path):
    for name in ("a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(HandInError, match=r"4 notebooks.*'a.ipynb', 'b.ipynb', 'c.ipynb', …"):
        find_handin(tmp_path, LESSON)


@pytest.mark.parametrize(
    "make", [lambda p: p.mkdir(), lambda p: None, lambda p: p.write_bytes(b"")]
)
def test_if_nothing_was_handed_in_the_error_says_so(tmp_path, make):
    make(tmp_path / "folder")
    with pytest.raises(HandInError, match="no notebook at"):
        find_handin(tmp_path / "folder", LESSON)
