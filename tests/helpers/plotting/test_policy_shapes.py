"""Curves carry their names, and a map has a line where the probability is one half."""

import numpy as np
import pytest

from helpers.plotting import curves_over, policy_map

X = [0.0, 1.0, 2.0]
SHARES = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]])


def test_every_curve_is_drawn_over_the_same_x_with_its_name(drawn):
    curves_over(X, {"up": [1.0, 2.0, 3.0], "down": [3.0, 2.0, 1.0]}, xlabel="w", ylabel="J")
    axes, summary = drawn[0]
    assert [line.get_label() for line in axes.lines] == ["up", "down"]
    assert axes.lines[1].get_xydata().tolist() == [[0, 3], [1, 2], [2, 1]]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("w", "J")
    assert summary == "up: 1 → 3, highest 3; down: 3 → 1, highest 3 (w from 0 to 2)."


def test_every_curve_has_its_own_colour(drawn):
    curves_over(X, {name: [1.0, 2.0, 3.0] for name in "abcdef"})
    assert len({line.get_color() for line in drawn[0][0].lines}) == 6


@pytest.mark.parametrize(
    ("x", "curves", "words"),
    [
        (X, {}, "curves is empty"),
        ([], {"up": []}, "'x' is empty"),
        (X, {"up": [1.0, 2.0]}, "'up' has 2 heights over 3 places"),
        (X, {"up": [1.0, np.nan, 2.0]}, "'up' holds nan"),
    ],
)
def test_bad_curves_are_refused_in_one_line(x, curves, words):
    with pytest.raises(ValueError, match=words) as caught:
        curves_over(x, curves)
    assert "\n" not in str(caught.value)


def test_the_summary_of_a_map_states_its_range_and_its_middle(drawn):
    policy_map(X, X, SHARES, "angle", "speed")
    axes, summary = drawn[0]
    assert summary == "From 0.1 to 0.9, 0.5 in the middle; the line is at 0.5."
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("angle", "speed")
    assert (axes.get_xlim(), axes.get_ylim()) == ((0.0, 2.0), (0.0, 2.0))


def test_a_map_that_does_not_cross_one_half_has_no_line_and_does_not_mention_it(drawn):
    policy_map(X, X, np.full((3, 3), 0.9))
    assert drawn[0][1] == "From 0.9 to 0.9, 0.9 in the middle."


def test_a_path_is_drawn_and_counted(drawn):
    policy_map(X, X, SHARES, path=np.array([[0.0, 1.0], [1.0, 1.0]]))
    axes, summary = drawn[0]
    assert axes.lines[-1].get_xydata().tolist() == [[0, 1], [1, 1]]
    assert "The path has 2 states." in summary


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (SHARES[:2], r"have shape \(2, 3\), the axes \(3, 3\)"),
        (SHARES + 0.2, "not between 0 and 1"),
        (SHARES - 0.2, "not between 0 and 1"),
        (np.full((3, 3), np.nan), "not between 0 and 1"),
    ],
)
def test_bad_maps_are_refused_in_one_line(shares, words):
    with pytest.raises(ValueError, match=words) as caught:
        policy_map(X, X, shares)
    assert "\n" not in str(caught.value)
