"""A class in which every defect occurs once goes through the whole grading."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from defects import DEFECTS, FULL, LESSON, as_bytes, hand_in_defect
from handins import hand_in, solved
from nbgrader.api import Gradebook

from grading.gradebook.grade import grade
from grading.hand_ins.repair_notes import needs_a_look
from grading.lessons.build import make_release
from grading.lessons.notebooks import notebook_path
from grading.scoring.score import SCORE
from grading.settings.database import gradebook_url

QUICK = (
    "a_fifo",
    "a_link",
    "all_cell_metadata_lost",
    "another_file_name",
    "answers_above_their_stubs",
    "magics_beside_the_answers",
    "many_values",
    "older-release",
    "saved-by-colab",
)
SETTINGS = {"cell_seconds": 20.0, "probe_seconds": 20.0}


def graded_class(course, names):
    """Grade a class in which ada and zoe, the first and the last, handed in right answers."""
    for student in ("ada", "zoe"):
        hand_in(course, student, LESSON, as_bytes(solved(LESSON)))
    for name in names:
        hand_in_defect(course, f"m-{name}", DEFECTS[name])
    found = {g.student: g for g in grade(LESSON, settings=SETTINGS, course=course)}
    return found, rows_of(course, found)


def rows_of(course, students):
    """Return each student's points for the exercises from the gradebook."""
    with Gradebook(gradebook_url(course)) as gradebook:
        return {
            student: {
                grade.name: grade.auto_score
                for grade in gradebook.find_submission_notebook(LESSON, LESSON, student).grades
                if grade.name != "question"
            }
            for student in students
        }


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    return graded_class(tmp_path_factory.mktemp("quick"), QUICK)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return graded_class(tmp_path_factory.mktemp("whole"), [n for n in DEFECTS if n not in QUICK])


def assert_graded_correctly(name, found, rows):
    defect, student = DEFECTS[name], f"m-{name}"
    data = found[student].data
    notes = " ".join(data["notes"])
    assert data["score"] == defect.points, data
    assert rows[student] == {e["exercise"]: e["points"] for e in data["exercises"]}
    assert [words for words in defect.words if words not in notes] == [], notes
    assert needs_a_look(data["notes"]) == found[student].problem == defect.look, notes


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
def test_a_defect_is_repaired_or_refused_with_a_note(name, quick):
    assert_graded_correctly(name, *quick)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", [name for name in DEFECTS if name not in QUICK])
def test_every_defect_is_repaired_or_refused_with_a_note(name, whole):
    assert_graded_correctly(name, *whole)


@pytest.mark.slow
def test_the_rest_of_the_class_is_not_affected(quick):
    found, rows = quick
    for student in ("ada", "zoe"):
        assert (found[student].data["score"], found[student].data["notes"]) == (FULL, [])
        assert sum(rows[student].values()) == FULL


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nbgraders_own_autograder_gives_the_same_result(tmp_path):
    names = [*QUICK, "utf_16", "format-3", "a_folder", "not_json", "another_lesson", "too_large"]
    found, rows = graded_class(tmp_path, names)
    shutil.rmtree(tmp_path / "autograded")
    (tmp_path / "gradebook.db").unlink()
    make_release(LESSON, tmp_path)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("nbgrader")), "autograde", LESSON],
        env=os.environ | {"LWG_COURSE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert rows_of(tmp_path, found) == rows
    for student, result in found.items():
        path = notebook_path(tmp_path / "autograded" / student, LESSON)
        score = nbformat.read(path, as_version=4).metadata[SCORE]
        assert score["notes"] == result.data["notes"]
