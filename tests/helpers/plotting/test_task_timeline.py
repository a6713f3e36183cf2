"""A timeline has a bar a task, in the row of its worker, and shows who is idle."""

import pytest

from helpers.plotting import task_timeline

WAYS = {
    "one by one": [(7, 10.0, 11.0), (7, 11.0, 12.0), (7, 12.0, 13.0)],
    "together": [(7, 50.0, 51.0), (3, 50.0, 51.5), (7, 51.0, 52.0)],
}


def bars(axes):
    """Rows and times of the filled bars, from left to right and top to bottom."""
    boxes = [patch for patch in axes.patches if patch.get_fill()]
    return sorted(
        (round(b.get_y() + b.get_height() / 2, 3), b.get_x(), b.get_x() + b.get_width())
        for b in boxes
    )


def test_every_task_is_a_bar_and_every_way_begins_at_0(drawn):
    task_timeline(WAYS)
    assert bars(drawn[0][0]) == [
        (1.0, 0.0, 1.0),
        (1.0, 1.0, 2.0),
        (1.0, 2.0, 3.0),
        (2.7, 0.0, 1.5),
        (3.7, 0.0, 1.0),
        (3.7, 1.0, 2.0),
    ]


def test_a_worker_that_is_idle_in_one_way_has_its_row_there_too(drawn):
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
def test_what_cannot_be_drawn_is_refused_with_a_reason(ways, words):
    with pytest.raises(ValueError, match=words):
        task_timeline(ways)
