"""Made-up environments pay what is written to whom they know, and the log is the host's."""

import gymnasium as gym
import numpy as np
import pytest

from checks.lesson_02.probes import learner_test
from checks.probing import remote
from checks.probing.made_up_learner import LearnerHost

CASE = {
    "environments": [
        {"id": "probe/Hen-v0", "optimal": 8.0, "returns": [8.0, 6.0], "unseeded": 1.0},
        {"id": "probe/Fox-v0", "optimal": 4.0, "returns": [2.0, 3.0], "unseeded": 0.5},
    ],
    "threshold": None,
}


def play(env, policy, seed):
    observation, _ = env.reset(seed=seed)
    total, over = 0.0, False
    while not over:
        observation, reward, terminated, truncated, _ = env.step(policy(observation))
        total += reward
        over = terminated or truncated
    return total


def returns(train, ids):
    found = []
    for env_id in ids:
        policy = train(env_id)
        env, other = gym.make(env_id), gym.make(env_id)
        other.reset(seed=5)
        found.append([env.unwrapped.optimal_return, *(play(env, policy, s) for s in (0, 1, None))])
        found[-1].append(play(env, lambda _: 0, 0))
    return found


def test_everything_is_recorded_alike_here_and_with_the_grader(monkeypatch):
    here, host = learner_test(CASE, returns), LearnerHost(CASE)
    monkeypatch.setattr(remote, "call", host.answer)
    there = learner_test({"threshold": None}, returns)
    assert not {"calls", "seeds"} & set(there)
    there |= host.log()
    assert here == there
    assert here["value"] == [[8.0, 8.0, 6.0, 1.0, 0.0], [4.0, 2.0, 3.0, 0.5, 0.0]]
    assert here["calls"] == ["probe/Hen-v0", "probe/Fox-v0"]
    assert here["seeds"] == [[5, 0, 1, None, 0]] * 2
    assert "probe/Hen-v0" not in gym.registry


def test_the_environments_go_even_if_their_player_fails(monkeypatch):
    record = learner_test(CASE, lambda train, ids: 1 / 0)
    assert record["raised"]["type"] == "ZeroDivisionError"
    assert "probe/Fox-v0" not in gym.registry


@pytest.mark.parametrize(
    "asked",
    [
        None,
        {"do": "make"},
        {"do": "open", "place": 2},
        {"do": "open", "place": "0"},
        {"do": "reset", "thing": 0, "seed": "x"},
        {"do": "reset", "thing": 0, "seed": [0] * 1000},
        {"do": "step", "thing": 1, "action": 1},
    ],
    ids=repr,
)
def test_whatever_is_asked_is_answered_and_never_raises(asked):
    host = LearnerHost(CASE)
    host.answer({"do": "open", "place": 0})
    reply = host.answer(asked)
    assert reply["result"] is None
    assert set(reply["raised"]) == {"type", "text", "line"}
    assert len(repr(host.log())) < 100


def test_the_log_keeps_nothing_large_and_ends():
    host = LearnerHost(CASE)
    for large in (np.zeros(10**6), "x" * 10**6, [0] * 10**5):
        host.answer({"do": "train", "env_id": large})
    assert len(repr(host.log())) < 1000
    host.uses = host.MOST_USES - 2
    replies = [host.answer({"do": "train", "env_id": 1}) for _ in range(9)]
    assert [reply["raised"] is None for reply in replies] == [True, True] + 7 * [False]
