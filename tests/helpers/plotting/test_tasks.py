"""Each task is a bar in its row from its begin to its end; idle workers and fates are shown."""

import numpy as np
import pytest

from helpers.plotting import task_fates, task_timeline
from helpers.plotting.tasks import FATES

# --- task_timeline

WAYS = {
    "one by one": [(7, 10.0, 11.0), (7, 11.0, 12.0), (7, 12.0, 13.0)],
    "together": [(7, 50.0, 51.0), (3, 50.0, 51.5), (7, 51.0, 52.0)],
}


def bars(axes):
    """Return rows and times of the filled bars, from top to bottom and left to right."""
    boxes = [patch for patch in axes.patches if patch.get_fill()]
    return sorted(
        (round(b.get_y() + b.get_height() / 2, 3), b.get_x(), b.get_x() + b.get_width())
        for b in boxes
    )


def test_every_task_is_a_bar_and_every_way_starts_at_0(drawn):
    task_timeline(WAYS)
    assert bars(drawn[0][0]) == [
        (1.0, 0.0, 1.0),
        (1.0, 1.0, 2.0),
        (1.0, 2.0, 3.0),
        (2.7, 0.0, 1.5),
        (3.7, 0.0, 1.0),
        (3.7, 1.0, 2.0),
    ]


def test_a_worker_that_is_idle_in_one_way_still_has_a_row_there(drawn):
    task_timeline(WAYS)
    axes, summary = drawn[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["worker 1", "worker 2"] * 2
    assert summary == (
        "one by one: 3 tasks in 3 s; together: 3 tasks in 2 s (2 workers took part)."
    )


def test_bars_carry_the_numbers_of_their_tasks(drawn):
    task_timeline(WAYS)
    numbers = [text.get_text() for text in drawn[0][0].texts if text.get_text().isdigit()]
    assert sorted(numbers) == ["0", "0", "1", "1", "2", "2"]


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ({}, "ways is empty"),
        ({"a": []}, "ways is empty, or one of them is"),
        ({"a": [(1, 2.0, 1.0)]}, "ends before it begins"),
    ],
)
def test_bad_ways_are_refused_with_a_reason(ways, words):
    with pytest.raises(ValueError, match=words):
        task_timeline(ways)


# --- task_fates

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


def test_fates_differ_in_colour_and_bad_fates_in_hatching_too(drawn):
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


def test_the_summary_counts_the_fates_and_names_the_moments(drawn):
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
        ([("a", 0.0, 1.0, "lost")], "'lost' is not one of finished"),
    ],
)
def test_bad_bars_are_refused_in_one_line(bars, words):
    with pytest.raises(ValueError, match=words) as caught:
        task_fates(bars)
    assert "\n" not in str(caught.value)
