"""Being late costs what the instructor has set, whichever command grades and in any order."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from small_class import DUE, LESSON

from grading.errors import CourseError
from grading.gradebook import due_dates
from grading.gradebook.grade import grade
from grading.gradebook.late_penalty import LatePenalty, renew_penalties
from grading.gradebook.marks import class_marks
from grading.hand_ins.submitted import handed_in
from grading.settings.nbgrader_options import course_config, course_settings

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize(
    ("settings", "seconds", "points"),
    [
        ({}, DAY, None),
        ({"per_day": 10}, 1, 1.0),
        ({"per_day": 10}, DAY, 1.0),
        ({"per_day": 10}, DAY + 1, 2.0),
        ({"per_day": 10}, 90 * DAY, 10.0),
        ({"per_day": 10, "at_most": 50}, 90 * DAY, 5.0),
        ({"per_day": 10, "grace_minutes": 60}, HOUR, None),
        ({"per_day": 10, "grace_minutes": 60}, HOUR + 1, 1.0),
    ],
)
def test_a_penalty_is_a_share_for_each_day_or_part_of_a_day(settings, seconds, points):
    assert LatePenalty(**settings).late_submission_penalty("ada", 10.0, seconds) == points


def penalties(course):
    with Gradebook(course_config(course).CourseDirectory.db_url) as gradebook:
        return {
            s.student.id: s.late_submission_penalty
            for s in gradebook.assignment_submissions(LESSON)
            if s.late_submission_penalty
        }


def test_course_grade_deducts_points_for_being_late(small_class):
    assert penalties(small_class) == {"ben": 1.8}


@pytest.mark.slow
def test_nbgraders_own_command_deducts_the_same_points(small_class):
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        notebook = gradebook.find_submission_notebook(LESSON, LESSON, "ben")
        notebook.late_submission_penalty = None
        gradebook.db.commit()
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", LESSON]
    done = subprocess.run(
        [*command, "--student", "ben", "--force"],
        env=os.environ | {"LWG_COURSE": str(small_class)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert penalties(small_class) == {"ben": 1.8}


def test_a_mark_given_by_hand_survives_regrading_and_counts_in_the_penalty(small_class):
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        gradebook.find_grade("question", LESSON, LESSON, "ben").manual_score = 1
        gradebook.find_grade("rollout_policy", LESSON, LESSON, "ada").manual_score = 2.5
        gradebook.find_comment("question", LESSON, LESSON, "ben").manual_comment = "nearly"
        gradebook.db.commit()
    list(grade(LESSON, ["ada", "ben"], again=True, course=small_class))
    ada, ben, *_ = class_marks(LESSON, small_class)
    assert ada.rows["rollout_policy"].points == 2.5
    assert ben.rows["question"].points == 1
    assert ben.rows["question"].comment == "nearly"
    assert not ben.waiting
    assert (ben.score, ben.penalty, ben.total) == (10, 2, 8)


def test_a_mark_given_after_grading_counts_in_the_penalty(small_class):
    with Gradebook(course_config(small_class).CourseDirectory.db_url) as gradebook:
        gradebook.find_grade("question", LESSON, LESSON, "ben").manual_score = 1
        gradebook.db.commit()
    assert renew_penalties(LESSON, small_class) == ["ben"]
    assert penalties(small_class) == {"ben": 2}


def test_a_changed_due_date_or_time_counts_at_once(small_class):
    due_dates.set_due_date(LESSON, DUE + timedelta(hours=2), small_class)
    assert renew_penalties(LESSON, small_class) == ["ben"]
    assert penalties(small_class) == {"ben": 0.9}
    stamp = small_class / "submitted" / "ada" / LESSON / "timestamp.txt"
    stamp.write_text("2026-11-09 12:00:00 UTC")
    due_dates.set_due_date(LESSON, None, small_class)
    assert renew_penalties(LESSON, small_class) == []
    assert penalties(small_class) == {}
    due_dates.set_due_date(LESSON, DUE, small_class)
    assert renew_penalties(LESSON, small_class) == ["ada", "ben"]


def test_one_student_can_have_an_extension_which_survives_regrading(small_class):
    due_dates.set_extension(LESSON, "ben", DUE + timedelta(days=1), small_class)
    list(grade(LESSON, ["ben"], again=True, course=small_class))
    assert penalties(small_class) == {"ben": 0.9}
    due_dates.set_extension(LESSON, "ben", DUE + timedelta(days=2), small_class)
    assert renew_penalties(LESSON, small_class) == []
    due_dates.set_extension(LESSON, "ben", None, small_class)
    assert renew_penalties(LESSON, small_class) == ["ben"]
    with pytest.raises(CourseError, match="'zoe' has no graded submission"):
        due_dates.set_extension(LESSON, "zoe", DUE, small_class)
    due_dates.set_due_date(LESSON, None, small_class)
    with pytest.raises(CourseError, match="no due date"):
        due_dates.set_extension(LESSON, "ben", DUE, small_class)


def test_a_due_date_survives_a_new_release(small_class):
    from grading.lessons.build import make_release

    make_release(LESSON, small_class)
    assert due_dates.due_date(LESSON, small_class) == DUE


def test_the_class_folder_can_name_another_plug_in(small_class):
    settings = course_settings(small_class)
    settings["AssignLatePenalties"] = {"plugin_class": "nbgrader.plugins.LateSubmissionPlugin"}
    settings["LateSubmissionPlugin"] = {"penalty_method": "zero"}
    (small_class / "nbgrader_config.json").write_text(json.dumps(settings))
    renew_penalties(LESSON, small_class)
    assert penalties(small_class) == {"ben": 9}


@pytest.mark.parametrize("text", ["{", "[]", '{"LatePenalty": 3}'])
def test_settings_that_cannot_be_read_give_an_error_that_names_the_file(tmp_path, text):
    (tmp_path / "nbgrader_config.json").write_text(text)
    with pytest.raises(CourseError, match=r"nbgrader_config\.json"):
        course_config(tmp_path)


def test_a_date_is_read_in_the_usual_formats():
    local = datetime(2027, 3, 31, 23, 59).astimezone(UTC)
    assert due_dates.read_date("2027-03-31 23:59") == due_dates.read_date("2027-03-31") == local
    assert due_dates.read_date("2027-03-31T23:59+02:00") == datetime(
        2027, 3, 31, 21, 59, tzinfo=UTC
    )
    assert due_dates.read_date("never") is None
    with pytest.raises(CourseError, match="is not a date"):
        due_dates.read_date("tomorrow")


def test_without_a_gradebook_there_is_no_due_date_and_none_is_created(tmp_path):
    assert due_dates.due_date(LESSON, tmp_path) is None
    assert renew_penalties(LESSON, tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["yesterday", "", "9" * 5000, "\x00", "2027-99-99 00:00"])
def test_an_invalid_timestamp_is_ignored(tmp_path, content):
    (tmp_path / "timestamp.txt").write_text(content)
    assert handed_in(tmp_path) is None


def test_a_timestamp_that_is_a_link_or_a_fifo_is_ignored(tmp_path):
    (tmp_path / "real").write_text("2027-03-30 10:11:12 UTC")
    (tmp_path / "timestamp.txt").symlink_to("real")
    assert handed_in(tmp_path) is None
    (tmp_path / "timestamp.txt").unlink()
    os.mkfifo(tmp_path / "timestamp.txt")
    assert handed_in(tmp_path) is None
