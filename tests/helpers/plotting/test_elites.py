"""Every episode of a training is a dot; its colour says whether select_elite_steps keeps it."""

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from helpers.plotting import elite_threshold, elites


@pytest.fixture
def drawn(monkeypatch):
    pictures = []
    monkeypatch.setattr(
        elites, "finish", lambda figure, summary: pictures.append((figure.axes[0], summary))
    )
    return pictures


def dots(axes):
    """Return the positions of the two clouds: episodes and elite episodes."""
    clouds = [found for found in axes.collections if isinstance(found, PathCollection)]
    return [np.asarray(cloud.get_offsets()) for cloud in clouds]


HISTORY = [[10.0, 20.0, 30.0, 40.0, 50.0], [9.0, 500.0, 500.0, 500.0]]


def test_every_episode_is_a_dot_near_its_iteration(drawn):
    elite_threshold(HISTORY, 75.0)
    everyone = np.concatenate(dots(drawn[0][0]))
    for k, batch in enumerate(HISTORY, start=1):
        here = np.abs(everyone[:, 0] - k) < 0.4
        assert sorted(everyone[here, 1]) == sorted(batch)


def test_elites_lie_above_the_threshold_or_at_it_if_none_lies_above(drawn):
    elite_threshold(HISTORY, 75.0)
    chosen = dots(drawn[0][0])[1]
    assert sorted(chosen[:, 1]) == [50.0, 500.0, 500.0, 500.0]


def test_the_lines_are_threshold_and_mean_of_each_batch(drawn):
    elite_threshold(HISTORY, 50.0)
    lines = {line.get_label(): line.get_ydata().tolist() for line in drawn[0][0].lines}
    assert lines["elite threshold"] == [30.0, 500.0]
    assert lines["mean"] == [30.0, 377.25]


def test_the_summary_states_the_numbers_of_the_first_and_the_last_batch(drawn):
    elite_threshold(HISTORY, 75.0)
    assert drawn[0][1] == (
        "2 iterations: mean return 30 → 377, threshold (percentile 75) 40 → 500; in the last batch "
        "3 of 4 episodes are elite."
    )


@pytest.mark.parametrize(
    ("history", "words"),
    [([], "history is empty"), ([[1.0], []], "'batch 1' is empty"), ([1.0], "'batch 0' has shape")],
)
def test_bad_input_is_refused_in_one_line(history, words):
    with pytest.raises(ValueError, match=words):
        elite_threshold(history, 50.0)
