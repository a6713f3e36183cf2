"""Means are drawn in a band of two standard errors, on an axis that suits their x."""

import numpy as np
import pytest

from helpers.plotting import mean_with_error


def test_the_band_is_two_standard_errors_each_way(drawn):
    mean_with_error([1, 2], [10.0, 20.0], [1.0, 3.0])
    axes = drawn[0][0]
    band = axes.collections[0].get_paths()[0].vertices
    assert {tuple(point) for point in band} >= {(1, 8), (1, 12), (2, 14), (2, 26)}
    assert band[:, 1].min() == 8
    assert band[:, 1].max() == 26


def test_points_are_sorted_by_x_together_with_their_means_and_errors(drawn):
    mean_with_error([400, 5, 25], [3.0, 1.0, 2.0], [0.1, 0.5, 0.2])
    axes, summary = drawn[0]
    assert axes.lines[0].get_xydata().tolist() == [[5, 1], [25, 2], [400, 3]]
    assert "1.0 ± 1.0 at 5, 3.00 ± 0.20 at 400" in summary


@pytest.mark.parametrize(
    ("x", "scale"),
    [
        ([5, 25, 100, 400], "log"),
        ([1, 11], "log"),
        ([1, 10], "linear"),
        ([90, 100, 110], "linear"),
        ([0, 100], "linear"),
        ([-1, 100], "linear"),
        ([7], "linear"),
    ],
)
def test_the_axis_is_logarithmic_if_positive_x_span_more_than_a_decade(drawn, x, scale):
    mean_with_error(x, [1.0] * len(x), [0.1] * len(x))
    assert drawn[0][0].get_xscale() == scale


def test_a_logarithmic_axis_is_labelled_at_the_points(drawn):
    mean_with_error([5, 25, 100, 400], [1, 2, 3, 4], [0.1] * 4)
    axes = drawn[0][0]
    axes.figure.draw_without_rendering()
    assert [label.get_text() for label in axes.get_xticklabels()] == ["5", "25", "100", "400"]


def test_a_mean_of_one_episode_has_no_band_and_no_nan_in_the_summary(drawn):
    mean_with_error([1, 2, 3], [1.0, 2.0, 3.0], [np.nan, 0.5, 0.5])
    axes, summary = drawn[0]
    assert axes.collections[0].get_paths()[0].vertices[:, 0].min() == 2
    assert "1 at 1, 3.0 ± 1.0 at 3" in summary


@pytest.mark.parametrize(
    ("x", "means", "errors", "words"),
    [
        ([], [], [], "'x' is empty"),
        ([1, 2], [1], [1, 1], "have 2, 1 and 2 numbers"),
        ([1], [float("nan")], [1], "'means' holds nan"),
        ([1], [1], [-0.5], "a standard error is negative"),
        ([1], [1], ["wide"], "'errors' holds something other"),
    ],
)
def test_bad_input_is_refused_in_one_line(x, means, errors, words):
    with pytest.raises(ValueError, match=words) as caught:
        mean_with_error(x, means, errors)
    assert "\n" not in str(caught.value)
