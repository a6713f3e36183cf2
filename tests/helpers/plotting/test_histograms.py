"""Histograms show how values are distributed, and their summaries state the moments."""

import numpy as np
import pytest

from helpers.plotting import fitness_shapes, gradient_spread

# --- gradient_spread

GROUPS = {"wide": [-3.0, 1.0, 5.0], "narrow": [1.0, 2.0]}


def test_the_summary_states_mean_and_standard_deviation_of_every_row_and_the_truth(drawn):
    gradient_spread(GROUPS, truth=1.5)
    assert drawn[0][1] == (
        "wide: mean 1, standard deviation 3.27; narrow: mean 1.5, standard deviation 0.5. "
        "The truth is 1.5."
    )


def test_rows_are_labelled_from_top_to_bottom(drawn):
    gradient_spread(GROUPS)
    axes = drawn[0][0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["wide", "narrow"]
    low, high = axes.get_ylim()
    assert low > high


def test_the_bars_extend_one_standard_deviation_to_either_side_of_the_mean(drawn):
    gradient_spread(GROUPS)
    bars = [box.get_segments()[0][:, 0] for box in drawn[0][0].collections if _is_bar(box)]
    assert bars[0] == pytest.approx([1 - np.std(GROUPS["wide"]), 1 + np.std(GROUPS["wide"])])
    assert bars[1] == pytest.approx([1.0, 2.0])


def _is_bar(collection):
    return hasattr(collection, "get_segments") and len(collection.get_segments()) == 1


def test_the_truth_is_a_dashed_line_and_may_be_left_out(drawn):
    gradient_spread(GROUPS, truth=1.5)
    gradient_spread(GROUPS)
    dashed = [[line for line in axes.lines if line.get_linestyle() == "--"] for axes, _ in drawn]
    assert list(dashed[0][0].get_xdata()) == [1.5, 1.5]
    assert dashed[1] == []


def test_equal_estimates_can_be_drawn(drawn):
    gradient_spread({"zero": [0.0, 0.0]}, truth=0.0)
    assert "mean 0, standard deviation 0" in drawn[0][1]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({}, "groups is empty"),
        ({"a": [1.0]}, "'a' has one estimate"),
        ({"a": []}, "'a' is empty"),
        ({"a": [1.0, np.inf]}, "nan or infinity"),
        ({"a": [[1.0, 2.0]]}, "'a' has shape"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_row(groups, words):
    with pytest.raises(ValueError, match=words) as caught:
        gradient_spread(groups)
    assert "\n" not in str(caught.value)


# --- fitness_shapes

RETURNS = np.random.default_rng(1).exponential(20.0, 300) + 9.0


def bars(axes):
    return np.array([patch.get_height() for patch in axes.patches])


def test_shifting_and_scaling_keep_the_proportions_of_the_bars(drawn):
    fitness_shapes({"returns": RETURNS, "standardised": (RETURNS - 20.0) / 7.0})
    first, second = drawn[0][0].figure.axes
    assert bars(second) / bars(second).max() == pytest.approx(bars(first) / bars(first).max())


def test_the_curve_is_the_normal_density_of_the_panels_own_mean_and_deviation(drawn):
    fitness_shapes({"by hand": [1.0, 3.0]})
    (line,) = drawn[0][0].lines
    x, y = line.get_data()
    assert y[np.argmin(np.abs(x - 2.0))] == pytest.approx(1 / np.sqrt(2 * np.pi), rel=1e-3)


def test_the_summary_states_mean_deviation_and_skewness_of_each_panel(drawn):
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
        ({"a": [2.0, 2.0]}, "'a' holds only equal values"),
        ({"a": [1.0, float("nan")]}, "'a' holds nan"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_panel(panels, words):
    with pytest.raises(ValueError, match=words) as caught:
        fitness_shapes(panels)
    assert "\n" not in str(caught.value)
