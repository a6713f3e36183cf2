"""Notebooks in a download from an LMS end up safely where nbgrader looks for them."""

import os
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from downloads import (
    LATER,
    LESSON,
    NOON,
    answered,
    link_in_zip,
    results,
    special,
    submitted,
    tar_of,
    zip_of,
)
from handins import untouched
from nbgrader.coursedir import CourseDirectory

from grading.errors import CourseError
from grading.gradebook.due_dates import set_due_date
from grading.lessons.notebooks import notebook_path
from grading.lms.collect import collect
from grading.lms.downloads import MAX_BYTES

RIGHT, CHANGED = answered(1), answered(2)
OTHER = nbformat.writes(untouched("02_test_environments"))
MOODLE = "{}_assignsubmission_file_/{}.ipynb"


@pytest.fixture
def course(tmp_path):
    return tmp_path / "course"


def collected(path, course, **options):
    return results(course.parent, path, **options)


def time_of(course, student):
    """Return the time at which, for nbgrader, a submission was handed in."""
    return CourseDirectory().get_existing_timestamp(str(course / "submitted" / student / LESSON))


def utc(local):
    return local.astimezone(UTC).replace(tzinfo=None)


def test_moodles_file_names_give_the_name_and_number_of_the_participant(tmp_path, course):
    files = {
        MOODLE.format("Lovelace Ada_12345", "01_rollouts"): RIGHT,
        "Müller Jörg_12346_assignsubmission_file_meine lösung.ipynb": CHANGED,
        "Lovelace Ada_12345_assignsubmission_onlinetext_/onlinetext.html": "<p>hello",
    }
    found = collected(zip_of(tmp_path / "a.zip", files), course)
    assert submitted(tmp_path) == {"Lovelace_Ada": RIGHT, "Müller_Jörg": CHANGED}
    assert time_of(course, "Lovelace_Ada") is None
    assert not any(one.problem for one in found.values())


def test_canvass_file_names_say_who_is_late(tmp_path, course):
    set_due_date(LESSON, NOON.astimezone(UTC) + timedelta(hours=2), course)
    files = {
        "lovelaceada_12345_67890_01_rollouts-1.ipynb": RIGHT,
        "turingalan_LATE_12346_67891_01_rollouts.ipynb": CHANGED,
    }
    found = collected(zip_of(tmp_path / "a.zip", files), course)
    assert submitted(tmp_path) == {"lovelaceada": RIGHT, "turingalan": CHANGED}
    assert time_of(course, "lovelaceada") is None
    assert time_of(course, "turingalan") == utc(NOON) + timedelta(hours=2, seconds=1)
    assert "the exact time is unknown" in found["turingalan"].notes[0]


def test_nbgraders_exchange_gives_the_time_in_its_own_file(tmp_path, course):
    folder = f"bob+{LESSON}+2026-11-02 10:11:12.123456 UTC+aBc="
    files = {
        f"{folder}/{LESSON}.ipynb": RIGHT,
        f"{folder}/timestamp.txt": "2026-11-02 10:11:12.123456 UTC",
        f"carol+{LESSON}+2026-11-03 10:11:12 UTC/{LESSON}.ipynb": CHANGED,
    }
    collected(tar_of(tmp_path / "a.tar.gz", files), course)
    assert submitted(tmp_path) == {"bob": RIGHT, "carol": CHANGED}
    assert time_of(course, "bob") == datetime(2026, 11, 2, 10, 11, 12, 123456)
    assert time_of(course, "carol") == datetime(2026, 11, 3, 10, 11, 12)


