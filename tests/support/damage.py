"""Make malformed frames for fuzzing the wire format, by damaging good ones or from scratch."""

import json
import random
from typing import Any

import numpy as np

from grading.sandbox.inside import wire

MESSAGES = [
    {"id": 1, "raised": None},
    {"id": 2, "defined": [True, False]},
    {"id": 3, "raised": {"type": "ValueError", "text": "ünïcode", "line": "x = 1"}},
    {"id": 4, "record": {"value": np.arange(6.0).reshape(2, 3), "raised": None, "mutated": []}},
    {"id": 5, "record": {"value": (1, 2.5, [True]), "seen": np.zeros((0, 4)), "raised": None}},
    {"id": 6, "record": {"__array__": 1, "b": np.array(3, np.uint8), "c": np.ones(2, np.float16)}},
]
TOKENS = [
    *(b"[", b"]", b"{", b"}", b",", b":", b'"', b"\\", b"\x00", b"\xff", b"-", b"1e999", b"NaN"),
    *(b"null", b"true", b"9" * 30, b"9" * 5000, b"[" * 2000, b'{"a":' * 2000, b"0," * 900),
    *(b'"__array__"', b'"__tuple__"', b'"__dict__"', b'"\\ud800"', b'"float64"', b'"object"'),
    *(b'"<U9"', b'"datetime64"', b"[-1]", b"[16777216, 0]", b"[16777216, 16777216]", b"[true]"),
    *(b'{"__array__": ["float64", [1]]}', b'{"__tuple__": 3}', b'{"__dict__": []}'),
]


def frames(seed: int):
    """Yield frames without end: damaged good ones, random trees, and noise.

    Args:
        seed: seeds the random choices.

    Yields:
        The JSON and the array bytes of a frame, malformed or not.
    """
    rng = random.Random(seed)
    whole = [wire.encode(message) for message in MESSAGES]
    good = []
    for frame in whole:
        length, _ = wire.HEAD.unpack(frame[: wire.HEAD.size])
        body = frame[wire.HEAD.size :]
        good.append((body[:length], body[length:]))
    while True:
        kind = rng.random()
        if kind < 0.7:
            text, data = rng.choice(good)
            yield _damaged(rng, text), _cut(rng, data)
        elif kind < 0.95:
            yield json.dumps(_tree(rng, 0)).encode(), rng.randbytes(rng.choice((0, 8, 48)))
        else:
            yield rng.randbytes(rng.randrange(40)), b""


def _damaged(rng: random.Random, text: bytes) -> bytes:
    for _ in range(rng.randint(1, 4)):
        place, end = rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)
        what = rng.random()
        if what < 0.4:
            text = text[:place] + bytes([rng.randrange(256)]) + text[place + 1 :]
        elif what < 0.7:
            text = text[:place] + rng.choice(TOKENS) + text[place + rng.randrange(3) :]
        elif what < 0.85:
            text = text[: min(place, end)] + text[max(place, end) :]
        else:
            text = text[:place] + text[min(place, end) : max(place, end)] + text[place:]
    return text


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data if rng.random() < 0.6 else data[: rng.randrange(len(data) + 1)] + b"\x7f"


def _tree(rng: random.Random, depth: int) -> Any:
    kind = rng.randrange(9 if depth < 5 else 5)
    if kind < 5:
        return rng.choice([None, True, -1, 2**70, 1e308, float("nan"), "x", "\ud800", "float64"])
    if kind == 5:
        shape = [
            rng.choice([0, 1, 2, -1, 2**24, 2**63, 1.5, None]) for _ in range(rng.randrange(4))
        ]
        dtype = rng.choice(["float64", "bool", "int8", "object", "O", "complex128", None, 7])
        return {"__array__": rng.choice([[dtype, shape], [dtype], shape, {}, "x"])}
    items = [_tree(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 6:
        return items
    keys = ["__tuple__", "__dict__", "__array__", "id", "record", "raised", ""]
    if kind == 7:
        return {rng.choice(keys): rng.choice([items, {"__dict__": items}])}
    return {rng.choice(keys): item for item in items}
