"""Grading a class is ten times as fast as nbgrader's own autograder, measured in the same run.

``LWG_CLASS=60`` sets the number of hand-ins, ``LWG_PEER=4`` how many of them nbgrader grades too.
Times are meaningful only on two idle cores; ``LWG_SPEED=1`` states that the machine has them.
"""

import os
import resource
import subprocess
import sys
import time

import gradebooks
import psutil
import pytest
from handins import hand_in, solved, with_answer
from idle import on_an_idle_machine
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from checks.lessons import load_lesson
from grading.gradebook.grade import grade
from grading.lessons.build import ensure_release
from grading.sandbox.bubblewrap import why_unavailable
from grading.sandbox.student_process import StudentProcess

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3000),
    pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}"),
]

LESSON = "01_rollouts"
CLASS, PEER = (
    int(os.environ.get(name, count)) for name, count in (("LWG_CLASS", 60), ("LWG_PEER", 4))
)
WRONG = "def discounted_return(rewards, gamma):\n    return 0.0\n"


def course_grade(course, *options):
    """Run `course grade` as an instructor would; return the process and the seconds it took."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", "grade", *options],
        env=os.environ | {"LWG_COURSE": str(course)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done, time.monotonic() - begin


@on_an_idle_machine
def test_ten_times_the_throughput_of_nbgraders_own_autograder(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for number in range(CLASS):
        right = solved(LESSON)
        notebook = with_answer(right, "discounted_return", WRONG) if number % 2 else right
        hand_in(ours, f"s{number:03}", LESSON, notebook)
        if number < PEER:
            hand_in(theirs, f"s{number:03}", LESSON, notebook)
    for course in (ours, theirs):
        ensure_release(LESSON, course)
    config = Config()
    config.CourseDirectory.root = str(theirs)
    api = NbGraderAPI(config=config)
    times = []
    for number in range(PEER):
        begin = time.monotonic()
        assert api.autograde(LESSON, f"s{number:03}")["success"]
        times.append(time.monotonic() - begin)
    done, seconds = course_grade(ours, "1")
    assert done.returncode == 0, done.stderr
    nbgrader, course = sum(times) / PEER, seconds / CLASS
    print(f"\nnbgrader {nbgrader:.2f} s per submission; course grade {course:.3f} s in total")
    print(f"{nbgrader / course:.1f} times the throughput (bar: 10), {CLASS} submissions")
    scores = {row["score"] for row in gradebooks.rows(ours, LESSON).values()}
    assert scores == {10, 9}
    assert nbgrader > 10 * course


@on_an_idle_machine
def test_a_lesson_with_ray_adds_little_to_the_students_own_training(tmp_path):
    lesson = "07_distributed_nes"
    hand_in(tmp_path, "ada", lesson, solved(lesson))
    ensure_release(lesson, tmp_path)
    training = 0.0
    probe = StudentProcess.probe

    def timed(self, request, *arguments):
        nonlocal training
        begin = time.monotonic()
        record = probe(self, request, *arguments)
        exercise = load_lesson(lesson).exercise(request["answers"][0])
        training += (time.monotonic() - begin) if exercise.slow else 0.0
        return record

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StudentProcess, "probe", timed)
        begin = time.monotonic()
        (result,) = grade(lesson, course=tmp_path)
        seconds = time.monotonic() - begin
    print(
        f"\nlesson 07: {seconds:.1f} s, of it {training:.1f} s the student's own training (bar: 8)"
    )
    assert result.data["score"] == result.data["max"]
    assert 0 < training < seconds < training + 8
    assert not [p for p in psutil.Process().children(recursive=True) if "raylet" in p.name()]


HOSTILE = {
    "endless": ("while True:\n    pass\n", 9),
    "crash": ("import os\nos._exit(3)\n", 9),
    "hungry": ("x = bytearray(2**33)\n", 9),
    "noisy": ("for _ in range(2000):\n    print('x' * 10**5)\n" + WRONG, 9),
    "forks": ("import os\nwhile True:\n    os.fork()\n", 9),
}


def test_a_class_with_broken_and_hostile_hand_ins_is_graded_in_bounded_memory(tmp_path):
    expected = {}
    for number in range(CLASS):
        notebook, score = solved(LESSON), 10
        if number % 10 == 3:
            kind = list(HOSTILE)[number // 10 % len(HOSTILE)]
            code, score = HOSTILE[kind]
            notebook = with_answer(notebook, "discounted_return", code)
        elif number % 20 == 7:
            notebook, score = b'{"cells": [' * 1000, 0
        expected[f"s{number:03}"] = score
        hand_in(tmp_path, f"s{number:03}", LESSON, notebook)
    ensure_release(LESSON, tmp_path)
    begin, found = time.monotonic(), {}
    for result in grade(LESSON, course=tmp_path, settings={"cell_seconds": 5.0}):
        found[result.student] = result.data["score"]
        if len(found) == CLASS // 2:
            half = _memory()
    seconds, end = time.monotonic() - begin, _memory()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(
        f"\n{CLASS} submissions in {seconds:.0f} s; the driver used {half:.0f} MiB halfway, "
        f"{end:.0f} MiB at the end, at most {peak:.0f} MiB (bar: 1024)"
    )
    assert found == expected
    assert {s: row["score"] for s, row in gradebooks.rows(tmp_path, LESSON).items()} == expected
    assert end < half + 50
    assert peak < 1024


def _memory():
    return psutil.Process().memory_info().rss / 2**20
