"""Throughput and speed-up are drawn where they were measured, next to Amdahl's law."""

import numpy as np
import pytest

from helpers.plotting import speedup_curve, throughput


def test_each_rate_is_drawn_at_its_width_on_logarithmic_axes(drawn):
    throughput({"a": [1e4, 3e6], "b": [2e4, 5e4]}, [1, 256], baseline=5e4)
    axes, summary = drawn[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert axes.lines[0].get_xydata().tolist() == [[1, 1e4], [256, 3e6]]
    assert "a: at most 3 M at width 256, 60 times" in summary
    assert "b: at most 50 k at width 256, 1 times" in summary
    assert "one by one 50 k" in summary


def test_without_a_baseline_nothing_is_compared(drawn):
    throughput({"a": [10.0]}, [1])
    axes, summary = drawn[0]
    assert len(axes.lines) == 1
    assert summary == "Steps a second: a: at most 10 at width 1."


def curve(axes, label):
    (line,) = [line for line in axes.lines if line.get_label() == label]
    return line.get_xdata(), line.get_ydata()


def test_the_law_begins_at_one_and_stays_under_its_ceiling(drawn):
    speedup_curve({4: 2.5, 1: 1.0}, 0.2, workers=64)
    axes, summary = drawn[0]
    workers, law = curve(axes, "Amdahl's law, fitted")
    assert (workers[0], law[0]) == (1, 1)
    assert law == pytest.approx(1 / (0.2 + 0.8 / workers))
    assert list(curve(axes, "ceiling")[1]) == [5.0, 5.0]
    assert np.all(law < 5.0)
    assert "1 with 1, 2.5 with 4. Fitted serial fraction 0.2" in summary
    assert "ceiling 5" in summary


def test_the_measurements_are_shown_in_the_order_of_workers(drawn):
    speedup_curve({4: 2.5, 1: 1.0, 2: 1.7}, 0.2)
    assert np.array_equal(curve(drawn[0][0], "measured"), [[1, 2, 4], [1.0, 1.7, 2.5]])


@pytest.mark.parametrize(("fraction", "words"), [(0.0, "ceiling none"), (1e-4, "ceiling 10000")])
def test_a_ceiling_far_above_is_mentioned_but_not_drawn(drawn, fraction, words):
    speedup_curve({1: 1.0, 2: 2.0}, fraction)
    axes, summary = drawn[0]
    assert words in summary
    assert "ceiling" not in [line.get_label() for line in axes.lines]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: throughput({}, [1]), "rates is empty"),
        (lambda: throughput({"a": [1.0]}, [1, 2]), "'a' has 1 rates for 2 widths"),
        (lambda: throughput({"a": [0.0]}, [1]), "'a' holds a number that is not positive"),
        (lambda: speedup_curve({}, 0.1), "speedup is empty"),
        (lambda: speedup_curve({1: 1.0}, 1.5), "serial_fraction is 1.5"),
        (lambda: speedup_curve({1: 1.0}, float("nan")), "serial_fraction is nan"),
        (lambda: speedup_curve({1: 0.0}, 0.1), "'speedup' holds a number that is not positive"),
    ],
)
def test_bad_input_is_refused_in_one_line(draw, words):
    with pytest.raises(ValueError, match=words) as caught:
        draw()
    assert "\n" not in str(caught.value)
