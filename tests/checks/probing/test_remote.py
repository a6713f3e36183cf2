"""Whatever a student's side asks of a host is answered, and is no more than the host allows."""

import time
from multiprocessing.pool import ThreadPool

import pytest

from checks.probing import remote
from checks.probing.remote import Host, ask, travels


@travels
class KnownError(RuntimeError):
    """An error that travels."""


class Cups(Host):
    """Cups that may be filled once."""

    def make(self):
        return []

    def use(self, asked):
        cup = self.things[asked["thing"]]
        if cup:
            raise KnownError("it is full")
        if asked["do"] == "break":
            raise OSError("broken")
        cup.append(asked["what"])
        return len(cup)


@pytest.fixture
def cups(monkeypatch):
    host = Cups({}, most=2)
    monkeypatch.setattr(remote, "call", host.answer)
    return host


def test_things_are_numbered_and_used_by_their_number(cups):
    assert [ask({"do": "make"}), ask({"do": "make"})] == [0, 1]
    assert ask({"do": "fill", "thing": 1, "what": "tea"}) == 1
    assert cups.things == [[], ["tea"]]


def test_nobody_makes_more_things_than_the_probe_does(cups):
    made = [cups.answer({"do": "make"}) for _ in range(50)]
    assert [reply["raised"] is None for reply in made] == [True, True] + 48 * [False]
    assert len(cups.things) == 2


def test_an_error_that_travels_comes_as_what_it_was_and_any_other_as_a_value_error(cups):
    number = ask({"do": "make"})
    with pytest.raises(ValueError, match="broken"):
        ask({"do": "break", "thing": number})
    ask({"do": "fill", "thing": number, "what": 1})
    with pytest.raises(KnownError, match="it is full"):
        ask({"do": "fill", "thing": number, "what": 1})


def test_threads_ask_one_after_the_other(monkeypatch):
    asking = []

    def call(what):
        asking.append(what)
        time.sleep(0.001)
        assert asking.pop() is what
        assert not asking
        return {"result": what, "raised": None}

    monkeypatch.setattr(remote, "call", call)
    with ThreadPool(4) as pool:
        assert pool.map(ask, range(40)) == list(range(40))


@pytest.mark.parametrize("asked", [None, [], {}, 3, {"do": 1}, {"do": "fill"}, {"thing": 0}])
def test_whatever_is_asked_is_answered_and_never_raises(cups, asked):
    reply = cups.answer(asked)
    assert reply["result"] is None
    assert set(reply["raised"]) == {"type", "text", "line"}
