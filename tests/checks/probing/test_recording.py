"""A record says what a call returned and what it did besides, as plain data."""

import random
import warnings

import numpy as np
import pytest

from checks.lesson_05.probes import Hill
from checks.probing.recording import MAX_DEPTH, MAX_ITEMS, MAX_TEXT, observe, plain, short_repr

# --- observe


def test_a_tidy_call_leaves_a_clean_record():
    record = observe(lambda x, scale: scale * x, np.array([1.0, 2.0]), scale=3)
    assert record.pop("value").tolist() == [3.0, 6.0]
    assert record == {"raised": None, "warnings": [], "mutated": [], "global_random": False}


def add_in_place(x):
    x += 1.0


def overwrite_a_nan(x):
    x[0] = 0.0


def append(x):
    x.append(1)


def set_a_key(x):
    x["new"] = 0


def reorder_keys(x):
    x["a"] = x.pop("a")


def change_deep_inside(x):
    x[0]["a"][1] = 9


CHANGES = [
    (add_in_place, np.zeros(2)),
    (overwrite_a_nan, np.array([np.nan, 1.0])),
    (append, [1]),
    (set_a_key, {}),
    (reorder_keys, {"a": 1, "b": 2}),
    (change_deep_inside, [{"a": np.zeros(2)}]),
]


@pytest.mark.parametrize(("change", "value"), CHANGES, ids=lambda c: getattr(c, "__name__", ""))
def test_a_changed_input_is_named_by_position_or_by_name(change, value):
    untouched = [1, 2]
    first = observe(lambda a, x: change(x), untouched, plain_copy(value))
    second = observe(lambda a, x: change(x), untouched, x=plain_copy(value))
    assert (first["mutated"], second["mutated"]) == (["1"], ["x"])


def plain_copy(value):
    return plain(value)


def test_a_change_is_seen_also_where_the_call_raises_afterwards():
    def change_and_fail(x):
        x[0] = 5.0
        raise RuntimeError

    record = observe(change_and_fail, np.zeros(2))
    assert record["mutated"] == ["0"]
    assert record["raised"]["type"] == "RuntimeError"


@pytest.mark.parametrize("value", [np.array([np.nan, 1.0]), [1, [2]], {"a": np.zeros(3)}])
def test_an_input_that_is_only_read_is_not_named(value):
    assert observe(repr, value)["mutated"] == []


DRAWS = [
    lambda: np.random.rand(),  # noqa: NPY002
    lambda: np.random.seed(0),  # noqa: NPY002
    lambda: np.random.standard_normal(3),  # noqa: NPY002
    random.random,
    lambda: random.seed(0),
    lambda: random.shuffle([1, 2, 3]),
]


@pytest.mark.parametrize("draw", DRAWS)
def test_a_draw_from_a_global_generator_or_its_seeding_shows(draw):
    assert observe(draw)["global_random"]


@pytest.mark.parametrize(
    "draw", [lambda: np.random.default_rng(0).random(), lambda: random.Random(0).random()]
)
def test_a_generator_of_ones_own_does_not_show(draw):
    assert not observe(draw)["global_random"]


def test_an_exception_is_recorded_with_type_text_and_the_students_line():
    def divide(x):
        return 1 / x  # the line that raises

    raised = observe(divide, 0)["raised"]
    assert raised["type"] == "ZeroDivisionError"
    assert raised["text"] == "division by zero"
    assert raised["line"].startswith("return 1 / x")


def test_the_line_is_the_students_even_if_a_stand_in_raises():
    f = Hill({"mu": [0.0], "objective": {"limit": 0}})
    for theta in ([0.0], [0.0, 0.0]):
        raised = observe(lambda theta: f(theta) + 1, theta)["raised"]
        assert "f(theta) + 1" in raised["line"]


def test_an_exceptions_text_is_cut():
    def shout():
        raise ValueError("a" * 10_000)

    assert len(observe(shout)["raised"]["text"]) == MAX_TEXT


def test_warnings_are_recorded_up_to_five_and_do_not_get_out():
    def grumble():
        for i in range(9):
            warnings.warn(f"grumble {i}", stacklevel=1)
        return np.float64(1.0) / np.float64(0.0)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        record = observe(grumble)
    assert record["warnings"] == [f"grumble {i}" for i in range(5)]
    assert record["value"] == float("inf")


# --- plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float64(0.5), 0.5),
        (np.float32(0.5), 0.5),
        (np.int8(-3), -3),
        (np.uint64(2**63 + 1), 2**63 + 1),
        (np.bool_(True), True),
        (None, None),
        ("word", "word"),
        ((1, [np.float64(2.0)]), (1, [2.0])),
        ({"a": (np.int64(1),)}, {"a": (1,)}),
    ],
)
def test_numpy_scalars_become_python_numbers_at_any_depth(value, expected):
    found = plain(value)
    assert found == expected
    assert type(found) is type(expected)


def test_an_array_is_copied_with_its_type():
    array = np.arange(3, dtype=np.float32)
    found = plain(array)
    array[0] = 9
    assert found.tolist() == [0, 1, 2]
    assert found.dtype == np.float32


class Own:
    def __repr__(self):
        return "an object of my own"


class Mute:
    def __repr__(self):
        raise RuntimeError("no words")


class Pretender(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


@pytest.mark.parametrize(
    "value",
    [
        Own(),
        Pretender(1.0),
        1j,
        2**63,
        {1: "key is no string"},
        {1, 2},
        np.array(["text"]),
        np.array([Own()], dtype=object),
        list(range(MAX_ITEMS + 1)),
        {str(i): i for i in range(MAX_ITEMS + 1)},
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_data_becomes_its_type_and_the_start_of_its_repr(value):
    found = plain(value)
    assert set(found) == {"opaque", "text"}
    assert found["opaque"] == type(value).__name__
    assert found["text"] == repr(value)[:MAX_TEXT]


def test_a_repr_that_fails_is_said_so():
    assert plain(Mute())["text"] == short_repr(Mute()) == "<repr failed: RuntimeError>"


def test_nesting_is_followed_down_to_the_limit_and_no_deeper():
    nested = leaf = []
    for _ in range(MAX_DEPTH + 1):
        leaf.append([])
        leaf = leaf[0]
    found = plain(nested)
    for _ in range(MAX_DEPTH):
        found = found[0]
    assert found == {"opaque": "list", "text": "[[]]"}


def test_a_list_that_contains_itself_ends():
    loop = []
    loop.append(loop)
    assert "opaque" in str(plain(loop))


def test_a_long_text_is_cut():
    assert len(plain("x" * 10**6)) == 20 * MAX_TEXT
