"""The wire carries plain data unchanged, and anything else is an error."""

import json
import socket
import threading
import time

import numpy as np
import pytest

from checks.compare import same
from grading.sandbox.inside import wire

MESSAGES = [
    None,
    True,
    -7,
    2.5,
    float("inf"),
    "text with ünïcode and \n",
    [],
    [1, [2, [3]]],
    (1, "two", (3.0,)),
    {"a": 1, "b": {"c": [None, False]}},
    {"__array__": [1, 2], "__tuple__": 3},
    {"__tuple__": "a key that the wire uses itself"},
    np.arange(6).reshape(2, 3),
    np.zeros((0, 4)),
    np.array(3.5),
    np.array([True, False]),
    {"arrays": [np.ones(3, np.float32), np.arange(4, dtype=np.uint8)], "n": (np.eye(2),)},
]


def pair():
    first, second = socket.socketpair()
    return first, second


@pytest.mark.parametrize("message", MESSAGES, ids=lambda m: repr(m)[:30])
def test_plain_data_comes_back_equal(message):
    first, second = pair()
    with first, second:
        wire.send(first, message)
        got = wire.receive(second, 5)
    assert type(got) is type(message)
    assert same(got, message, 0.0)


def test_a_nan_stays_a_nan():
    first, second = pair()
    with first, second:
        wire.send(first, {"x": float("nan"), "y": np.array([np.nan, 1.0])})
        got = wire.receive(second, 5)
    assert np.isnan(got["x"])
    assert np.isnan(got["y"][0])


def test_a_large_array_arrives_whole():
    array = np.random.default_rng(0).normal(size=(1000, 1000))
    first, second = pair()
    with first, second:
        sender = threading.Thread(target=wire.send, args=(first, array))
        sender.start()
        got = wire.receive(second, 10)
        sender.join()
    np.testing.assert_array_equal(got, array)


@pytest.mark.parametrize(
    "thing", [object(), {1: "key"}, {1, 2}, b"bytes", np.array(["text"]), np.array([object()])]
)
def test_data_that_is_not_plain_is_refused_before_it_is_sent(thing):
    with pytest.raises(wire.WireError):
        wire.encode(thing)


def test_a_message_nested_too_deeply_is_refused():
    deep = []
    for _ in range(wire.MAX_DEPTH + 2):
        deep = [deep]
    with pytest.raises(wire.WireError):
        wire.encode(deep)
    text = b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(wire.WireError):
        wire.decode(text, b"")


MALFORMED = [
    b"",
    b"{",
    b"\xff\xfe",
    b'{"__array__": 1}',
    b'{"__array__": ["float64", [1]]}',
    b'{"__array__": ["object", [0]]}',
    b'{"__array__": ["float64", [-1]]}',
    b'{"__array__": ["float64", [true]]}',
    b'{"__array__": ["float64", [1e3]]}',
    b'{"__array__": ["float64", [99999999999]]}',
    b'{"__array__": [["float64"], [0]]}',
    b'{"__array__": ["float64", [0, 0, 0, 0, 0, 0, 0, 0, 0]]}',
    b"[" + b"0," * 500_000 + b"0]",
]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda t: repr(t[:40]))
def test_a_malformed_message_is_a_typed_error(text):
    with pytest.raises(wire.WireError):
        wire.decode(text, b"")


def test_left_over_bytes_are_an_error():
    with pytest.raises(wire.WireError, match="left over"):
        wire.decode(b"1", b"12345678")


def test_a_head_that_announces_too_much_is_refused_before_anything_is_read():
    first, second = pair()
    with first, second:
        first.sendall(wire.HEAD.pack(2**32 - 1, 2**60))
        with pytest.raises(wire.WireError, match="too large"):
            wire.receive(second, 5)


def test_random_damage_is_an_error_or_a_message_never_another_exception():
    rng = np.random.default_rng(0)
    text = json.dumps({"id": 1, "record": {"__array__": ["float64", [2, 2]]}, "t": [1]}).encode()
    data = np.ones(4).tobytes()
    wire.decode(text, data)
    errors = 0
    for _ in range(5_000):
        damaged = bytearray(text)
        for place in rng.integers(0, len(damaged), rng.integers(1, 4)):
            damaged[place] = rng.integers(0, 256)
        try:
            wire.decode(bytes(damaged), data)
        except wire.WireError:
            errors += 1
    assert errors > 1_000


def test_silence_ends_at_the_deadline():
    first, second = pair()
    with first, second:
        first.sendall(b"12")
        start = time.monotonic()
        with pytest.raises(wire.WireTimeoutError):
            wire.receive(second, 0.2)
        assert time.monotonic() - start < 2


def test_drops_that_keep_coming_do_not_move_the_deadline():
    first, second = pair()
    stop = threading.Event()

    def drip():
        first.sendall(wire.HEAD.pack(1000, 0))
        while not stop.wait(0.05):
            first.sendall(b" ")

    with first, second:
        dripping = threading.Thread(target=drip)
        dripping.start()
        with pytest.raises(wire.WireTimeoutError):
            wire.receive(second, 0.4)
        stop.set()
        dripping.join()


def test_a_closed_channel_has_an_error_of_its_own():
    first, second = pair()
    first.close()
    with second, pytest.raises(wire.WireClosedError):
        wire.receive(second, 1)
