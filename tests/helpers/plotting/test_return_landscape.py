"""A return landscape shows every mean in the right place, and the path of a search over it."""

import numpy as np
import pytest

from helpers.plotting import return_landscape

X, Y = [-1.0, 0.0, 1.0], [0.0, 2.0]
RETURNS = [[1.0, 2.0, 3.0], [4.0, 5.0, 60.0]]


def test_rows_are_the_second_weight_and_columns_the_first(drawn):
    return_landscape(X, Y, RETURNS)
    axes, summary = drawn[0]
    (mesh,) = axes.collections
    assert np.asarray(mesh.get_array()).tolist() == RETURNS
    assert axes.get_xlim() == pytest.approx((-1.5, 1.5))
    assert axes.get_ylim() == pytest.approx((-1.0, 3.0))
    assert summary == (
        "2 x 3 mean returns from 1 to 60 (at 1, 2); 17 % of them are at least 95 % of the best."
    )


def test_the_path_is_drawn_and_described_and_does_not_change_the_limits(drawn):
    path = np.array([[0.0, 0.0], [5.0, 1.0], [0.5, 9.0]])
    return_landscape(X, Y, RETURNS, path, samples=path + 0.25)
    axes, summary = drawn[0]
    drawn_lines = [np.column_stack(line.get_data()).tolist() for line in axes.lines]
    assert path.tolist() in drawn_lines
    assert (path + 0.25).tolist() in drawn_lines
    assert axes.get_xlim() == pytest.approx((-1.5, 1.5))
    assert summary.endswith("The mean goes from (0, 0) in 2 iterations to (0.5, 9).")


@pytest.mark.parametrize(
    ("x", "y", "returns", "words"),
    [
        ([0.0], Y, [[1.0], [2.0]], "at least two points per side"),
        (X, Y, np.transpose(RETURNS), "a row for each y"),
        (X, Y, [[1.0, 2.0, 3.0], [4.0, 5.0, float("nan")]], "holds nan"),
        ([], Y, RETURNS, "'x' is empty"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_says_what_to_give(x, y, returns, words):
    with pytest.raises(ValueError, match=words) as caught:
        return_landscape(x, y, returns)
    assert "\n" not in str(caught.value)
