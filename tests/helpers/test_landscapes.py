"""The landscapes are as high as their docstrings say, and the recorder forgets nothing."""

import numpy as np
import pytest

from helpers.landscapes import Recorder, narrow_ridge, two_hills

GRID = np.meshgrid(np.linspace(-2.5, 2.5, 251), np.linspace(-2.0, 2.0, 201))


@pytest.mark.parametrize(
    ("landscape", "top", "height"), [(narrow_ridge, (1, 1), 0.0), (two_hills, (1.5, 0.5), 2.0)]
)
def test_the_top_has_the_right_position_and_height(landscape, top, height):
    assert landscape(*map(np.array, top)) == pytest.approx(height)
    assert landscape(*GRID).max() == pytest.approx(height)


def test_the_low_hill_has_a_top_of_its_own():
    around = [two_hills(-1 + 0.1 * np.cos(a), 0.1 * np.sin(a)) for a in np.arange(8)]
    assert max(around) < two_hills(np.array(-1.0), np.array(0.0)) == 1.0


def test_the_recorder_keeps_copies_and_hands_them_over_once():
    recorder = Recorder.of_landscape(narrow_ridge)
    theta = np.zeros(2)
    assert recorder(theta) == pytest.approx(-0.1)
    theta += 1
    recorder(theta)
    thetas, values = recorder.take()
    assert thetas.tolist() == [[0.0, 0.0], [1.0, 1.0]]
    assert values == pytest.approx([-0.1, 0.0])
    assert recorder.take()[0].size == 0
