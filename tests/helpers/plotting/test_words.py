"""Numbers are formatted in few characters."""

import pytest

from helpers.plotting.words import number, plus_minus


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (195, "195"),
        (500.0, "500"),
        (41.84, "41.8"),
        (-0.05, "-0.05"),
        (0.012345, "0.0123"),
        (12345.6, "12346"),
        (1e6, "1e+06"),
        (float("nan"), "nan"),
    ],
)
def test_three_digits_and_no_trailing_zeros(value, text):
    assert number(value) == text


def test_the_number_of_digits_is_chosen():
    assert number(5.7735, 2) == "5.8"


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (24.062, 1.0, "24.1 ± 1.0"),
        (437.2, 31.4, "437 ± 31"),
        (-0.000532, 0.00055, "-0.00053 ± 0.00055"),
        (500.0, 0.0, "500 ± 0"),
        (7.0, float("nan"), "7"),
    ],
)
def test_a_value_is_rounded_to_the_same_place_as_its_error(value, error, text):
    assert plus_minus(value, error) == text
