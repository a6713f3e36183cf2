"""Lessons are copied for the student, whose work is never overwritten."""

import json

import pytest

from grading.jupyter import student_copies

LESSON = "01_rollouts"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """Make an empty clone with one lesson."""
    monkeypatch.setattr(student_copies, "ROOT", tmp_path)
    monkeypatch.setattr(student_copies, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(student_copies, "WORK", tmp_path / "work")
    release(tmp_path, "first release")
    return tmp_path


def release(clone, text, lesson=LESSON):
    path = clone / "notebooks" / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def copy_of(clone, lesson=LESSON):
    return clone / "work" / lesson / f"{lesson}.ipynb"


def test_copies_a_missing_lesson(clone):
    assert student_copies.copy_lessons() == []
    assert copy_of(clone).read_text() == "first release"


def test_leaves_an_edited_copy_alone(clone):
    student_copies.copy_lessons()
    copy_of(clone).write_text("my answer")

    assert student_copies.copy_lessons() == []
    assert copy_of(clone).read_text() == "my answer"


def test_says_where_a_newer_release_is_and_keeps_the_copy(clone):
    student_copies.copy_lessons()
    copy_of(clone).write_text("my answer")
    release(clone, "second release")

    (line,) = student_copies.copy_lessons()

    assert f"notebooks/{LESSON}/{LESSON}.ipynb" in line
    assert "kept" in line
    assert "\n" not in line
    assert copy_of(clone).read_text() == "my answer"


def test_says_so_again_until_the_student_takes_the_new_one(clone):
    student_copies.copy_lessons()
    release(clone, "second release")
    assert student_copies.copy_lessons() == student_copies.copy_lessons() != []

    copy_of(clone).rename(copy_of(clone).with_name("mine.ipynb"))

    assert student_copies.copy_lessons() == []
    assert copy_of(clone).read_text() == "second release"


def test_adds_a_lesson_that_was_released_later(clone):
    student_copies.copy_lessons()
    release(clone, "another", lesson="02_search_space")

    assert student_copies.copy_lessons() == []
    assert copy_of(clone, "02_search_space").read_text() == "another"


@pytest.mark.parametrize("content", ["", "not JSON", "[]"])
def test_survives_a_damaged_list_of_releases(clone, content):
    student_copies.copy_lessons()
    (clone / "work" / ".releases.json").write_text(content)
    copy_of(clone).write_text("my answer")

    student_copies.copy_lessons()

    assert copy_of(clone).read_text() == "my answer"
    assert LESSON in json.loads((clone / "work" / ".releases.json").read_text())


def test_does_not_write_through_a_link_in_the_students_folder(clone):
    copy_of(clone).parent.mkdir(parents=True)
    copy_of(clone).symlink_to(clone / "elsewhere.ipynb")

    student_copies.copy_lessons()

    assert not (clone / "elsewhere.ipynb").exists()
