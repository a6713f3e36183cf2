"""Words of a student's code on their way to people: one line, no commands, of bounded length.

An exception's text may hold what clears a terminal, turns its letters round or looks like the next
student's line. HTML needs nothing here: nbgrader's pages and JSON escape it themselves.
"""

from collections.abc import Iterable
from dataclasses import astuple

from checks.framework import Problem

MAX_LENGTH = 1000
MAX_NOTES = 60


def harmless(text: str) -> str:
    """A text with every white space as one space and what cannot be printed as �.

    Args:
        text: from anywhere; it ends in "…" where it was cut.
    """
    # White space will shrink: so look at more than is kept, but not at a hundred megabytes.
    cut = text[: 8 * MAX_LENGTH]
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in cut)
    line = " ".join(line.split())
    whole = len(line) <= MAX_LENGTH and len(cut) == len(text)
    return line if whole else line[: MAX_LENGTH - 1] + "…"


def harmless_problem(problem: Problem | None) -> Problem | None:
    """The same problem in harmless words."""
    return None if problem is None else Problem(*map(harmless, astuple(problem)))


def harmless_notes(notes: Iterable[str]) -> list[str]:
    """Harmless notes, the first sixty and how many more there are."""
    found = list(notes)
    more = [f"and {len(found) - MAX_NOTES} more notes"] if len(found) > MAX_NOTES else []
    return [harmless(note) for note in found[:MAX_NOTES]] + more
