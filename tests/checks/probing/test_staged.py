"""Tasks on a stage keep to their script, and every wait is seen.

The ids begin with a lesson's number: tests that start Ray run in one process (side_by_side.py).
"""

import numpy as np
import pytest
import ray

from checks.probing import remote
from checks.probing.ray_tasks import class_below, is_actor_class, is_remote
from checks.probing.staged import Means, MeansHost, Recorder, RemoteMeans, Stage, numbered_policy
from helpers.ray_start import start_ray

MEANS, ORDER = [5.0, 9.0, 7.0], [2, 0, 1]


def notebook(code):
    """The function `search` of a notebook that holds this code, and its names."""
    names = {"__name__": "__main__", "task": "the notebook's own"}
    exec("import ray\n" + code, names)
    return names["search"], names


IN_ORDER = """
def search():
    return ray.get([task.remote(3, seed) for seed in (10, 20, 30)])
"""
AS_THEY_COMPLETE = """
from ray import get as fetch, wait as pause
def search():
    pending, found = [task.remote(3, seed=seed) for seed in (10, 20, 30)], []
    while pending:
        (ref,), pending = pause(pending)
        found.append(fetch(ref))
    return found
"""
TWO_AT_A_TIME = """
def search():
    refs = [task.options(num_cpus=1).remote(3, seed) for seed in (10, 20, 30)]
    ready, rest = ray.wait(refs, num_returns=2)
    return [ray.get(ready), ray.get(rest)]
"""
ONE_BY_ONE = """
def search():
    return [ray.get(task.remote(3, seed)) for seed in (10, 20, 30)]
"""


def played(code):
    start_ray()
    search, names = notebook(code)
    really = ray.get, ray.wait
    stage = Stage(Means(MEANS), ORDER)
    with stage.used_by(search, "task"):
        value = search()
    assert (ray.get, ray.wait) == really
    assert names["task"] == "the notebook's own"
    assert names.get("fetch", ray.get) is ray.get
    return stage, value


def means(value):
    return [mean for mean, _ in value]


@pytest.mark.parametrize(
    ("code", "expected", "before"),
    [
        pytest.param(IN_ORDER, [5.0, 9.0, 7.0], 3, id="04-in-order"),
        pytest.param(AS_THEY_COMPLETE, [7.0, 5.0, 9.0], 3, id="04-as-they-complete"),
        pytest.param(ONE_BY_ONE, [5.0, 9.0, 7.0], 1, id="04-one-by-one"),
    ],
)
def test_results_come_in_the_order_of_the_script_and_the_first_wait_is_seen(code, expected, before):
    stage, value = played(code)
    assert means(value) == expected
    assert stage.before_waiting == before
    assert stage.calls == stage.means.log()["calls"] == [(3, 10), (3, 20), (3, 30)]


@pytest.mark.parametrize("code", [pytest.param(TWO_AT_A_TIME, id="04-two")])
def test_two_at_a_time_are_the_first_two_of_the_script_in_the_order_asked_for(code):
    ready, rest = played(code)[1]
    assert (means(ready), means(rest)) == ([5.0, 7.0], [9.0])


@pytest.mark.parametrize("number", [pytest.param(2, id="04-number")])
def test_a_policy_tells_its_task(number):
    _, value = played(IN_ORDER)
    assert all((array == number).all() for array in value[number][1].values())
    assert numbered_policy(number).keys() == value[number][1].keys()


@pytest.mark.parametrize(
    "code", [pytest.param("def search():\n    return task(3, 10)\n", id="04-direct")]
)
def test_a_task_cannot_be_called_directly(code):
    with pytest.raises(TypeError, match="cannot be called directly"):
        played(code)


@pytest.mark.parametrize("code", [pytest.param(IN_ORDER, id="04-recorded")])
def test_a_recorder_hands_the_tasks_on_and_notes_their_seeds(code):
    start_ray()
    search, names = notebook(
        "@ray.remote\ndef task(num_rollouts, seed):\n    return num_rollouts + seed\n" + code
    )
    recorder = Recorder(search, "task")
    with recorder.used_by(search, "task"):
        assert search() == [13, 23, 33]
    assert [seed for _, seed in recorder.calls] == [10, 20, 30]
    assert is_remote(names["task"])
    assert not is_remote(search)


def test_a_class_of_actors_is_known_and_so_is_the_class_below_it():
    class Player:
        pass

    assert is_actor_class(ray.remote(Player))
    assert not is_actor_class(Player)
    assert class_below(ray.remote(num_cpus=0)(Player)) is Player


def test_a_stand_in_hands_out_the_means_one_by_one_and_the_host_has_the_log(monkeypatch):
    host = MeansHost({"means": MEANS})
    monkeypatch.setattr(remote, "call", host.answer)
    here, there = Means(MEANS), RemoteMeans()
    for seed in range(5):
        assert there.submitted(3, np.int64(seed)) == here.submitted(3, seed)
    assert there.log() == {}
    assert host.log() == here.log()


def test_the_hosts_log_keeps_nothing_large_and_ends():
    host = MeansHost({"means": MEANS})
    host.answer({"do": "make"})
    for given in (["x" * 10**6, [0] * 10**5], [np.zeros(10**6), {}], [1], None):
        host.answer({"do": "submit", "thing": 0, "given": given})
    assert len(repr(host.log())) < 500
    asked = {"do": "submit", "thing": 0, "given": [1, 2]}
    raised = [host.answer(asked)["raised"] for _ in range(MeansHost.MOST_TASKS)]
    assert raised.count(None) == MeansHost.MOST_TASKS - 2
