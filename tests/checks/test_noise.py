"""Random draws are judged by where they come from and how they are spread."""

import numpy as np
import pytest

from checks.noise import likely, seed_problem, source_problem, spread_fits

DRAWS = {"value": [1.0, 2.0], "next": [3.0, 4.0], "again": [1.0, 2.0], "global_random": False}


def judged(**changes):
    return source_problem("a call", DRAWS | changes, "batch", "another batch")


def test_draws_that_repeat_with_the_seed_and_go_on_from_call_to_call_are_right():
    assert judged() is None


@pytest.mark.parametrize(
    ("changes", "expected", "got", "cause"),
    [
        ({"global_random": True}, "no use of global", "a global generator", "np.random"),
        ({"again": [5.0]}, "the same batch for the same seed", "another batch", "somewhere else"),
        ({"next": [1.0, 2.0]}, "another batch from the second call", "the same batch", "Every"),
    ],
)
def test_a_source_other_than_the_generator_is_named(changes, expected, got, cause):
    problem = judged(**changes)
    assert problem.expected.startswith(expected)
    assert problem.got.startswith(got)
    assert cause in problem.cause


def test_the_smallest_difference_shows_that_the_seed_does_not_decide():
    again = [1.0, np.nextafter(2.0, 3.0)]
    assert seed_problem("a call", [1.0, 2.0], again, "batch").got == "another one"


def test_spread_is_that_of_the_scale_asked_for():
    numbers = 3.0 * np.random.default_rng(1).standard_normal((50, 20))
    assert spread_fits(numbers, 3.0)
    assert not spread_fits(numbers)
    assert not spread_fits(numbers, 3.0, tail=1.0)


def test_a_count_is_likely_near_its_expectation_only():
    assert likely(5000, 10_000, 0.5)
    assert not likely(5500, 10_000, 0.5)
