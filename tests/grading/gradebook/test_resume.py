"""Whatever is killed at any moment, the next run grades the rest and the results are the same.

``LWG_KILLS=50`` tries more moments than the few that are tried by default.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress

import gradebooks
import psutil
import pytest
from clusters import two_nodes
from handins import hand_in, solved, untouched, with_answer

from grading.gradebook.grade import grade
from grading.lessons.build import ensure_release
from helpers.local_cluster import LocalCluster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]

LESSON = "01_rollouts"
KILLS = int(os.environ.get("LWG_KILLS", "4"))
STUDENTS = 10
STUB = "def cartpole_policy(state):\n    raise NotImplementedError\n"


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory):
    """Make a class with a broken file, a crash and an endless loop among the answers."""
    course = tmp_path_factory.mktemp("class")
    right = with_answer(solved(LESSON), "cartpole_policy", STUB)
    wrong = with_answer(
        right, "discounted_return", "def discounted_return(r, g):\n    return 0.0\n"
    )
    odd = {
        2: b"{ no notebook",
        3: untouched(LESSON),
        5: with_answer(right, "discounted_return", "import os\nos._exit(3)\n"),
        7: with_answer(right, "discounted_return", "while True:\n    pass\n"),
    }
    for number in range(STUDENTS):
        notebook = odd.get(number, wrong if number % 2 else right)
        hand_in(course, f"student{number}", LESSON, notebook)
    ensure_release(LESSON, course)
    (course / "grading_seed").write_text("7\n")
    return course


def start(course, *options, stderr=subprocess.DEVNULL):
    command = [
        sys.executable,
        "-m",
        "grading.cli.main",
        "grade",
        "1",
        "--json",
        "--cell-seconds",
        "2",
    ]
    return subprocess.Popen(
        [*command, *options],
        env=os.environ | {"LWG_COURSE": str(course)},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    )


def finish(course, *options):
    """Grade the rest of the class and return its state."""
    process = start(course, *options)
    lines = [json.loads(line) for line in process.communicate(timeout=600)[0].splitlines()]
    assert process.returncode == 1
    assert sorted(line["student"] for line in lines) == sorted(gradebooks.rows(course, LESSON))
    assert len(lines) == STUDENTS
    return state(course)


def state(course):
    assert not list(course.rglob("*.new"))
    return gradebooks.rows(course, LESSON), gradebooks.notebooks(course, LESSON)


@pytest.fixture(scope="module")
def undisturbed(ungraded, tmp_path_factory):
    course = shutil.copytree(ungraded, tmp_path_factory.mktemp("undisturbed") / "class")
    begin = time.monotonic()
    found = finish(course, "--workers", "1")
    return found, time.monotonic() - begin


def family(process):
    with suppress(psutil.Error):
        return psutil.Process(process.pid).children(recursive=True)
    return []


def _confines(process):
    with suppress(psutil.Error):
        return "bwrap" in process.cmdline() or "grading.sandbox.inside.zygote" in process.cmdline()
    return False


def gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=30)
    return not [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("place", ["one at a time", "two at a time", "on Ray"])
def test_a_killed_driver_loses_nothing_and_leaves_no_process(
    ungraded, undisturbed, place, tmp_path
):
    expected, seconds = undisturbed
    draw = random.Random(place)
    course = shutil.copytree(ungraded, tmp_path / "class")
    started = []
    with LocalCluster(nodes=1, cpus=2) if place == "on Ray" else nullcontext() as cluster:
        options = {
            "one at a time": ("--workers", "1"),
            "two at a time": ("--workers", "2"),
            "on Ray": ("--ray-address", cluster and cluster.address),
        }[place]
        for number in range(KILLS):
            process = start(course, *options)
            with suppress(subprocess.TimeoutExpired):
                process.wait(draw.uniform(0, seconds))
            started += family(process)
            sandboxes = [child for child in family(process) if _confines(child)]
            process.kill()
            process.communicate()
            assert gone(sandboxes)
            done = len(list((course / "autograded").glob("*"))) if number else 0
            if done == STUDENTS:
                assert finish(course, "--workers", "1") == expected
                shutil.rmtree(course)
                shutil.copytree(ungraded, course)
        assert finish(course, "--workers", "1") == expected
    assert gone(started), [process for process in started if process.is_running()]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_says_so_and_the_next_grades_the_rest(
    ungraded, undisturbed, workers, tmp_path
):
    course = shutil.copytree(ungraded, tmp_path / "class")
    process = start(course, "--workers", workers, stderr=subprocess.PIPE)
    process.stdout.readline()
    started = family(process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.splitlines()[-1].startswith("course: interrupted; all results so far are")
    assert "Traceback" not in said
    assert gone(started)
    assert finish(course, "--workers", "1") == undisturbed[0]


def test_a_second_run_grades_only_the_rest(ungraded, undisturbed, tmp_path):
    course = shutil.copytree(ungraded, tmp_path / "class")
    process = start(course, "--workers", "1")
    for _ in range(3):
        process.stdout.readline()
    process.kill()
    process.communicate()
    times = {p: p.stat().st_mtime_ns for p in (course / "autograded").rglob("*.ipynb")}
    assert 3 <= len(times) < STUDENTS
    assert finish(course, "--workers", "1") == undisturbed[0]
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_killed_workers_lose_nothing(ungraded, undisturbed, tmp_path):
    draw = random.Random(3)
    course, left = tmp_path / "class", KILLS
    while left > 0:
        shutil.rmtree(course, ignore_errors=True)
        shutil.copytree(ungraded, course)
        killed = _kill_workers(course, min(left, 8), draw)
        assert killed
        assert finish(course, "--workers", "1") == undisturbed[0]
        left -= killed


def _kill_workers(course, most, draw):
    """Grade a class while killing workers, and return how many were killed."""
    killed = 0
    with LocalCluster(nodes=1, cpus=2) as cluster:
        process = start(course, "--ray-address", cluster.address)
        while process.poll() is None and killed < most:
            workers = [p for p in psutil.Process().children(recursive=True) if _works(p)]
            if workers:
                time.sleep(draw.uniform(0, 2))
                with suppress(psutil.Error):
                    draw.choice(workers).send_signal(signal.SIGKILL)
                    killed += 1
            time.sleep(0.2)
        process.communicate(timeout=600)
    return killed


def _works(process):
    with suppress(psutil.Error):
        return process.name().startswith("ray::do")
    return False


def test_a_killed_node_loses_nothing(ungraded, undisturbed, tmp_path):
    course = shutil.copytree(ungraded, tmp_path / "class")
    with two_nodes() as cluster:
        process = start(course, "--ray-address", cluster.address)
        lines = [json.loads(process.stdout.readline())]
        cluster.kill(1)
        lines += [json.loads(line) for line in process.communicate(timeout=600)[0].splitlines()]
        assert process.returncode == 1
    assert len(lines) == STUDENTS
    assert not [line for line in lines if "grade again" in " ".join(line["notes"])]
    assert state(course) == undisturbed[0]


def test_the_order_of_completion_does_not_matter(ungraded, undisturbed, tmp_path):
    course = shutil.copytree(ungraded, tmp_path / "class")
    settings = {"cell_seconds": 2.0}
    names = [f"student{number}" for number in range(STUDENTS)]
    for student in random.Random(5).sample(names, STUDENTS):
        list(grade(LESSON, [student], course=course, settings=settings))
    assert state(course) == undisturbed[0]
