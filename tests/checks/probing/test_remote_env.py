"""A stand-in for scripted episodes plays like the environment behind it; its own log is nothing."""

import functools

import numpy as np
import pytest

from checks.probing import remote
from checks.probing.remote_env import EpisodeHost, RemoteEnv, environment, note_seen
from checks.probing.scripted import (
    PATIENCE,
    NeverResetError,
    NoObservationError,
    RanPastTheEnd,
    ScriptedEnv,
)

CASE = {"episodes": [[1.0, 2.0, 4.0]], "ending": "truncated", "seed": 7}


@pytest.fixture
def host(monkeypatch):
    host = EpisodeHost(CASE)
    monkeypatch.setattr(remote, "call", host.answer)
    return host


def without_script(case):
    return {name: value for name, value in case.items() if name not in EpisodeHost.secret}


def test_a_case_without_its_script_makes_a_stand_in(host):
    assert isinstance(environment(CASE), ScriptedEnv)
    env = environment(without_script(CASE))
    assert isinstance(env, RemoteEnv)
    assert not any("1.0" in repr(value) for value in vars(env).values())


def test_it_plays_like_the_environment_itself(host):
    first, second = environment(CASE), environment(without_script(CASE))
    assert first.action_space == second.action_space
    assert first.observation_space == second.observation_space
    np.testing.assert_array_equal(first.reset(seed=3)[0], second.reset(seed=3)[0])
    for action in (1, 0, 1):
        ours, theirs = first.step(action), second.step(action)
        np.testing.assert_array_equal(ours[0], theirs[0])
        assert ours[1:] == theirs[1:]


def test_the_log_is_the_hosts(host):
    env = environment(without_script(CASE))
    env.reset(seed=3)
    for _ in range(4):
        env.step(1)
    env.late_steps, env.resets = 0, lambda: [99]
    assert host.log() == {
        "resets": [3],
        "actions": [1, 1, 1, 1],
        "late_steps": 1,
        "seen": None,
    }


def test_what_the_environment_raises_is_raised_by_the_stand_in(host):
    env = environment(without_script(CASE))
    with pytest.raises(NeverResetError):
        env.step(0)
    env.reset()
    for _ in range(len(CASE["episodes"][0]) + PATIENCE):
        env.step(0)
    with pytest.raises(RanPastTheEnd):
        env.step(0)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        {},
        {"do": "reset"},
        {"do": "step", "thing": 9, "action": 0},
        {"do": "step", "thing": "0", "action": 0},
        {"do": "policy", "observation": 3},
        {"do": "policy", "observation": np.zeros(10**6)},
        {"do": "__class__"},
    ],
    ids=lambda asked: repr(asked)[:40],
)
def test_whatever_is_asked_is_answered_and_never_raises(asked):
    reply = EpisodeHost(CASE).answer(asked)
    assert reply["result"] is None
    assert set(reply["raised"]) == {"type", "text", "line"}


def test_the_log_keeps_nothing_large():
    host = EpisodeHost(CASE)
    host.answer({"do": "make"})
    host.answer({"do": "reset", "thing": 0, "seed": None})
    for action in (np.zeros(10**6), "x" * 10**6, [[0] * 10**6], 2):
        host.answer({"do": "step", "thing": 0, "action": action})
    assert [type(action) for action in host.log()["actions"]] == [dict, dict, dict, int]
    assert len(repr(host.log())) < 1000


def test_a_policy_that_is_given_now_two_numbers_and_now_three_says_so(host):
    for policy in (
        lambda observation: remote.ask({"do": "policy", "observation": observation}),
        functools.partial(note_seen, []),
    ):
        assert policy(np.zeros(2)) == 1
        with pytest.raises(NoObservationError, match="3 number"):
            policy(np.zeros(3))
    assert host.log()["seen"].tolist() == [[0.0, 0.0]]
