"""Texts from a student's code reach people as one plain line."""

import pytest

from checks.framework import Problem
from grading.scoring.safe_text import (
    MAX_LENGTH,
    MAX_NOTES,
    safe_line,
    safe_notes,
    safe_problem,
)

HOSTILE = "\x1b[2J\x9b31m a\r\nb\u2028c\u202ed\x00\ud800 " + "x" * 10**6


def test_plain_words_stay_as_they_are():
    text = "given θ = [0.5, 1.0]; expected 3 – got “4”"
    assert safe_line(text) == text


@pytest.mark.parametrize("text", [HOSTILE, " \n " * 10**6, "\x07" * 10**6, ""])
def test_a_hostile_text_becomes_one_printable_line_of_bounded_length(text):
    line = safe_line(text)
    assert line.isprintable()
    assert len(line) <= MAX_LENGTH
    line.encode()


def test_a_cut_is_marked():
    assert safe_line("x" * 2 * MAX_LENGTH).endswith("x…")
    assert safe_line("x" * MAX_LENGTH).endswith("x")


def test_every_part_of_a_problem_is_made_safe():
    problem = safe_problem(Problem(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    assert all(part.isprintable() for part in vars(problem).values())
    assert safe_problem(None) is None


def test_too_many_notes_are_counted_and_cut():
    notes = safe_notes(["a\nb"] * 10_000)
    assert notes[0] == "a b"
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == f"and {10_000 - MAX_NOTES} more notes"