LAYOUTS = {
    "a folder per student": {"ada/x.ipynb": RIGHT, "ben/01_rollouts.ipynb": CHANGED},
    "a file per student": {"ada.ipynb": RIGHT, "ben (1).ipynb": CHANGED},
    "the lesson in the file's name": {
        "ada_01_rollouts.ipynb": RIGHT,
        "01_rollouts-ben.ipynb": CHANGED,
    },
    "folders in a folder": {"hw/ada/x.ipynb": RIGHT, "hw/ben/y.ipynb": CHANGED, "hw/ben/y.txt": ""},
    "files in a folder": {"hw/ada.ipynb": RIGHT, "hw/ben.ipynb": CHANGED},
    "nbgrader's own": {
        f"{s}/{LESSON}/{LESSON}.ipynb": t for s, t in [("ada", RIGHT), ("ben", CHANGED)]
    },
    "files that a Mac adds": {
        "ada/x.ipynb": RIGHT,
        "ben/x.ipynb": CHANGED,
        "__MACOSX/ada/._x.ipynb": "x",
    },
    "checkpoints": {"ada/x.ipynb": RIGHT, "ben/x.ipynb": CHANGED}
    | {"ben/.ipynb_checkpoints/x-checkpoint.ipynb": RIGHT},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("packed", ["zip", "tar.gz", "folder"])
def test_every_usual_layout_is_understood(tmp_path, course, layout, packed):
    path = tmp_path / f"download.{packed}"
    if packed == "folder":
        zipfile.ZipFile(zip_of(tmp_path / "a.zip", LAYOUTS[layout])).extractall(path)
    else:
        (zip_of if packed == "zip" else tar_of)(path, LAYOUTS[layout])
    found = collected(path, course)
    assert submitted(tmp_path) == {"ada": RIGHT, "ben": CHANGED}
    assert [one.problem for one in found.values()] == [False, False]


def test_the_only_students_folder_is_not_taken_for_an_outer_folder(tmp_path, course):
    files = {"ada/01_rollouts.ipynb": RIGHT, "ada/01_rollouts (1).ipynb": (CHANGED, LATER)}
    found = collected(zip_of(tmp_path / "a.zip", files), course)
    assert submitted(tmp_path) == {"ada": CHANGED}
    assert found["ada"].problem
    assert "check that ada/01_rollouts (1).ipynb is the one that counts" in found["ada"].notes[0]
    again = collected(tmp_path / "a.zip", course, times=True)["ada"]
    assert again.notes == ["ada/01_rollouts.ipynb is older and was not collected"]


def test_a_notebook_without_a_name_of_a_student_is_not_collected(tmp_path, course):
    (one,) = collect(LESSON, zip_of(tmp_path / "a.zip", {f"{LESSON}.ipynb": RIGHT}), course=course)
    assert one.problem
    assert "its name does not say who handed it in" in one.notes[0]
    assert submitted(tmp_path) == {}


def test_two_people_with_the_same_name_get_different_ids(tmp_path, course):
    files = {
        MOODLE.format("Li Wei_12347", "x"): RIGHT,
        MOODLE.format("Li Wei_12348", "x"): CHANGED,
    }
    first = collected(zip_of(tmp_path / "a.zip", files), course)
    assert submitted(tmp_path) == {"Li_Wei": RIGHT, "Li_Wei-12348": CHANGED}
    assert "another student is also called Li Wei" in first["Li_Wei-12348"].notes[0]
    again = collected(zip_of(tmp_path / "b.zip", dict(reversed(files.items()))), course)
    assert {one.outcome for one in again.values()} == {"unchanged"}


def test_a_folder_named_after_the_id_belongs_to_the_same_person(tmp_path, course):
    moodle = {MOODLE.format("Li Wei_12347", "x"): RIGHT}
    collected(zip_of(tmp_path / "a.zip", moodle), course)
    by_mail = collected(zip_of(tmp_path / "b.zip", {"Li_Wei/x.ipynb": (CHANGED, LATER)}), course)
    assert by_mail["Li_Wei"].outcome == "replaced"
    again = collected(zip_of(tmp_path / "c.zip", moodle), course)
    assert again["Li_Wei"].outcome == "kept"
    assert set(submitted(tmp_path)) == {"Li_Wei"}


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("..", None),
        ("a b/c", "a_b"),
        ("-rf", "rf"),
        (".hidden", None),
        ("[x]*?", "x"),
        ("Zoë", "Zoë"),
        ("m@x.org", "m@x.org"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_student_id_is_always_a_plain_folder_name(tmp_path, course, name, student):
    files = {f"{name}/x.ipynb": RIGHT, "zoe/x.ipynb": RIGHT}
    collected(zip_of(tmp_path / "a.zip", files), course)
    assert set(submitted(tmp_path)) == {"zoe"} | ({student} if student else set())
    assert not list(tmp_path.glob("*.ipynb"))


def test_the_newest_counts_and_the_previous_one_is_kept(tmp_path, course):
    old, new = {"ada/x.ipynb": RIGHT}, {"ada/x.ipynb": (CHANGED, LATER)}
    assert collected(zip_of(tmp_path / "a.zip", old), course)["ada"].outcome == "collected"
    again = collected(zip_of(tmp_path / "b.zip", new), course)["ada"]
    assert again.outcome == "replaced"
    assert submitted(tmp_path) == {"ada": CHANGED}
    (aside,) = (course / "replaced").rglob("*.ipynb")
    assert aside.read_text(encoding="utf-8") == RIGHT
    assert str(aside.parent) in again.notes[0]
    back = collected(zip_of(tmp_path / "c.zip", old), course)["ada"]
    assert back.outcome == "kept"
    assert "newer" in back.notes[0]
    assert submitted(tmp_path) == {"ada": CHANGED}


def test_collecting_the_same_file_again_changes_nothing(tmp_path, course):
    path = zip_of(tmp_path / "a.zip", {"ada/x.ipynb": RIGHT})
    collected(path, course)
    place = notebook_path(course / "submitted" / "ada", LESSON)
    before = place.stat()
    assert collected(path, course)["ada"].outcome == "unchanged"
    assert place.stat() == before
    assert not (course / "replaced").exists()


def test_a_files_time_counts_only_if_the_instructor_says_so(tmp_path, course):
    path = zip_of(tmp_path / "a.zip", {"ada/x.ipynb": RIGHT})
    assert collected(path, course)["ada"].time == "unknown, counted as in time"
    assert time_of(course, "ada") is None
    assert collected(path, course, times=True)["ada"].time == "the file's time"
    assert time_of(course, "ada") == utc(NOON)


def test_files_that_are_not_notebooks_of_the_lesson_are_noted_and_the_rest_collected(
    tmp_path, course
):
    files = {
        MOODLE.format("Right Rosa_11", "x"): RIGHT,
        MOODLE.format("Wrong Wanda_12", "x"): OTHER,
        MOODLE.format("Both Bo_13", "x"): OTHER,
        MOODLE.format("Both Bo_13", "y"): RIGHT,
        MOODLE.format("Broken Bea_14", "x"): "{no json",
        "Pdf Paul_15_assignsubmission_file_/x.pdf": "%PDF",
        MOODLE.format("Huge Hugo_16", "x"): b" " * (MAX_BYTES + 1),
        "../../outside.ipynb": RIGHT,
        "/etc/absolute.ipynb": RIGHT,
    }
    path = link_in_zip(
        zip_of(tmp_path / "a.zip", files), MOODLE.format("Link Lea_17", "x"), "/etc/passwd"
    )
    found = collected(path, course)
    assert set(submitted(tmp_path)) == {"Right_Rosa", "Both_Bo", "Broken_Bea"}
    said = {student: " ".join(one.notes) for student, one in found.items()}
    assert "02_test_environments, not of 01_rollouts" in said["Wrong_Wanda"]
    assert "02_test_environments" in said["Both_Bo"]
    assert "no exercise of 01_rollouts" in said["Broken_Bea"]
    assert "x.pdf" in said["Pdf_Paul"]
    assert "larger than 30 MiB" in said["Huge_Hugo"]
    assert "it is a link" in said["Link_Lea"]
    assert "leads out" in said["../../outside.ipynb"]
    assert "leads out" in said["/etc/absolute.ipynb"]
    assert {student for student, one in found.items() if not one.problem} == {
        "Right_Rosa",
        "Both_Bo",
    }
    assert not list(tmp_path.rglob("outside.ipynb"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "it is a link"),
        (tarfile.LNKTYPE, "it is a link"),
        (tarfile.FIFOTYPE, "it is not a regular file"),
        (tarfile.CHRTYPE, "it is not a regular file"),
    ],
)
def test_links_and_devices_in_an_archive_are_refused(tmp_path, course, kind, words):
    files = {"ada/x.ipynb": special(kind, "/etc/passwd"), "ben/x.ipynb": RIGHT}
    found = collected(tar_of(tmp_path / "a.tar.gz", files), course)
    assert words in found["ada"].notes[0]
    assert submitted(tmp_path) == {"ben": RIGHT}


def test_links_and_fifos_in_a_folder_are_refused(tmp_path, course):
    folder = tmp_path / "download"
    for student in ("ada", "ben", "cyd"):
        (folder / student).mkdir(parents=True)
    secret = tmp_path / "secret.ipynb"
    secret.write_text(RIGHT)
    (folder / "ada" / "x.ipynb").symlink_to(secret)
    os.mkfifo(folder / "ben" / "x.ipynb")
    (folder / "cyd" / "x.ipynb").write_text(RIGHT)
    (folder / "dan").symlink_to(tmp_path)
    found = collected(folder, course)
    assert "link" in found["ada"].notes[0]
    assert "not a regular file" in found["ben"].notes[0]
    assert submitted(tmp_path) == {"cyd": RIGHT}


def test_an_archive_that_would_fill_the_disk_ends_the_command(tmp_path, course, monkeypatch):
    from grading.lms import downloads

    monkeypatch.setattr(downloads, "MAX_TOTAL", 3 * 10**6)
    files = {f"s{n}/x.ipynb": b" " * 10**6 for n in range(5)}
    for path in (zip_of(tmp_path / "a.zip", files), tar_of(tmp_path / "a.tar.gz", files)):
        with pytest.raises(CourseError, match="larger than 4 GiB: is it the right download"):
            collect(LESSON, path, course=course)
    monkeypatch.setattr(downloads, "MAX_FILES", 3)
    with pytest.raises(CourseError, match="more than 3 files"):
        collect(LESSON, tmp_path / "a.zip", course=course)
    assert not course.exists()


def test_a_zip_that_gives_a_wrong_size_is_not_read_beyond_the_limit(tmp_path, course):
    path = zip_of(
        tmp_path / "a.zip", {"ada/x.ipynb": b" " * (MAX_BYTES + 10), "ben/x.ipynb": RIGHT}
    )
    data = path.read_bytes()
    path.write_bytes(
        data.replace((MAX_BYTES + 10).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    )
    found = collected(path, course)
    assert found["ada"].problem
    assert submitted(tmp_path) == {"ben": RIGHT}


@pytest.mark.parametrize(
    ("content", "words"), [(b"nonsense", "not a folder, zip or tar"), (None, "there is no file")]
)
def test_a_path_that_is_not_a_download_gives_an_error(tmp_path, course, content, words):
    path = tmp_path / "a.zip"
    if content:
        path.write_bytes(content)
    with pytest.raises(CourseError, match=words):
        collect(LESSON, path, course=course)
    (tmp_path / "empty").mkdir()
    with pytest.raises(CourseError, match="no notebook"):
        collect(LESSON, tmp_path / "empty", course=course)
    assert not course.exists()


def test_a_damaged_archive_does_not_change_the_class(tmp_path, course):
    path = tar_of(tmp_path / "a.tar.gz", {f"s{n}/x.ipynb": RIGHT for n in range(9)})
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(CourseError, match="can be read"):
        collect(LESSON, path, course=course)
    assert not course.exists()


def test_a_name_cannot_control_the_terminal(tmp_path, course):
    (one,) = collect(
        LESSON, zip_of(tmp_path / "a.zip", {"a\x1b[2Jb\u202e/x.ipynb": RIGHT}), course=course
    )
    assert one.student == "a_2Jb"
    assert one.source.isprintable()
