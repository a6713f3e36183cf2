"""Costs are drawn against sizes on logarithmic axes, with a name at the end of each line."""

import pytest

from helpers.plotting import scaling

SIZES = [10, 100, 1000]
CURVES = {"steep": [5, 50, 500], "flat": [70, 70, 70]}


@pytest.fixture
def picture(drawn):
    scaling(SIZES, CURVES, "weights", "bytes")
    return drawn[0]


def test_both_axes_are_logarithmic_and_the_lines_go_through_the_data(picture):
    axes, _ = picture
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    steep, flat = axes.lines
    assert steep.get_xydata().tolist() == [[10, 5], [100, 50], [1000, 500]]
    assert flat.get_ydata().tolist() == [70, 70, 70]


def test_each_name_is_written_at_the_end_of_its_line_in_its_colour(picture):
    axes, _ = picture
    axes.figure.draw_without_rendering()
    for name, line, text in zip(CURVES, axes.lines, axes.texts, strict=True):
        assert (text.get_text(), text.get_color()) == (name, line.get_color())
        end = axes.transData.transform((SIZES[-1], line.get_ydata()[-1]))[1]
        box = text.get_window_extent()
        assert box.y0 - 2 < end < box.y1 + 2


def test_the_summary_says_where_each_line_begins_and_ends(picture):
    assert picture[1] == "bytes, weights 10 → 1000: steep: 5 → 500; flat: 70 → 70."


@pytest.mark.parametrize(
    ("sizes", "curves", "words"),
    [
        (SIZES, {}, "curves is empty"),
        (SIZES, {"a": [1, 2]}, "'a' has 2 numbers for 3 sizes"),
        (SIZES, {"a": [1, 2, 0]}, "'a' holds a number that is not positive"),
        ([0, 1, 2], {"a": [1, 2, 3]}, "'sizes' holds a number that is not positive"),
        (SIZES, {"a": [1, 2, float("nan")]}, "'a' holds nan"),
    ],
)
def test_bad_input_is_refused_in_one_line(sizes, curves, words):
    with pytest.raises(ValueError, match=words) as caught:
        scaling(sizes, curves, "weights", "bytes")
    assert "\n" not in str(caught.value)
