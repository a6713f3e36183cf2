"""Jobs are done here or on Ray, with the same outcome, and a failure is told as whose it is."""

import pytest
from handins import solved, with_answer

from grading import workers
from grading.errors import CourseError
from grading.limits import Limits
from grading.scoring import cells_to_run
from grading.workers import Here, Job, OnRay, crew_for, do

LESSON = "01_rollouts"
STUB = "def cartpole_policy(state):\n    raise NotImplementedError\n"


def job(student="ada", lesson=LESSON):
    cells = cells_to_run(with_answer(solved(LESSON), "cartpole_policy", STUB))
    return Job(student, lesson, cells, seed=1, limits=Limits())


def test_few_jobs_are_done_here_and_many_on_ray():
    def kind(jobs, number, address=None, uses_ray=False):
        return type(crew_for(jobs, number, address, uses_ray=uses_ray))

    assert kind(workers.FEW, 2) is Here
    assert kind(workers.FEW + 1, 2) is OnRay
    assert kind(500, 1) is Here
    assert kind(1, 1, "192.0.2.7:6379") is OnRay
    # Two processors for each: on two, one at a time.
    assert kind(500, 2, uses_ray=True) is Here
    assert kind(500, 4, uses_ray=True) is OnRay


def test_a_job_done_here_is_told_once():
    with Here() as crew:
        crew.submit(job())
        (done,) = crew.finished()
        assert list(crew.finished()) == []
    assert (done.student, done.error) == ("ada", None)
    assert done.scored.data["score"] == 8


def test_an_error_of_the_judges_is_told_and_is_not_the_machines(monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("in a judge")

    monkeypatch.setattr(workers, "score_cells", fail)
    done = do(job())
    assert done.scored is None
    assert not done.ours
    assert "ZeroDivisionError: in a judge" in done.error


def test_an_error_of_the_machine_names_the_machine(monkeypatch):
    def fail(*_, **__):
        raise CourseError("no room")

    monkeypatch.setattr(workers, "score_cells", fail)
    done = do(job())
    assert done.ours
    assert "no room" in done.error


def test_an_address_where_no_cluster_is_ends_in_one_line():
    with pytest.raises(CourseError, match="no Ray cluster") as caught, OnRay(2, "127.0.0.1:1"):
        pass
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_on_ray_the_outcome_is_that_of_here():
    expected = do(job())
    students = [f"s{number}" for number in range(12)]
    found = {}
    with OnRay(2) as crew:
        crew._ready()
        for student in students:
            crew.submit(job(student))
        assert not crew._done
        while len(found) < len(students):
            found |= {done.student: done for done in crew.finished()}
    assert sorted(found) == sorted(students)
    assert all(done.scored == expected.scored for done in found.values())
