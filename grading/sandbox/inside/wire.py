"""Send and receive messages between the trusted process and the one that runs a student's code.

A frame is a 12-byte head, JSON text and raw array bytes::

    uint32 length of the JSON | uint64 length of all array bytes | JSON | bytes of the arrays

An array is ``{"__array__": [dtype, shape]}`` in the JSON, and the bytes of the arrays follow in the
same order. A tuple is ``{"__tuple__": [...]}``. Each side waits for the other's frame before it
sends its next. Nothing is ever unpickled. The size of everything that arrives is checked before
memory is allocated for it, and anything malformed raises a `WireError`.
"""

import json
import math
import socket
import struct
import time
from typing import Any

import numpy as np

READY, GO = b"here", b"go"
"""Sent before the first frame: READY by the student's side, GO in reply to a fork."""

HEAD = struct.Struct("<IQ")
MAX_JSON = 4 * 2**20
MAX_BYTES = 64 * 2**20
MAX_DEPTH = 24
MAX_NODES = 400_000
MAX_PARTS = 2 * MAX_NODES
"""The maximum number of commas and brackets, including those in texts."""
MAX_DIMENSIONS = 8
MAX_ITEMS = 2**24
"""The most numbers in all arrays together, and the longest axis, because judges loop over them."""
MAX_INTEGER = 2**64
INTEGERS = [f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)]
DTYPES = frozenset(["bool", "float16", "float32", "float64", *INTEGERS])
NAMES = {np.dtype(name).newbyteorder(order): name for name in DTYPES for order in "<>"}
"""The names of the dtypes in both byte orders. Asking a dtype for its name would be slow."""


class WireError(Exception):
    """An error for data that is not a valid message, whether received or about to be sent."""


class WireTimeoutError(WireError):
    """An error for a message that was not complete before the deadline."""


class WireClosedError(WireError):
    """An error for a channel that the other side has closed."""


def encode(message: Any) -> bytes:
    """Encode plain data as a frame.

    Args:
        message: None, bool, int, float, str, list, tuple, dict with string keys or a numeric
            array, possibly nested.

    Raises:
        WireError: the message contains something else, or is too large.
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
    """Decode the message in a frame.

    Args:
        text: the JSON of the frame.
        data: the bytes of its arrays.

    Raises:
        WireError: the frame is malformed in any way.
    """
    # Count the parts before they are created, as one byte of text can make a list of 60 bytes.
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
            # JSON can contain half a surrogate pair, which no file and no terminal accepts.
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
        # Leave out zeros, so that an empty array cannot have a huge axis either.
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
        WireError: the message cannot be encoded.
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
        timeout: seconds for the complete message; None waits for ever.

    Raises:
        WireTimeoutError: the message was not complete in time.
        WireClosedError: the other side is gone.
        WireError: the message is malformed or too large.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    # Most frames arrive in one piece, so read generously: each read costs as much as decoding.
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
    """Receive the next bytes of a frame, at least one and at most as many as wanted."""
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
