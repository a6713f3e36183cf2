"""Threads and Ray give the same results, and an error says whether a machine is at fault."""

import sys

import pytest
import ray
from handins import solved, with_answer

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.sandbox import fork_server
from grading.sandbox.bubblewrap import hidden_by_tmpfs, why_unavailable
from grading.sandbox.limits import Limits
from grading.scoring import notebook, threads_or_ray
from grading.scoring.jobs import Job, cells_to_run
from grading.scoring.notebook import score_job, warm_up
from grading.scoring.on_ray import OnRay
from grading.scoring.threads import Threads
from grading.scoring.threads_or_ray import ThreadsOrRay

LESSON = "01_rollouts"
QUICK = load_lesson(LESSON)
STUB = "def cartpole_policy(state):\n    raise NotImplementedError\n"


def job(student="ada", limits=Limits()):  # noqa: B008
    cells = cells_to_run(with_answer(solved(LESSON), "cartpole_policy", STUB))
    return Job(student, LESSON, cells, seed=1, limits=limits)


@pytest.fixture(autouse=True)
def no_ray_of_other_tests():
    ray.shutdown()


@pytest.mark.parametrize("at_once", [1, 2])
def test_the_result_of_a_job_in_a_thread_is_returned_once(at_once):
    with Threads(score_job, at_once) as here:
        assert here.window == (1 if at_once == 1 else 3)
        here.submit(job())
        assert here.pending == 1
        (done,) = here.finished()
        assert here.pending == 0
        assert here.finished(0.01) == []
    assert (done.student, done.error) == ("ada", None)
    assert done.scored.data["score"] == 8


@pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}")
def test_two_threads_share_a_zygote_and_give_the_same_score():
    fork_server.end_zygotes()
    expected = score_job(job())
    with Threads(score_job, 2) as here:
        for number in range(4):
            here.submit(job(f"s{number}", Limits(confined=True)))
        found = [done for _ in range(4) for done in here.finished()]
    assert sorted(done.student for done in found) == ["s0", "s1", "s2", "s3"]
    assert all(done.scored == expected.scored for done in found)
    assert len(fork_server._zygotes) == (0 if hidden_by_tmpfs() else 1)


def test_ray_is_started_only_if_enough_work_remains(monkeypatch):
    begun = []
    monkeypatch.setattr(OnRay, "begin", lambda ray: begun.append(ray))
    monkeypatch.setattr(notebook, "score_cells", lambda *_, **__: 1 / 0)

    def grade(worth, workers, lesson=QUICK):
        begun.clear()
        monkeypatch.setattr(threads_or_ray, "WORTH_RAY", worth)
        with ThreadsOrRay(score_job, warm_up, lesson, Limits(), 4, workers) as scorers:
            for number in range(4):
                scorers.submit(job(f"s{number}"))
                list(scorers.finished())
        return bool(begun)

    assert grade(-1e9, 2)
    assert not grade(30.0, 2)
    assert not grade(-1e9, 1)
    # Each of these jobs needs two processors, so two processors score one at a time.
    assert not grade(-1e9, 2, load_lesson("07_distributed_nes"))
    assert grade(-1e9, 4, load_lesson("07_distributed_nes"))


@pytest.mark.parametrize(
    ("lesson", "workers", "window"),
    [
        (LESSON, 1, 1),
        (LESSON, 2, 4),
        ("05_cross_entropy_method", 2, 3),
        ("07_distributed_nes", 2, 1),
    ],
)
def test_one_more_quick_job_than_processors_is_scored_at_once(lesson, workers, window):
    with ThreadsOrRay(score_job, warm_up, load_lesson(lesson), Limits(), 9, workers) as scorers:
        assert scorers.window == window


def test_an_error_in_a_judge_is_reported_and_is_not_the_machines(monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("in a judge")

    monkeypatch.setattr(notebook, "score_cells", fail)
    done = score_job(job())
    assert done.scored is None
    assert not done.machine_failed
    assert "ZeroDivisionError: in a judge" in done.error


def test_an_error_of_the_machine_names_the_machine(monkeypatch):
    def fail(*_, **__):
        raise CourseError("no room")

    monkeypatch.setattr(notebook, "score_cells", fail)
    done = score_job(job())
    assert done.machine_failed
    assert "no room" in done.error


def test_an_address_without_a_cluster_is_an_error_of_one_line():
    scorers = ThreadsOrRay(score_job, warm_up, QUICK, Limits(), 9, 2, "127.0.0.1:1")
    with pytest.raises(CourseError, match="no Ray cluster") as caught, scorers:
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_switching_to_ray_returns_each_result_once_and_unchanged(monkeypatch):
    monkeypatch.setattr(threads_or_ray, "WORTH_RAY", -1e9)
    expected = score_job(job())
    left, found = [f"s{number}" for number in range(60)], {}
    with ThreadsOrRay(score_job, warm_up, QUICK, Limits(), 60, 2) as scorers:
        waiting = 0
        while left or waiting:
            while left and waiting < scorers.window:
                scorers.submit(job(left.pop()))
                waiting += 1
            for done in scorers.finished():
                assert done.student not in found
                found[done.student] = done
                waiting -= 1
            if not scorers._ray.ready(0) and len(left) < 20:
                scorers._ray.ready()
        assert scorers._ray.window == 4
    assert len(found) == 60
    assert all(done.scored == expected.scored for done in found.values())


def test_a_ray_that_exits_as_it_starts_is_an_error_and_does_not_hang(monkeypatch):
    monkeypatch.setattr("grading.scoring.on_ray.start_ray", lambda *_, **__: sys.exit(3))
    with OnRay(score_job, warm_up, 2) as scorers:
        scorers.begin()
        with pytest.raises(CourseError, match="use --workers 1"):
            scorers.ready(20)
