"""A strip plot shows every value, and the means with their standard errors."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from helpers.plotting import strip_plot


def dots(axes):
    """Return the positions of the dots, one array of shape (n, 2) per row."""
    rows = [found for found in axes.collections if isinstance(found, PathCollection)]
    return [np.asarray(row.get_offsets()) for row in rows]


def test_every_value_is_one_dot_in_the_right_place_and_row(drawn):
    groups = {"first": [3.0, 1.0, 3.0, 3.0], "second": range(50), "third": [np.float32(2.5)]}
    strip_plot(groups)
    axes = drawn[0][0]
    for row, (values, found) in enumerate(zip(groups.values(), dots(axes), strict=True)):
        assert found[:, 0].tolist() == list(values)
        assert np.all(np.abs(found[:, 1] - row) < 0.45)
    assert [label.get_text() for label in axes.get_yticklabels()] == list(groups)


def test_equal_values_do_not_hide_each_other(drawn):
    strip_plot({"all five hundred": [500.0] * 40})
    (found,) = dots(drawn[0][0])
    assert np.diff(np.sort(found[:, 1])).min() > 0.005


def test_the_marker_is_the_mean_with_a_bar_of_one_standard_error_each_way(drawn):
    strip_plot({"by hand": [10.0, 20.0, 30.0]})
    axes, summary = drawn[0]
    container = axes.containers[0]
    assert container.lines[0].get_xdata().tolist() == [20.0]
    bar = container.lines[2][0].get_segments()[0]
    assert bar[:, 0] == pytest.approx([20 - 10 / np.sqrt(3), 20 + 10 / np.sqrt(3)])
    assert summary == "by hand: 3 dots from 10 to 30, mean 20.0 ± 5.8 (± one standard error)."


def test_a_single_value_has_a_mean_and_no_error(drawn):
    strip_plot({"one": [4.0]})
    assert drawn[0][1] == "one: 1 dot, mean 4 (± one standard error)."


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({}, "groups is empty"),
        ({"a": []}, "'a' is empty"),
        ({"a": [1.0], "b": [[1.0, 2.0]]}, "'b' has shape"),
        ({"a": 3.0}, "'a' has shape"),
        ({"a": [1.0, float("nan")]}, "'a' holds nan"),
        ({"a": ["x"]}, "'a' holds something other than numbers"),
        ({"a": [[1.0], [1.0, 2.0]]}, "'a' holds something other than numbers"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_group(groups, words):
    with pytest.raises(ValueError, match=words) as caught:
        strip_plot(groups)
    assert "\n" not in str(caught.value)
