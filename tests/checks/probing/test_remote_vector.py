"""A stand-in for a vector environment plays like the one behind it, and the log is the host's."""

from functools import partial

import gymnasium as gym
import numpy as np
import pytest

from checks.lesson_09.probes import PlayHost, batch, scripted
from checks.probing import remote
from checks.probing.remote_vector import RemoteVectorEnv, SteppedTooOftenError, VectorHost
from checks.probing.scripted import NeverResetError
from checks.probing.scripted_vector import InvalidActionsError

CASE = {
    "rewards": [[5.0], [1.0, 2.0, 3.0]],
    "truncated": [True, False],
    "num_actions": 3,
    "certain": np.array([[2, 0, 0], [0, 1, 2]]),
    "seed": 4,
}
ACTIONS = np.array([2, 1])


def host_of(case, **more):
    return VectorHost(case, scripted, ("rewards", "truncated"), **more)


@pytest.fixture
def hosted(monkeypatch):
    """A host, which the stand-ins that are made ask from now on."""

    def start(host):
        monkeypatch.setattr(remote, "call", host.answer)
        return host

    return start


def test_it_plays_like_the_environment_itself(hosted):
    host = hosted(host_of(CASE))
    here, there = scripted(CASE), RemoteVectorEnv()
    assert (there.num_envs, there.metadata) == (here.num_envs, here.metadata)
    for kind in ("observation_space", "action_space"):
        assert getattr(there, kind) == getattr(here, kind)
        assert getattr(there, f"single_{kind}") == getattr(here, f"single_{kind}")
    np.testing.assert_array_equal(here.reset(seed=3)[0], there.reset(seed=3)[0])
    for _ in range(6):
        for ours, theirs in zip(here.step(ACTIONS)[:4], there.step(ACTIONS)[:4], strict=True):
            np.testing.assert_array_equal(ours, theirs)
            assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(host.log().pop("taken"), here.log().pop("taken"))
    assert host.log()["seeds"] == [3]
    assert there.log() == {}


def test_what_the_environment_raises_is_raised_by_the_stand_in(hosted):
    hosted(host_of(CASE))
    env = RemoteVectorEnv()
    with pytest.raises(NeverResetError):
        env.step(ACTIONS)
    env.reset(seed=0)
    for wrong in ([1], np.array([3, 0]), np.array([0.5, np.nan]), {"a": 1}, None):
        with pytest.raises(InvalidActionsError):
            env.step(wrong)
    with pytest.raises(gym.error.Error, match="Seed"):
        env.reset(seed=np.int64(3))


def test_nobody_uses_it_without_end(hosted):
    hosted(host_of(CASE, uses=10))
    env = RemoteVectorEnv()
    for _ in range(9):
        env.reset(seed=0)
    with pytest.raises(SteppedTooOftenError):
        env.reset(seed=0)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        {"do": "step", "thing": 0},
        {"do": "step", "thing": 0, "actions": np.zeros((10**6, 2))},
        {"do": "step", "thing": 0, "actions": [["x"] * 10] * 1000},
        {"do": "reset", "thing": 0, "seed": "x"},
        {"do": "reset", "thing": 1, "seed": 0},
        {"do": "predict", "thing": 0, "states": np.zeros((10**5, 3))},
        {"do": "predict", "thing": 0, "states": np.full((1, 3), 1e300)},
        {"do": "predict", "thing": 2, "states": np.zeros((1, 3))},
        {"do": "predict", "thing": 0, "states": None},
    ],
    ids=lambda asked: repr(asked)[:50],
)
def test_whatever_is_asked_is_answered_and_hardly_anything_kept(asked):
    host = PlayHost(CASE, most=2)
    host.answer({"do": "make"})
    host.answer({"do": "reset", "thing": 0, "seed": None})
    reply = host.answer(asked)
    assert reply["result"] is None
    assert set(reply["raised"]) == {"type", "text", "line"}
    assert host.log()["taken"] is None
    assert sum(map(np.size, host.log()["asked"])) <= 3


def one_step(predict_proba, env, rng):
    states, _ = env.reset(seed=int(rng.integers(2**31)))
    actions = predict_proba(states).argmax(axis=1)
    env.step(actions)
    return states, actions


def test_a_batch_is_recorded_alike_here_and_with_the_grader(hosted):
    here = batch(CASE, one_step)
    host = hosted(PlayHost(CASE))
    sent = {name: value for name, value in CASE.items() if name not in host.secret}
    there = batch(sent, one_step)
    assert there["asked"] == []
    there |= host.log()
    for name in ("taken", "asked", "seeds"):
        np.testing.assert_array_equal(here[name], there[name])
    assert here["taken"].tolist() == [[2, 0]]


def test_each_run_has_its_own_log(hosted):
    host = hosted(PlayHost(CASE, most=2))
    sent = {name: value for name, value in CASE.items() if name not in host.secret}
    for play in (partial(batch, sent), partial(batch, sent)):
        play(one_step)
    assert [len(predictor.asked) for predictor in host.predictors] == [1, 1]
    assert len(host.log()["asked"]) == len(host.log()["taken"]) == 1
