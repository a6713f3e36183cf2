"""A stand-in for a function gives what the function gives, and the log is the host's."""

import itertools

import numpy as np
import pytest

from checks.lesson_05.probes import Hill, NotOneSampleError
from checks.lesson_06.probes import KnownFunction, NoParametersError
from checks.probing import remote
from checks.probing.objectives import (
    CalledTooOftenError,
    Objective,
    ObjectiveHost,
    RemoteObjective,
    logged,
    objective,
)

HILL = {
    "mu": np.zeros(2),
    "objective": {"top": np.array([3.0, -4.0]), "step": 0.0, "nan_above": 5.0, "limit": 4},
}
KNOWN = {"w": np.zeros(2), "objective": {"kind": "script", "values": [1.0, 2.0]}}
KINDS = [pytest.param(HILL, Hill, id="hill"), pytest.param(KNOWN, KnownFunction, id="known")]
TRIED = [np.zeros(2), np.array([1.0, 2.0]), np.array([6.0, 0.0]), np.zeros(2)]


def without_objective(case):
    return {name: value for name, value in case.items() if name not in ObjectiveHost.secret}


@pytest.fixture
def hosted(monkeypatch):
    """A host of a case, and as many stand-ins as it allows."""

    def start(case, kind, most=1):
        host = ObjectiveHost(case, kind, most)
        monkeypatch.setattr(remote, "call", host.answer)
        return host, [objective(without_objective(case), kind) for _ in range(most)]

    return start


@pytest.mark.parametrize(("case", "kind"), KINDS)
def test_a_stand_in_gives_what_the_function_gives_and_does_not_know_it(case, kind, hosted):
    host, (stand_in,) = hosted(case, kind)
    assert isinstance(stand_in, RemoteObjective)
    here = objective(case, kind)
    assert isinstance(here, Objective)
    np.testing.assert_array_equal([stand_in(t) for t in TRIED], [here(t) for t in TRIED])
    assert stand_in.log() == {}
    for name, values in here.log().items():
        np.testing.assert_array_equal(host.log()[name], values)
    assert not any(isinstance(value, (dict, np.ndarray)) for value in vars(stand_in).values())


@pytest.mark.parametrize(("case", "kind"), KINDS)
def test_every_run_has_a_log_of_its_own(case, kind, hosted):
    host, functions = hosted(case, kind, most=3)
    for count, f in enumerate(functions):
        for theta in TRIED[:count]:
            f(theta)
    log = host.log() | logged(functions) | host.log()
    counts = [len(part["values"]) for part in (log, *log["others"])]
    assert counts == [0, 1, 2]
    assert log["thetas"].shape == (0, 2)


def test_what_is_no_vector_is_refused_before_it_is_sent(hosted):
    host, (hill,) = hosted(HILL, Hill)
    with pytest.raises(NotOneSampleError):
        hill(np.zeros((4, 2)))
    assert hill([3.0, -4.0]) == 0.0
    _, (known,) = hosted(KNOWN, KnownFunction)
    with pytest.raises(NoParametersError):
        known([3.0, -4.0])
    assert host.log()["thetas"].tolist() == [[3.0, -4.0]]


def test_the_limit_is_the_hosts(hosted):
    host, (hill,) = hosted(HILL, Hill)
    for _ in range(4):
        hill(np.zeros(2))
    with pytest.raises(CalledTooOftenError):
        hill(np.zeros(2))
    assert len(host.log()["values"]) == 4


@pytest.mark.parametrize(
    "theta",
    [None, "x", 2**63, [0.0, 0.0], np.zeros(10**6), np.zeros((2, 0)), {"__array__": 1}],
    ids=lambda theta: repr(theta)[:30],
)
@pytest.mark.parametrize(("case", "kind"), KINDS)
def test_the_log_keeps_no_more_than_vectors(case, kind, theta):
    host = ObjectiveHost(case, kind)
    host.answer({"do": "make"})
    for what, number in itertools.product(("call", "log", None), (0, -1, 1, "0")):
        reply = host.answer({"do": what, "thing": number, "theta": theta})
        assert reply["result"] is None
        assert set(reply["raised"]) == {"type", "text", "line"}
    assert host.log()["values"].size == 0


def test_a_host_that_was_never_asked_has_an_empty_log():
    log = ObjectiveHost(HILL, Hill).log()
    assert (log["thetas"].shape, log["values"].shape, log["others"]) == ((0, 2), (0,), [])
