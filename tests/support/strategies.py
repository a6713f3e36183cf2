"""Hypothesis strategies for the wire format: messages, and frames that are malformed.

The examples are the same in every run, and nothing is stored between runs.
"""

import json
from collections.abc import Callable

import numpy as np
from damage import TOKENS
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grading.sandbox.inside import wire


def examples(count: int) -> Callable:
    """Return a decorator that gives a test this many examples, the same in every run."""
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def messages() -> st.SearchStrategy:
    """Draw anything that the wire carries: nested plain data and arrays of any type and shape."""
    single = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(1 - wire.MAX_INTEGER, wire.MAX_INTEGER - 1),
        st.floats(),
        st.text(max_size=9),
        arrays(),
    )
    return st.recursive(single, _nested, max_leaves=12)


def _nested(inside: st.SearchStrategy) -> st.SearchStrategy:
    items = st.lists(inside, max_size=4)
    keys = st.sampled_from(WORDS) | st.text(max_size=5)
    return st.one_of(items, items.map(tuple), st.dictionaries(keys, inside, max_size=4))


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """Draw arrays of either byte order, some of them transposed and with negative strides."""
    dtype = np.dtype(draw(st.sampled_from(sorted(wire.DTYPES))))
    dtype = dtype.newbyteorder(draw(st.sampled_from("<>")))
    shape = npst.array_shapes(min_dims=0, max_dims=wire.MAX_DIMENSIONS, min_side=0, max_side=3)
    array = draw(npst.arrays(dtype, shape))
    return array.T[::-2] if array.ndim and draw(st.booleans()) else array


WORDS = ["__array__", "__tuple__", "__dict__", "__", "id", "record", "raised", "value"]
HUGE = [2**24, 2**24 + 1, 2**31, 2**63, 2**64, 10**40]
SINGLES = [
    *("null", "true", "NaN", "-Infinity", "1e999", "-0.0", "1.5", "-1", *map(str, HUGE)),
    *('"x"', '"float64"', '"\\ud800"', '"\\u0000"', '{"\\ud800": 1}'),
]
BREAKS = ["]", "[", "}", ",", '"', "'x'", "nul", "\x00", "\ufeff", "9" * 5000]


def lies() -> st.SearchStrategy:
    """Draw JSON text that looks like a message but is mostly invalid, above all in its arrays."""
    names = st.sampled_from([*sorted(wire.DTYPES), *FOREIGN, None, 7, ["float64"], {}])
    side = st.sampled_from([0, 1, 2, -1, True, None, 1.0, "1", [], *HUGE])
    small = st.sampled_from([[], [0], [1], [2, 0], [2**24, 0, 2**24]])
    head = st.tuples(names, st.one_of(small, st.lists(side, max_size=10), side))
    heads = st.one_of(head, head, head, st.tuples(names), head.map(reversed).map(list), st.text())
    array = heads.map(lambda inside: json.dumps({"__array__": inside}))
    return array | st.recursive(array | st.sampled_from(SINGLES), _written, max_leaves=4)


FOREIGN = ["object", "O", "<f8", "complex128", "float128", "<U9", "S9", "V8", "datetime64", "f8,i4"]


def _written(inside: st.SearchStrategy) -> st.SearchStrategy:
    """Draw lists and objects as text, in which keys may repeat and brackets may stay open."""
    items = st.lists(inside, max_size=4)
    # Half of the keys come from two words, so that many objects have a key twice.
    keys = st.sampled_from(WORDS[:2]) | st.sampled_from(WORDS)
    pairs = st.lists(st.tuples(keys, inside), max_size=4)
    deep = st.sampled_from([1, wire.MAX_DEPTH - 1, wire.MAX_DEPTH, wire.MAX_DEPTH + 1, 2_000])
    open_and_close = st.sampled_from([("[", "]"), ('{"a": ', "}")])
    return st.one_of(
        items.map(lambda texts: f"[{','.join(texts)}]"),
        items.map(lambda texts: f'{{"__tuple__": [{",".join(texts)}]}}'),
        pairs.map(_object),
        st.builds(
            lambda n, text, ends: ends[0] * n + text + ends[1] * n, deep, inside, open_and_close
        ),
        st.tuples(inside, st.sampled_from([*[""] * 20, *BREAKS])).map("".join),
    )


def _object(pairs: list[tuple[str, str]]) -> str:
    inside = ",".join(f'"{key}": {text}' for key, text in pairs)
    return "{" + inside + "}"


def changes() -> st.SearchStrategy:
    """Draw changes for `changed`: where, which bytes to insert, and how many to remove."""
    new = st.sampled_from(TOKENS) | st.binary(max_size=2)
    return st.lists(st.tuples(st.floats(0, 1), new, st.integers(0, 40)), max_size=3)


def changed(data: bytes, what: list[tuple[float, bytes, int]]) -> bytes:
    """Apply these changes to the data."""
    for where, new, gone in what:
        place = int(where * len(data))
        data = data[:place] + new + data[place + gone :]
    return data


# By how much a length in the head of a frame is wrong: mostly not at all.
_off = st.sampled_from([*[0] * 40, 1, -1, 8, 2**20, wire.MAX_BYTES, 2**31, -(2**31)])


def invented() -> st.SearchStrategy:
    """Draw frames that no encoder made: invalid JSON, bytes that may fit it, and any head."""
    data = st.sampled_from([b"", b"", b"12345678"]) | st.binary(max_size=16)
    texts = lies().map(str.encode)
    return st.builds(_frame, texts, data, _off, _off)


def damaged() -> st.SearchStrategy:
    """Draw frames of valid messages with parts changed or cut; the head mostly fits the rest."""

    def frame(whole: bytes, text_changes: list, data_changes: list, *off: int) -> bytes:
        length, _ = wire.HEAD.unpack(whole[: wire.HEAD.size])
        text, data = whole[wire.HEAD.size :][:length], whole[wire.HEAD.size + length :]
        return _frame(changed(text, text_changes), changed(data, data_changes), *off)

    whole = messages().map(wire.encode)
    return st.builds(frame, whole, changes(), st.just([]) | changes(), _off, _off)


def _frame(text: bytes, data: bytes, more_text: int, more_data: int) -> bytes:
    length, size = (len(text) + more_text) % 2**32, (len(data) + more_data) % 2**64
    return wire.HEAD.pack(length, size) + text + data
