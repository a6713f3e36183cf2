"""Made-up methods return what is written, and their log says who called them with what."""

import numpy as np
import pytest

from checks.lesson_10.probes import comparison
from checks.probing import remote
from checks.probing.made_up_methods import Methods, MethodsHost

CASE = {
    "methods": [
        {"name": "walk", "scores": [1.0, 2.0], "steps": [10, 20], "seconds": [0.0, 0.03]},
        {"name": "jump", "scores": [3.0, 4.0], "steps": [30, 40], "seconds": [0.0, 0.0]},
    ],
    "seeds": [7, 9],
    "env_id": "CartPole-v1",
    "budget": 99,
}


def compare(methods, env_id, budget, seeds):
    return [[list(method(env_id, budget, s)) for s in seeds] for method in methods.values()]


def test_a_comparison_is_recorded_alike_here_and_with_the_grader(monkeypatch):
    here, host = comparison(CASE, compare), MethodsHost(CASE)
    monkeypatch.setattr(remote, "call", host.answer)
    sent = {name: value for name, value in CASE.items() if name not in host.secret}
    there = comparison(sent, compare)
    assert not {"calls", "lasted"} & set(there)
    there |= host.log()
    assert here["value"] == there["value"] == [[[1.0, 10], [2.0, 20]], [[3.0, 30], [4.0, 40]]]
    assert here["calls"] == there["calls"]
    assert here["calls"][1] == ["walk", "CartPole-v1", 99, 9]
    for record in (here, there):
        assert [len(record["lasted"][name]) for name in ("walk", "jump")] == [2, 2]
        assert record["lasted"]["walk"][1] >= 0.03


@pytest.mark.parametrize(
    "given",
    [None, [], ["swim", "x", 1, 7], ["walk"], [["walk"], 0, 0, 0], ["walk", 1, 2, 3, 4]],
    ids=repr,
)
def test_what_is_no_call_is_not_in_the_log(given):
    host = MethodsHost(CASE)
    host.answer({"do": "make"})
    assert host.answer({"do": "run", "thing": 0, "given": given})["raised"] is not None
    assert host.log()["calls"] == []


def test_the_log_keeps_nothing_large_and_ends():
    host = MethodsHost(CASE)
    host.answer({"do": "make"})
    for large in ("x" * 10**6, np.zeros(10**6), [0] * 10**5):
        host.answer({"do": "run", "thing": 0, "given": ["jump", large, large, 7]})
    assert len(repr(host.log())) < 1000
    replies = [
        host.answer({"do": "run", "thing": 0, "given": ["jump", "x", 1, 7]}) for _ in range(600)
    ]
    assert sum(reply["raised"] is None for reply in replies) == MethodsHost.MOST_CALLS - 3
    assert len(host.log()["calls"]) == MethodsHost.MOST_CALLS


def test_a_seed_that_is_none_of_the_case_gives_the_first_result():
    assert Methods(CASE).run("jump", "x", 1, 8) == (3.0, 30)
