"""A table of failures marks every share below the threshold, in words as well as in colour."""

import numpy as np
import pytest

from helpers.plotting import failure_table

SHARES = {
    "one": {"A": 1.0, "B": 0.9, "C": 0.85},
    "two": {"A": -1.0, "B": 0.0, "C": 0.95},
}


def test_a_share_below_the_threshold_fails_and_one_at_it_passes(drawn):
    failure_table(SHARES, threshold=0.9)
    axes, summary = drawn[0]
    texts = [text.get_text() for text in axes.texts][: 2 * 3]
    assert [text.split()[-1] for text in texts] == [
        "passes",
        "passes",
        "fails",
        "fails",
        "fails",
        "passes",
    ]
    assert summary == "one fails on C (+0.85); two fails on A (-1.00), B (+0.00)."


def test_rows_and_columns_carry_their_names(drawn):
    failure_table(SHARES)
    axes = drawn[0][0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "two"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["A", "B", "C"]


def test_a_learner_without_failures_fails_on_nothing(drawn):
    failure_table({"good": {"A": 1.0}})
    assert drawn[0][1] == "good fails on nothing."


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({}, "at least one learner"),
        ({"one": {"A": 1.0}, "two": {"B": 1.0}}, "was measured on"),
        ({"one": {"A": np.nan}}, "nan or infinite"),
    ],
)
def test_bad_input_is_refused_with_a_reason(shares, words):
    with pytest.raises(ValueError, match=words):
        failure_table(shares)
