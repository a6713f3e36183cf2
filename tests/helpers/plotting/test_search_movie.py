"""The film shows every iteration of every search, and the summary says where each has ended."""

import numpy as np
import pytest

from helpers.landscapes import Snapshot, narrow_ridge, two_hills
from helpers.plotting import search_movie

STILL = Snapshot(np.array([-1.0, 0.0]), 0.3, np.array([[-1.0, 0.5], [-0.5, 0.0]]))


def moved(steps):
    return [Snapshot(STILL.mean + 0.5 * i, 0.3, STILL.samples + 0.5 * i) for i in range(steps)]


def test_a_longer_search_makes_a_longer_film_and_every_panel_is_named(notebook, capsys):
    search_movie({"one": (two_hills, moved(2)), "two": (narrow_ridge, moved(4))})
    longer = len(notebook.film)
    notebook.shown.clear()
    search_movie({"one": (two_hills, moved(2))})
    assert longer > len(notebook.film)
    first, second = capsys.readouterr().out.splitlines()
    assert "one: after 1 iterations" in first
    assert "two: after 3 iterations" in first
    assert second.startswith("one: after 1 iterations the mean is at (-0.5, 0.5), height ")


def test_a_search_that_moves_is_seen_moving_and_the_other_stands_still(notebook):
    search_movie({"moves": (two_hills, moved(3)), "stands": (two_hills, [STILL])})
    frames = [np.asarray(picture).astype(int) for _, picture in notebook.film]
    change = np.abs(frames[-1] - frames[0]).max(axis=2)
    middle = change.shape[1] // 2
    assert change[:, :middle].max() > 100
    assert change[:, middle:].max() < 40


def test_the_film_has_the_browsers_controls_and_needs_no_script(notebook):
    search_movie({"one": (two_hills, [STILL])})
    html = notebook.shown[0]["text/html"]
    assert html.startswith("<video controls ")
    assert "<script" not in html


@pytest.mark.parametrize(
    ("panels", "words"),
    [({}, "panels is empty"), ({"none": (two_hills, [])}, "'none' has no snapshot")],
)
def test_bad_input_is_refused_in_one_line(panels, words):
    with pytest.raises(ValueError, match=words) as caught:
        search_movie(panels)
    assert "\n" not in str(caught.value)
