"""Make texts from a student's code safe to print: one line, printable, of limited length.

The text of an exception can contain codes that clear a terminal, reverse the direction of letters
or imitate the next student's line. HTML needs no care here, because nbgrader's pages and JSON
escape it themselves.
"""

from collections.abc import Iterable
from dataclasses import astuple

from checks.framework import Problem

MAX_LENGTH = 1000
MAX_NOTES = 60


def safe_line(text: str) -> str:
    """Turn a text into one printable line of at most `MAX_LENGTH` characters.

    Args:
        text: any text.

    Returns:
        The text with each run of white space as one space, and with � for every character that
        cannot be printed. It ends in "…" if it was cut.
    """
    # White space will shrink, so read more than is kept, but not a hundred megabytes.
    cut = text[: 8 * MAX_LENGTH]
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in cut)
    line = " ".join(line.split())
    whole = len(line) <= MAX_LENGTH and len(cut) == len(text)
    return line if whole else line[: MAX_LENGTH - 1] + "…"


def safe_problem(problem: Problem | None) -> Problem | None:
    """Return a problem with all its texts made safe, or None for None."""
    return None if problem is None else Problem(*map(safe_line, astuple(problem)))


def safe_notes(notes: Iterable[str]) -> list[str]:
    """Return the first `MAX_NOTES` notes, made safe, and a line that counts the others."""
    found = list(notes)
    more = [f"and {len(found) - MAX_NOTES} more notes"] if len(found) > MAX_NOTES else []
    return [safe_line(note) for note in found[:MAX_NOTES]] + more
