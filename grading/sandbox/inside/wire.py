"""Messages between the trusted process and the one that runs a student's code.

A frame is a 12-byte head, JSON text and raw array bytes::

    uint32 length of the JSON | uint64 length of all array bytes | JSON | bytes of the arrays

Arrays stand in the JSON as ``{"__array__": [dtype, shape]}`` and their bytes follow in the same
order; tuples stand as ``{"__tuple__": [...]}``. Each side waits for the other's frame before it
sends its next. Nothing is ever unpickled. Everything that comes from the other side is bounded
before it is allocated, and whatever is wrong with it is a `WireError`.
"""

import json
import math
import socket
import struct
import time
from typing import Any

import numpy as np

HELLO, GO = b"here", b"go"
"""Before the first frame: the other side is ready, and may begin."""

HEAD = struct.Struct("<IQ")
MAX_JSON = 4 * 2**20
MAX_BYTES = 64 * 2**20
MAX_DEPTH = 24
MAX_NODES = 400_000
MAX_PARTS = 2 * MAX_NODES
"""Commas and brackets, those in texts too."""
MAX_DIMENSIONS = 8
MAX_ITEMS = 2**24
"""Numbers in all arrays together, and the length of an array's axis: judges walk along them."""
MAX_INTEGER = 2**64
INTEGERS = [f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)]
DTYPES = frozenset(["bool", "float16", "float32", "float64", *INTEGERS])
NAMES = {np.dtype(name).newbyteorder(order): name for name in DTYPES for order in "<>"}
"""Of both byte orders; to ask a dtype for its name takes longer than all else of a frame."""


class WireError(Exception):
    """What came, or what was to be sent, is no message."""


class WireTimeoutError(WireError):
    """No whole message came before the deadline."""


class WireClosedError(WireError):
    """The other side is gone."""


def encode(message: Any) -> bytes:
    """A frame of plain data.

    Args:
        message: None, bool, int, float, str, list, tuple, dict with string keys and numeric
            arrays, nested.

    Raises:
        WireError: something else is in it, or it is too large.
    """
    buffers: list[bytes] = []
    text = json.dumps(_pack(message, buffers, 0)).encode()
    size = sum(map(len, buffers))
    if len(text) > MAX_JSON or size > MAX_BYTES:
        raise WireError(f"a message of {len(text) + size} bytes is too large")
    return b"".join([HEAD.pack(len(text), size), text, *buffers])


def _pack(value: Any, buffers: list[bytes], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError("nested too deeply")
    if type(value) is int and abs(value) >= MAX_INTEGER:
        raise WireError("an integer that is too large")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray) and value.dtype in NAMES:
        little = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
        buffers.append(little.tobytes())
        return {"__array__": [NAMES[value.dtype], list(value.shape)]}
    if type(value) is list:
        return [_pack(item, buffers, depth + 1) for item in value]
    if type(value) is tuple:
        return {"__tuple__": [_pack(item, buffers, depth + 1) for item in value]}
    if type(value) is dict and all(type(key) is str for key in value):
        packed = {key: _pack(item, buffers, depth + 1) for key, item in value.items()}
        return {"__dict__": packed} if any(key.startswith("__") for key in value) else packed
    raise WireError(f"a {type(value).__name__} cannot be sent")


def decode(text: bytes, data: bytes) -> Any:
    """The message of a frame.

    Args:
        text: its JSON.
        data: the bytes of its arrays.

    Raises:
        WireError: it is malformed in any way.
    """
    # Parts are counted before they are made: one byte of text makes a list of sixty.
    if sum(map(text.count, b",[{")) > MAX_PARTS:
        raise WireError("too many parts")
    try:
        reader = _Reader(data)
        message = reader.unpack(json.loads(text), 0)
    except WireError:
        raise
    except (ValueError, RecursionError, TypeError, OverflowError, MemoryError) as error:
        raise WireError(f"malformed message: {type(error).__name__}") from None
    if reader.position != len(data):
        raise WireError("array bytes are left over")
    return message


