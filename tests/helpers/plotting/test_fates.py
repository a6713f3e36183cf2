"""The fates of tasks: a bar each, in the row of its name, and a line for each moment."""

import numpy as np
import pytest

from helpers.plotting import task_fates
from helpers.plotting.fates import FATES

BARS = [
    ("node 0", 0.0, 1.0, "finished"),
    ("node 1", 0.5, 0.75, "crashed"),
    ("node 0", 1.0, 2.5, "finished"),
    ("node 1", 1.0, 2.0, "cancelled"),
]


def test_each_bar_lies_in_its_row_from_begin_to_end(drawn):
    task_fates(BARS)
    axes, _ = drawn[0]
    boxes = [(p.get_x(), p.get_x() + p.get_width(), p.get_y() + 0.33) for p in axes.patches]
    assert np.allclose(boxes, [(0, 1, 0), (0.5, 0.75, 1), (1, 2.5, 0), (1, 2, 1)])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["node 0", "node 1"]


def test_fates_differ_in_colour_and_bad_ones_in_hatching_too(drawn):
    task_fates(BARS)
    axes, _ = drawn[0]
    kinds = {(patch.get_facecolor(), patch.get_hatch()) for patch in axes.patches}
    assert len(kinds) == 3
    hatches = {patch.get_hatch() for patch in axes.patches}
    assert len(hatches) == 3


def test_the_legend_names_the_fates_that_occur(drawn):
    task_fates(BARS)
    names = [text.get_text() for text in drawn[0][0].get_legend().get_texts()]
    assert names == [fate for fate in FATES if fate != "running"]


def test_the_words_count_them_and_name_the_moments(drawn):
    task_fates(BARS, moments={"node 1 dies": 0.75})
    axes, summary = drawn[0]
    assert summary == (
        "4 tasks in 2 rows: 2 finished, 1 crashed, 1 cancelled; the last ends at 2.5 s, "
        "node 1 dies at 0.75 s."
    )
    (dashed,) = axes.lines
    assert list(dashed.get_xdata()) == [0.75, 0.75]


@pytest.mark.parametrize(
    ("bars", "words"),
    [
        ([], "bars is empty"),
        ([("a", 1.0, 0.5, "finished")], "begins at 1.0 and ends at 0.5"),
        ([("a", 0.0, float("nan"), "finished")], "ends at nan"),
        ([("a", 0.0, 1.0, "lost")], "'lost' is none of finished"),
    ],
)
def test_bad_input_is_refused_in_one_line(bars, words):
    with pytest.raises(ValueError, match=words) as caught:
        task_fates(bars)
    assert "\n" not in str(caught.value)
