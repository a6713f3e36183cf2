"""Intervals and cost curves show the numbers that they are given and refuse impossible ones."""

import numpy as np
import pytest

from helpers.plotting import cost_curves, intervals

ROWS = {"A": (300.0, 250.0, 340.0), "B": (200.0, 200.0, 200.0)}
CURVES = {
    "A": [(10_000, 300.0, 250.0, 340.0), (1_000, 100.0, 90.0, 120.0)],
    "B": [(1_000, 50.0, 40.0, 60.0), (10_000, 500.0, 480.0, 500.0)],
}


def test_the_bar_extends_from_low_to_high_and_the_dot_is_the_middle(drawn):
    intervals(ROWS)
    axes, summary = drawn[0]
    bars = [line.get_xdata() for line in axes.lines if len(line.get_xdata()) == 2]
    dots = [line.get_xdata()[0] for line in axes.lines if len(line.get_xdata()) == 1]
    assert np.allclose(bars, [[250, 340], [200, 200]])
    assert np.allclose(dots, [300, 200])
    assert "A: 300 [250, 340]; B: 200 [200, 200]" in summary


def test_rows_are_labelled_from_top_to_bottom(drawn):
    intervals(ROWS)
    axes = drawn[0][0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
    assert axes.yaxis_inverted()


def test_the_right_value_is_a_dashed_line(drawn):
    intervals(ROWS, right=310.0)
    (dashed,) = [line for line in drawn[0][0].lines if line.get_linestyle() == "--"]
    assert list(dashed.get_xdata()) == [310.0, 310.0]


def test_points_are_sorted_by_cost(drawn):
    cost_curves(CURVES)
    axes, summary = drawn[0]
    assert axes.lines[0].get_xydata().tolist() == [[1_000, 100], [10_000, 300]]
    band = axes.collections[0].get_paths()[0].vertices
    assert {tuple(point) for point in band} >= {(1e3, 90), (1e3, 120), (1e4, 250), (1e4, 340)}
    assert "From 1000 to 10000: A: 100 → 300; B: 50 → 500" in summary


def test_the_summary_says_at_what_cost_the_target_was_reached(drawn):
    cost_curves(CURVES, target=450.0)
    axes, summary = drawn[0]
    assert "B: 50 → 500, 450 at 10000" in summary
    assert "A: 100 → 300;" in summary
    assert "target 450" in [text.get_text() for text in axes.get_legend().get_texts()]


def test_the_cost_axis_is_logarithmic_and_labelled_at_the_measurements(drawn):
    cost_curves(CURVES)
    axes = drawn[0][0]
    axes.figure.draw_without_rendering()
    assert axes.get_xscale() == "log"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1,000", "10,000"]


def test_methods_differ_in_more_than_colour(drawn):
    cost_curves({name: [(10, 1.0, 0.0, 2.0)] for name in "abcdef"})
    assert len({line.get_marker() for line in drawn[0][0].lines}) == 6


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({}, "rows is empty"),
        ({"A": (1.0, 3.0, 2.0)}, "'A' has low above high"),
        ({"A": (1.0, np.nan, 2.0)}, "'A' holds nan"),
    ],
)
def test_impossible_intervals_are_refused_in_one_line(rows, words):
    with pytest.raises(ValueError, match=words) as caught:
        intervals(rows)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("curves", "words"),
    [
        ({}, "curves is empty"),
        ({"A": []}, "'A' has no point"),
        ({"A": [(0, 1.0, 0.0, 2.0)]}, "a cost of 'A' is not positive"),
        ({"A": [(5, 1.0, 3.0, 2.0)]}, "'A' has low above high"),
    ],
)
def test_impossible_curves_are_refused_in_one_line(curves, words):
    with pytest.raises(ValueError, match=words) as caught:
        cost_curves(curves)
    assert "\n" not in str(caught.value)
