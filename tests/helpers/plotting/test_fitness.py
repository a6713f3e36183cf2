"""Histograms of the same returns, shaped in several ways, tell which shaping keeps the shape."""

import numpy as np
import pytest

from helpers.plotting import fitness_shapes

RETURNS = np.random.default_rng(1).exponential(20.0, 300) + 9.0


def bars(axes):
    return np.array([patch.get_height() for patch in axes.patches])


def test_a_shift_and_a_scale_leave_the_bars_in_their_proportions(drawn):
    fitness_shapes({"returns": RETURNS, "standardised": (RETURNS - 20.0) / 7.0})
    first, second = drawn[0][0].figure.axes
    assert bars(second) / bars(second).max() == pytest.approx(bars(first) / bars(first).max())


def test_the_curve_is_the_normal_density_of_the_panels_own_mean_and_deviation(drawn):
    fitness_shapes({"by hand": [1.0, 3.0]})
    (line,) = drawn[0][0].lines
    x, y = line.get_data()
    assert y[np.argmin(np.abs(x - 2.0))] == pytest.approx(1 / np.sqrt(2 * np.pi), rel=1e-3)


def test_the_summary_tells_mean_deviation_and_skewness_of_each_panel(drawn):
    fitness_shapes({"even": [1.0, 3.0], "odd": [0.0, 0.0, 3.0]})
    assert drawn[0][1] == (
        "even: mean 2, standard deviation 1, skewness 0; "
        "odd: mean 1, standard deviation 1.41, skewness 0.707 "
        "(line: a normal distribution, whose skewness is 0)."
    )


@pytest.mark.parametrize(
    ("panels", "words"),
    [
        ({}, "panels is empty"),
        ({"a": []}, "'a' is empty"),
        ({"a": [2.0, 2.0]}, "'a' holds equal values only"),
        ({"a": [1.0, float("nan")]}, "'a' holds nan"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_panel(panels, words):
    with pytest.raises(ValueError, match=words) as caught:
        fitness_shapes(panels)
    assert "\n" not in str(caught.value)
