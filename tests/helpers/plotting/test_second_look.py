"""A second look marks the winner by the first score and says what became of the best."""

import pytest

from helpers.plotting import second_look

FIRST = [3.0, 9.0, 5.0, 9.0]
AGAIN = [4.0, 6.0, 5.0, 8.0]


def star(axes):
    return next(line for line in axes.lines if line.get_marker() == "*").get_xydata()[0].tolist()


def test_the_winner_is_the_first_of_the_largest_scores(drawn):
    second_look(FIRST, AGAIN)
    axes, summary = drawn[0]
    assert star(axes) == [9.0, 6.0]
    assert "4 candidates; the winner scored 9, then 6." in summary


def test_every_candidate_is_a_dot_and_the_line_shows_where_scores_agree(drawn):
    second_look(FIRST, AGAIN)
    axes = drawn[0][0]
    assert axes.collections[0].get_offsets().tolist() == [
        list(p) for p in zip(FIRST, AGAIN, strict=True)
    ]
    line = next(line for line in axes.lines if line.get_linestyle() == "--")
    assert line.get_xydata().tolist() == [[3, 3], [9, 9]]


def test_the_arrow_leads_from_the_winners_first_score_to_its_second(drawn):
    second_look(FIRST, AGAIN)
    (arrow,) = (text for text in drawn[0][0].texts if text.arrow_patch is not None)
    assert arrow.xyann == (9.0, 9.0)
    assert arrow.xy == (9.0, 6.0)


def test_the_summary_counts_how_many_of_the_best_fell(drawn):
    second_look([*range(20, 0, -1)], [10.0] * 20)
    assert (
        "Of the best 10 by the first score 10 fell; their mean went from 15.5 to 10."
        in (drawn[0][1])
    )


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [
        ([], [], "'first' is empty"),
        ([1, 2], [1], "have 2 and 1 numbers"),
        ([1], [float("nan")], "'again' holds nan"),
    ],
)
def test_bad_input_is_refused_in_one_line(first, again, words):
    with pytest.raises(ValueError, match=words) as caught:
        second_look(first, again)
    assert "\n" not in str(caught.value)
