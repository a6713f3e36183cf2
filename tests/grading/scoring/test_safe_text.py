"""What a student's code says reaches people as one plain line."""

import pytest

from checks.framework import Problem
from grading.scoring.safe_text import (
    MAX_LENGTH,
    MAX_NOTES,
    harmless,
    harmless_notes,
    harmless_problem,
)

HOSTILE = "\x1b[2J\x9b31m a\r\nb\u2028c\u202ed\x00\ud800 " + "x" * 10**6


def test_plain_words_stay_as_they_are():
    text = "given θ = [0.5, 1.0]; expected 3 – got “4”"
    assert harmless(text) == text


@pytest.mark.parametrize("text", [HOSTILE, " \n " * 10**6, "\x07" * 10**6, ""])
def test_a_hostile_text_becomes_one_printable_line_of_bounded_length(text):
    line = harmless(text)
    assert line.isprintable()
    assert len(line) <= MAX_LENGTH
    line.encode()


def test_a_cut_is_marked():
    assert harmless("x" * 2 * MAX_LENGTH).endswith("x…")
    assert harmless("x" * MAX_LENGTH).endswith("x")


def test_every_part_of_a_problem_is_made_harmless():
    problem = harmless_problem(Problem(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    assert all(part.isprintable() for part in vars(problem).values())
    assert harmless_problem(None) is None


def test_no_end_of_notes_is_counted_and_cut():
    notes = harmless_notes(["a\nb"] * 10_000)
    assert notes[0] == "a b"
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == f"and {10_000 - MAX_NOTES} more notes"
