"""Learning curves show the median, the range of the runs, and where runs stopped early."""

from itertools import pairwise

import numpy as np
import pytest

from helpers.plotting import learning_curves
from helpers.plotting.curves import LABEL_GAP, _apart

RUNS = [np.array([0.0, 10.0, 20.0]), np.array([2.0, 2.0, 2.0]), np.array([4.0, 30.0])]


def test_line_and_band_are_median_lowest_and_highest_with_held_last_values(drawn):
    learning_curves({"NES": RUNS})
    axes, summary = drawn[0]
    assert axes.lines[0].get_xydata().tolist() == [[1, 2], [2, 10], [3, 20]]
    band = axes.collections[0].get_paths()[0].vertices
    assert {tuple(point) for point in band} >= {(1, 0), (1, 4), (2, 2), (2, 30), (3, 2), (3, 30)}
    assert "holds its last value" in summary


def test_a_dot_marks_where_a_run_stopped_early(drawn):
    learning_curves({"NES": RUNS})
    assert drawn[0][0].collections[1].get_offsets().data.tolist() == [[2, 30]]


def test_runs_of_equal_length_have_no_dots_and_no_mention_of_stopping(drawn):
    learning_curves({"NES": RUNS[:2]})
    axes, summary = drawn[0]
    assert len(axes.collections) == 1
    assert "stopped" not in summary


def test_runs_are_held_up_to_the_longest_of_all_methods(drawn):
    learning_curves({"short": [[5.0, 6.0]], "long": [[1.0] * 9]})
    assert drawn[0][0].lines[0].get_xydata()[-1].tolist() == [9, 6]


def test_the_target_is_a_dashed_line_and_the_summary_says_when_it_was_reached(drawn):
    learning_curves({"NES": RUNS, "still": [[1.0, 1.0]]}, target=9.5)
    axes, summary = drawn[0]
    (dashed,) = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert list(dashed.get_ydata()) == [9.5, 9.5]
    assert "NES: 2 → 20, at 9.5 by iteration 2; still: 1 → 1, 9.5 not reached" in summary


def test_each_method_has_its_own_colour_and_its_name_is_written_in_it(drawn):
    learning_curves({name: [[1.0, 2.0]] for name in "abcdef"})
    axes = drawn[0][0]
    colours = [line.get_color() for line in axes.lines]
    assert len(set(colours)) == 6
    assert {(t.get_text(), t.get_color()) for t in axes.texts} == set(
        zip("abcdef", colours, strict=True)
    )


def test_names_at_the_right_do_not_overlap_if_lines_end_together(drawn):
    learning_curves({f"method {i}": [[0.0, 500.0]] for i in range(6)})
    axes = drawn[0][0]
    axes.figure.draw_without_rendering()
    boxes = sorted((t.get_window_extent() for t in axes.texts), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 2 for low, high in pairwise(boxes))


def test_names_with_enough_room_stay_at_their_lines():
    assert _apart([0.9, 0.1, 0.5], LABEL_GAP) == pytest.approx([0.9, 0.1, 0.5])


def test_names_pushed_apart_keep_their_order_and_their_middle():
    apart = _apart([0.50, 0.52, 0.51], 0.1)
    assert apart == pytest.approx([0.41, 0.61, 0.51])


def test_a_nan_is_left_out(drawn):
    learning_curves({"NES": [[1.0, np.nan, 3.0], [3.0, 5.0, np.nan]]})
    assert drawn[0][0].lines[0].get_ydata().tolist() == [2.0, 5.0, 3.0]


def test_a_single_iteration_is_visible(drawn):
    learning_curves({"NES": [[1.0]]})
    assert drawn[0][0].lines[0].get_marker() == "o"


@pytest.mark.parametrize(
    ("histories", "words"),
    [
        ({}, "histories is empty"),
        ({"NES": []}, "'NES' has no run"),
        ({"NES": [[]]}, "'NES' is empty"),
        ({"NES": np.array([1.0, 2.0])}, "'NES' is a single run"),
        ({"NES": 3.0}, "'NES' is a single run"),
        ({"NES": [1.0, 2.0]}, "'NES' is a single run"),
        ({"NES": [[[1.0]]]}, "'NES' has shape"),
        ({"NES": [[np.nan]]}, "nothing but nan"),
        ({"NES": [[np.inf]]}, "infinity"),
        ({"NES": [["high"]]}, "something other than numbers"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_method(histories, words):
    with pytest.raises(ValueError, match=words) as caught:
        learning_curves(histories)
    assert "\n" not in str(caught.value)
