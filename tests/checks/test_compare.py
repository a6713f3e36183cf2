"""Comparison is strict about values and shapes, lenient about types, and never raises."""

import numpy as np
import pytest

from checks.compare import as_index, as_number, same

NAN = float("nan")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.5, 0.5),
        (np.array(0.5), 0.5),
        (2, 2.0),
        (2.0, 2),
        (True, 1),
        (NAN, NAN),
        (1e12 + 1.0, 1e12),
        (1e-12, 0.0),
        ((1, 2), [1, 2]),
        ([1.0, (2.0, NAN)], (1, [2, NAN])),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([1.0, NAN]), np.array([1.0, NAN])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ({"a": 1.0, "b": [1]}, {"b": (1.0,), "a": 1}),
        ("word", "word"),
        (None, None),
        (float("inf"), float("inf")),
    ],
)
def test_equal_data_is_the_same_whatever_its_type_of_number_or_sequence(got, expected):
    assert same(got, expected) is True


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.5, 0.5001),
        (NAN, 0.0),
        (0.0, NAN),
        (-1.0, 1.0),
        (float("inf"), 1e300),
        (float("inf"), float("-inf")),
        (None, 0.0),
        (0.0, None),
        ("1.0", 1.0),
        (1.0, "1.0"),
        ([1.0], 1.0),
        (1.0, [1.0]),
        (np.array([1.0]), 1.0),
        (1.0, np.array([1.0])),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        (np.array([[1.0, 2.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0], [2.0]]), np.array([[1.0, 2.0]])),
        (np.array([2.0, 1.0]), np.array([1.0, 2.0])),
        ([1, 2], [1, 2, 3]),
        ([1, 2, 3], [1, 2]),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": 1, "b": 2}, {"a": 1}),
        ({"a": 1}, [1]),
        ({"opaque": "float", "text": "1.0"}, 1.0),
    ],
)
def test_other_data_is_not_the_same(got, expected):
    assert same(got, expected) is False


@pytest.mark.parametrize(
    "got", [0.1, 1.05, 0.95], ids=["far below", "beyond the tolerance", "below the tolerance"]
)
def test_a_tolerance_of_one_percent_allows_one_percent_and_no_more(got):
    assert same(1.009, 1.0, 0.01)
    assert not same(got, 1.0, 0.01)


ODD = [
    None,
    "text",
    [],
    {},
    {"opaque": "list", "text": "[[]]"},
    [[1], [2, 3]],
    np.array("text"),
    np.array(["a", "b"]),
    np.array([1j, 2j]),
    np.array([None, 1.0], dtype=object),
    np.array([]),
    np.array([True, False]),
    10**400,
    NAN,
    float("inf"),
]
EXPECTED = [1.0, 3, True, [1.0, 2.0], (1, 2), {"a": 1.0}, np.array([1.0, 2.0]), "x", None]


@pytest.mark.parametrize("expected", EXPECTED, ids=repr)
@pytest.mark.parametrize("got", ODD, ids=lambda got: repr(got)[:30])
def test_odd_data_differs_and_raises_nothing(got, expected):
    assert same(got, expected) is (got is None and expected is None)


@pytest.mark.parametrize(
    ("value", "number"),
    [(1, 1.0), (2.5, 2.5), (np.array(3.0), 3.0), (np.array([3.0]), None), ("3", None), ([], None)],
)
def test_a_number_or_an_array_without_dimensions_is_a_number(value, number):
    assert as_number(value) == number


@pytest.mark.parametrize(
    ("value", "index"),
    [
        (1, 1),
        (1.0, 1),
        (np.array(1), 1),
        (0.5, None),
        (NAN, None),
        (float("inf"), None),
        ("1", None),
    ],
)
def test_only_a_whole_number_is_an_index(value, index):
    assert as_index(value) == index