class _Reader:
    """Rebuilds a message and hands out the array bytes in order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0
        self.nodes = 0
        self.items = 0

    def unpack(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("nested too deeply, or too many parts")
        if isinstance(value, list):
            return [self.unpack(item, depth + 1) for item in value]
        if not isinstance(value, dict):
            return self._single(value)
        if len(value) == 1:
            (key, inside), *_ = value.items()
            if key == "__array__":
                return self._array(inside)
            if key == "__tuple__" and isinstance(inside, list):
                return tuple(self.unpack(item, depth + 1) for item in inside)
            if key == "__dict__" and isinstance(inside, dict):
                value = inside
        return {self._single(key): self.unpack(item, depth + 1) for key, item in value.items()}

    def _single(self, value: Any) -> Any:
        if type(value) is int and abs(value) >= MAX_INTEGER:
            raise WireError("an integer that is too large")
        if type(value) is str and not value.isascii():
            # JSON can hold half a character, which no file and no terminal takes.
            return value.encode("utf-8", "replace").decode()
        return value

    def _array(self, head: Any) -> np.ndarray:
        if not (isinstance(head, list) and len(head) == 2):
            raise WireError("malformed array")
        name, shape = head
        if not (isinstance(name, str) and name in DTYPES):
            raise WireError("an array of a type that is not sent")
        if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
            raise WireError("malformed shape")
        if not all(type(n) is int and 0 <= n <= MAX_ITEMS for n in shape):
            raise WireError("malformed shape")
        # An empty array may not have an endless axis either.
        self.items += math.prod(filter(None, shape))
        if self.items > MAX_ITEMS:
            raise WireError("too many numbers")
        dtype = np.dtype(name).newbyteorder("<")
        size = math.prod(shape) * dtype.itemsize
        start, self.position = self.position, self.position + size
        if self.position > len(self.data):
            raise WireError("array bytes are missing")
        flat = np.frombuffer(self.data, dtype, math.prod(shape), start)
        return flat.reshape(shape).astype(dtype.newbyteorder("="))


def send(channel: socket.socket, message: Any) -> None:
    """Send one message.

    Raises:
        WireError: it cannot be encoded.
        WireClosedError: the other side is gone.
    """
    frame = encode(message)
    try:
        channel.sendall(frame)
    except OSError as error:
        raise WireClosedError(f"the other side is gone: {error}") from None


def receive(channel: socket.socket, timeout: float | None = None) -> Any:
    """Wait for one message.

    Args:
        channel: a connected stream socket.
        timeout: seconds for the whole message; None waits for ever.

    Raises:
        WireTimeoutError: it did not come in time.
        WireClosedError: the other side is gone.
        WireError: it is malformed or too large.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    # Most frames come whole in one piece, and each look costs as much as what is done with it.
    frame = _some(channel, 2**16, deadline)
    while len(frame) < HEAD.size:
        frame += _some(channel, 2**16, deadline)
    length, size = HEAD.unpack_from(frame)
    if length > MAX_JSON or size > MAX_BYTES:
        raise WireError("a message that is too large")
    parts, missing = [frame], HEAD.size + length + size - len(frame)
    while missing > 0:
        parts.append(_some(channel, min(missing, 2**20), deadline))
        missing -= len(parts[-1])
    if missing < 0:
        raise WireError("more than one message at a time")
    frame = b"".join(parts)
    start = HEAD.size + length
    return decode(frame[HEAD.size : start], frame[start:])


def _some(channel: socket.socket, most: int, deadline: float | None) -> bytes:
    """What has come of a frame: at least a byte."""
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise WireTimeoutError("no answer in time")
    if left != channel.gettimeout():
        channel.settimeout(left)
    try:
        part = channel.recv(most)
    except TimeoutError:
        raise WireTimeoutError("no answer in time") from None
    except OSError as error:
        raise WireClosedError(f"the other side is gone: {error}") from None
    if not part:
        raise WireClosedError("the other side closed the channel")
    return part
