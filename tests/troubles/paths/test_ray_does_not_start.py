"""ray-project/ray#30650: Ray's node does not start, and every cell that needs it fails.

That is the machine's fault: no points are decided, and one line says why. A student who raises the
same error where Ray works gets what the answers earn.
"""

import nbformat
import pytest
from handins import solved
from nbformat.v4 import new_code_cell

from checks.lessons import load_lesson
from grading.cli.check_own import check_own
from grading.errors import CourseError
from grading.lessons.reference import load_reference
from grading.sandbox import child_process
from grading.sandbox.limits import Limits
from grading.scoring.jobs import Job, cells_to_run
from grading.scoring.notebook import score_job, score_notebook

pytestmark = pytest.mark.slow
LESSON, EXERCISE = "04_random_search", "evaluate_random_policy"


def with_cells(first=(), last=()):
    made = solved(LESSON)
    made.cells[1:1] = map(new_code_cell, first)
    made.cells += map(new_code_cell, last)
    return made


def scored(notebook, **limits):
    return score_notebook(
        load_lesson(LESSON),
        notebook,
        seed=3,
        reference=load_reference(LESSON),
        limits=Limits(**limits),
        only=lambda exercise: exercise.name == EXERCISE,
    )


@pytest.fixture
def no_ray(monkeypatch):
    """Keep Ray from starting in the processes of students."""
    whole = child_process.student_environment
    # Ray reads its token before it starts anything.
    broken = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN_PATH": "/nowhere/token"}
    monkeypatch.setattr(child_process, "student_environment", lambda path: whole(path) | broken)


def test_no_points_are_decided(no_ray):
    with pytest.raises(CourseError, match=r"^Ray cannot start here \([^\n]+\); [^\n]+$"):
        scored(with_cells())


def test_the_check_of_ones_own_notebook_says_so(no_ray, tmp_path):
    path = tmp_path / f"{LESSON}.ipynb"
    nbformat.write(with_cells(), path)
    with pytest.raises(CourseError, match=r"^Ray cannot start here \([^\n]+\); [^\n]+$"):
        check_own("4", path)


def test_grading_a_class_blames_the_machine(no_ray):
    job = Job("ada", LESSON, cells_to_run(with_cells()), seed=3, limits=Limits())
    result = score_job(job)
    assert result.scored is None
    assert result.machine_failed
    assert "Ray cannot start here" in result.error


OWN = {
    "an error of the same name": "from helpers.ray_start import RayStartError\n"
    "raise RayStartError('Ray cannot start here')",
    "Ray is shut down": "ray.shutdown()",
    "Ray is started again": "ray.shutdown()\nray.init()",
}


@pytest.mark.parametrize("own", OWN)
def test_what_a_student_does_below(own):
    score = scored(with_cells(last=[OWN[own]]))
    assert score.points == score.max, score


ABOVE = {
    "an address of a cluster": "import os\nos.environ['RAY_ADDRESS'] = '127.0.0.1:6379'",
    "a folder that is not there": "import os\nos.environ['RAY_TMPDIR'] = '/nowhere/at/all'",
    "an own start": "import ray\nray.init(num_cpus=2, ignore_reinit_error=True)",
}


@pytest.mark.parametrize("above", ABOVE)
def test_what_a_student_does_above(above):
    score = scored(with_cells(first=[ABOVE[above]]))
    assert score.points == score.max, score


LEFT_RUNNING = {
    "tasks": "@ray.remote\ndef slow():\n    import time\n    time.sleep(600)\n"
    "refs = [slow.remote() for _ in range(8)]",
    "actors": "@ray.remote(num_cpus=1)\nclass Worker:\n    def ready(self):\n        return True\n"
    "workers = [Worker.remote() for _ in range(4)]\nray.get(workers[0].ready.remote())",
}


@pytest.mark.parametrize("left", LEFT_RUNNING)
def test_what_a_student_leaves_running_below(left):
    score = scored(with_cells(last=[LEFT_RUNNING[left]]), probe=20.0)
    assert score.points == score.max, score
    assert "was in its way" in " ".join(score.notes)
