"""Everything that arrives over the wire quickly becomes a message or a typed error.

Hypothesis generates structured data: any message, and frames that lie about their contents. It
shows the smallest example that fails, but takes milliseconds for each. The million frames come from
`damage.frames`, which is fast and knows less about structure.
"""

import contextlib
import itertools
import socket
import threading
import time
import tracemalloc

import numpy as np
import psutil
import pytest
from damage import frames
from hypothesis import given
from strategies import damaged, examples, invented, messages

from grading.sandbox.inside import wire

MEBIBYTE = 2**20


def received(frame):
    """Send a frame through a socket and return the message that arrives."""
    ours, theirs = socket.socketpair()
    sending = threading.Thread(target=send_and_go, args=(theirs, frame))
    with ours:
        sending.start()
        try:
            return wire.receive(ours, 5)
        finally:
            ours.close()
            sending.join()


def send_and_go(channel, frame):
    with channel, contextlib.suppress(BrokenPipeError):
        channel.sendall(frame)


def alike(one, other):
    """Return whether two messages are equal, including types, signs and each nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        kinds = {(array.dtype.name, array.shape) for array in (one, other)}
        return len(kinds) == 1 and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(alike, one, other))
    return repr(one) == repr(other)


def must_be_plain(value, depth=0):
    """Assert that a message consists of plain data within the limits."""
    assert depth <= wire.MAX_DEPTH
    if isinstance(value, np.ndarray):
        assert value.dtype.name in wire.DTYPES
        assert value.dtype.isnative
        assert max(value.size, *value.shape, 0) <= wire.MAX_ITEMS
    elif type(value) in (list, tuple):
        for item in value:
            must_be_plain(item, depth + 1)
    elif type(value) is dict:
        for key, item in value.items():
            assert type(key) is str
            key.encode()
            must_be_plain(item, depth + 1)
    elif type(value) is int:
        assert abs(value) < wire.MAX_INTEGER
    elif type(value) is str:
        value.encode()
    else:
        assert value is None or type(value) in (bool, float)


@given(message=messages())
@examples(250)
def test_any_message_comes_back_as_it_was(message):
    assert alike(received(wire.encode(message)), message)


@pytest.mark.slow
@given(frame=damaged())
@examples(300)
def test_any_damaged_message_is_a_typed_error_or_a_message(frame):
    must_be_error_or_message(frame)


@pytest.mark.slow
@given(frame=invented())
@examples(1000)
def test_anything_else_is_a_typed_error_or_a_message(frame):
    must_be_error_or_message(frame)


def must_be_error_or_message(frame):
    """Assert that a frame quickly gives an error or a message, and takes little memory."""
    tracemalloc.start()
    try:
        message = received(frame)
    except wire.WireTimeoutError:
        pytest.fail("it waited for a side that is gone")
    except wire.WireError:
        pass
    else:
        must_be_plain(message)
        # The message could also have been sent.
        assert alike(received(wire.encode(message)), message)
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 2 * MEBIBYTE + 200 * len(frame)


def decoded(text, data):
    """Return whether a frame is a valid message. Only a WireError counts as invalid."""
    try:
        wire.decode(text, data)
    except wire.WireError:
        return False
    return True


def malformed(seed, wanted):
    """Decode frames until enough of them were malformed; return how many were messages."""
    refused = accepted = 0
    for text, data in frames(seed):
        if decoded(text, data):
            accepted += 1
        else:
            refused += 1
        if refused == wanted:
            return accepted


@pytest.mark.slow
def test_damaged_frames_are_typed_errors_or_messages():
    accepted = malformed(seed=1, wanted=30_000)
    # Some damage must be harmless, such as a letter in a text, to show that messages get through.
    assert accepted > 1_000


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_million_malformed_frames_are_typed_errors_and_memory_stays_flat():
    malformed(seed=2, wanted=20_000)
    process = psutil.Process()
    before, start = process.memory_info().rss, time.monotonic()
    accepted = malformed(seed=3, wanted=1_000_000)
    seconds, grown = time.monotonic() - start, process.memory_info().rss - before
    print(f"1,000,000 refused, {accepted:,} messages, {seconds:.0f} s, {grown / MEBIBYTE:.1f} MiB")
    assert grown < 16 * MEBIBYTE


@pytest.mark.parametrize("count", [2_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_a_frame_through_a_socket_is_a_message_or_a_typed_error_and_never_hangs(count):
    for number, (text, data) in enumerate(itertools.islice(frames(seed=4), count)):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            # Every third head states a length that may be wrong: by one, by a lot, or absurdly.
            lie = (0, 1, 2**20, 2**31)[number % 4] if number % 3 == 0 else 0
            theirs.sendall(wire.HEAD.pack((len(text) + lie) % 2**32, len(data)) + text + data)
            theirs.close()
            start = time.monotonic()
            try:
                wire.receive(ours, 5)
            except wire.WireTimeoutError:
                pytest.fail("it waited for a side that is gone")
            except wire.WireError:
                pass
            assert time.monotonic() - start < 5


BOMBS = {
    "lists in a row": b"[" + b"[]," * 1_300_000 + b"[]]",
    "objects in a row": b"[" + b"{}," * 1_300_000 + b"{}]",
    "numbers in a row": b"[" + b"1," * 2_000_000 + b"1]",
    "lists in lists": b"[" * 2_000_000 + b"]" * 2_000_000,
    "keys": b"{" + b",".join(b'"%d":1' % i for i in range(450_000)) + b"}",
    "digits": b"9" * 4_000_000,
    "an empty array with endless axes": b'{"__array__": ["float64", [16777216, 0, 16777216]]}',
    "empty arrays": b"[" + b'{"__array__": ["bool", [16777216, 0]]},' * 9 + b"0]",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_short_frame_makes_no_long_message(name):
    tracemalloc.start()
    with pytest.raises(wire.WireError):
        wire.decode(BOMBS[name], b"")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * MEBIBYTE


def test_integers_and_texts_fit_into_files_and_arrays():
    with pytest.raises(wire.WireError):
        wire.decode(b"[%d]" % 2**64, b"")
    with pytest.raises(wire.WireError):
        wire.encode({"n": -(2**64)})
    (text,) = wire.decode(b'["half \\ud800 of it"]', b"")
    assert text == "half ? of it"
