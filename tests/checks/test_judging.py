"""The shared problems name the mistake whose value came back, and never the expected value's."""

import numpy as np
import pytest

from checks.judging import NOTHING, array_problem, name_cause, tuple_problem, unlike

EXPECTED = np.array([1.0, 2.0])
SUSPECTS = {"no mistake": EXPECTED + 1e-8, "turned": -EXPECTED, "summed": 3.0}


def cause(got, tolerance=1e-6):
    return array_problem("x", got, EXPECTED, SUSPECTS, "otherwise", tolerance).cause


def test_an_array_within_the_tolerance_is_right():
    assert array_problem("x", EXPECTED + 1e-8, EXPECTED, {}, "otherwise", 1e-6) is None
    assert array_problem("x", EXPECTED + 1e-8, EXPECTED, {}, "otherwise") is not None


@pytest.mark.parametrize(
    ("got", "named"),
    [
        (None, NOTHING),
        (-EXPECTED, "turned"),
        (3.0, "summed"),
        ([1.0, 2.0], "Return a NumPy array."),
        (np.array([7.0, 7.0]), "otherwise"),
        (np.zeros((2, 2)), "The shape is (2, 2) and should be (2,): check the axes."),
    ],
)
def test_a_wrong_array_has_the_likeliest_cause(got, named):
    assert cause(got) == named


def test_suspects_that_give_the_expected_value_explain_nothing():
    assert list(unlike(SUSPECTS, EXPECTED, 1e-6)) == ["turned", "summed"]
    assert list(unlike(SUSPECTS, EXPECTED)) == list(SUSPECTS)
    assert name_cause(EXPECTED, unlike(SUSPECTS, EXPECTED, 1e-6), "otherwise") == "otherwise"


@pytest.mark.parametrize("got", [(1, 2), [1, 2]])
def test_a_tuple_or_a_list_of_the_length_is_right(got):
    assert tuple_problem("x", got, 2, "a pair", "otherwise") is None


@pytest.mark.parametrize(
    ("got", "named"), [(None, NOTHING), ((1,), "otherwise"), (np.array([1, 2]), "otherwise")]
)
def test_anything_else_is_no_tuple(got, named):
    problem = tuple_problem("x", got, 2, "a pair", "otherwise")
    assert (problem.expected, problem.cause) == ("a pair", named)
