"""What was repaired in a hand-in, in plain words: one line a kind of repair."""

from collections.abc import Iterable

from nbformat import NotebookNode

REPAIRS = "repairs"
"""Where a notebook's metadata holds the notes on what was repaired."""

MENDED = "mended: "
"""Begins a note on what was put right and decides nothing; any other note needs a look."""

LINES = {
    "redefined": (
        "{} has unlike answers in {}; as when the notebook is run, the last one counts",
        "{} have unlike answers in {}; as when the notebook is run, the last ones count",
    ),
    "missing": (
        "the cell {} was missing and has been put back empty",
        "the cells {} were missing and have been put back empty",
    ),
    "misnamed": (
        "{} is not defined in {}, which is for it: was it renamed?",
        "{} are not defined in {}, which are for them: were they renamed?",
    ),
    "foreign": (
        MENDED + "a cell named {} is not of this lesson, or of another release of it; its name was "
        "removed",
        MENDED + "cells named {} are not of this lesson, or of another release of it; their names "
        "were removed",
    ),
    "in another place": (
        MENDED + "the answer {} stood in another cell than its own, and was found there",
        MENDED + "the answers {} stood in other cells than their own, and were found there",
    ),
    "lost": (
        MENDED + "the cell {} had lost its name; it was known by what is in it",
        MENDED + "the cells {} had lost their names; they were known by what is in them",
    ),
    "twice": (
        MENDED + "the cell {} stands twice; a copy that says nothing new was not graded",
        MENDED + "the cells {} stand twice; copies that say nothing new were not graded",
    ),
    "check": (
        MENDED + "the check {} was missing or changed and has been put back",
        MENDED + "the checks {} were missing or changed and have been put back",
    ),
    "question": (
        MENDED + "the answer to {} stood outside its cell; it was copied into it",
        MENDED + "the answers to {} stood outside their cells; they were copied into them",
    ),
    "given": (
        MENDED + "the lesson's own cell that begins {} was missing and has been put back",
        MENDED + "the lesson's own cells that begin {} were missing and have been put back",
    ),
    "picture": (
        MENDED + "{} only shows something; it was not run",
        MENDED + "{} only show something; they were not run",
    ),
    "used picture": (
        MENDED + "{} of the lesson has code in it that an answer uses; it was run",
        MENDED + "{} of the lesson have code in them that answers use; they were run",
    ),
}
SHOWN = 6


class Notes:
    """Collects repairs; says them, once all cells have their places, in the order of `LINES`."""

    def __init__(self) -> None:
        self._found: dict[str, list] = {kind: [] for kind in LINES}
        self._cells: dict[str, list] = {kind: [] for kind in LINES}

    def add(self, kind: str, *names: str, cells: Iterable[NotebookNode] = ()) -> None:
        """Note a repair.

        Args:
            kind: one of `LINES`.
            *names: of the cells or functions that it befell.
            cells: that are called by their number.
        """
        self._found[kind] += [name for name in names if name not in self._found[kind]]
        self._cells[kind] += cells

    def lines(self, numbers: dict[int, int]) -> list[str]:
        """One line for each kind of repair that was noted.

        Args:
            numbers: of the notebook's cells, by the identity (``id``) of each.
        """
        lines = []
        for kind, (one, many) in LINES.items():
            names = _listed([repr(name) for name in self._found[kind]])
            places = sorted({numbers[id(c)] for c in self._cells[kind] if id(c) in numbers})
            cells = ("cells " if len(places) > 1 else "cell ") + _listed([str(n) for n in places])
            parts = ([names] if self._found[kind] else []) + ([cells] if places else [])
            if parts:
                several = len(self._found[kind] or places) > 1
                lines.append((many if several else one).format(*parts))
        return lines


def _listed(words: list[str]) -> str:
    shown = words[:SHOWN] + [f"{len(words) - SHOWN} more"] * (len(words) > SHOWN)
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def needs_a_look(notes: Iterable[str]) -> bool:
    """Whether any note tells of more than a repair that decides nothing."""
    return any(not note.startswith(MENDED) for note in notes)
