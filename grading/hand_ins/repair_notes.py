"""Describe the repairs of a hand-in in plain English, one line for each kind of repair."""

from collections.abc import Iterable

from nbformat import NotebookNode

from grading.hand_ins.images import DAMAGED, LARGE, MAX_BYTES, MAX_PIXELS, MISSING, SVG

REPAIRS = "repairs"
"""The key under which a notebook's metadata holds the notes on its repairs."""

MENDED = "mended: "
"""Begins a note on a repair that does not affect the score; any other note needs a look."""

OPEN_FILE = "open the file that was handed in"
LIMITS = f"{MAX_BYTES >> 20} MiB or {MAX_PIXELS // 10**6} million pixels"

LINES = {
    "redefined": (
        "{} has different answers in {}; the last one counts, as it does when the notebook is run",
        "{} have different answers in {}; the last ones count, as they do when the notebook is run",
    ),
    "rewritten": (
        "the question {} has different answers in {}; the last one is to be marked, and the others "
        "are shown where they are",
        "the questions {} have different answers in {}; the last ones are to be marked, and the "
        "others are shown where they are",
    ),
    "missing": (
        "the cell {} was missing and has been put back empty",
        "the cells {} were missing and have been put back empty",
    ),
    "misnamed": (
        "{} is not defined in {}, where it belongs: was it renamed?",
        "{} are not defined in {}, where they belong: were they renamed?",
    ),
    MISSING: (
        "the picture {} of a written answer is not in the notebook: ask the student for it",
        "the pictures {} of a written answer are not in the notebook: ask the student for them",
    ),
    SVG: (
        "the picture {} of a written answer is not shown, because an SVG can contain scripts: "
        + OPEN_FILE,
        "the pictures {} of a written answer are not shown, because an SVG can contain scripts: "
        + OPEN_FILE,
    ),
    LARGE: (
        f"the picture {{}} of a written answer is larger than {LIMITS} and is not shown: "
        + OPEN_FILE,
        f"the pictures {{}} of a written answer are larger than {LIMITS} and are not shown: "
        + OPEN_FILE,
    ),
    DAMAGED: (
        "the picture {} of a written answer is damaged, or not a PNG, JPEG, GIF or WebP, and is "
        "not shown: " + OPEN_FILE,
        "the pictures {} of a written answer are damaged, or not a PNG, JPEG, GIF or WebP, and are "
        "not shown: " + OPEN_FILE,
    ),
    "foreign": (
        MENDED + "a cell had the name {}, which this release of the lesson does not use; the name "
        "was removed",
        MENDED + "cells had the names {}, which this release of the lesson does not use; the names "
        "were removed",
    ),
    "in another place": (
        MENDED + "the answer {} was found in a cell other than its own",
        MENDED + "the answers {} were found in cells other than their own",
    ),
    "lost": (
        MENDED + "the cell {} had lost its name and was recognised by its content",
        MENDED + "the cells {} had lost their names and were recognised by their content",
    ),
    "twice": (
        MENDED + "the cell {} occurs more than once; copies that add nothing were not graded",
        MENDED + "the cells {} occur more than once; copies that add nothing were not graded",
    ),
    "check": (
        MENDED + "the check {} was missing or changed and has been put back",
        MENDED + "the checks {} were missing or changed and have been put back",
    ),
    "question": (
        MENDED + "the answer to {} was written outside its cell and was copied into it",
        MENDED + "the answers to {} were written outside their cells and were copied into them",
    ),
    "given": (
        MENDED + "the lesson's own cell that begins with {} was missing and has been put back",
        MENDED + "the lesson's own cells that begin with {} were missing and have been put back",
    ),
    "picture": (
        MENDED + "{} is for display only and was not run",
        MENDED + "{} are for display only and were not run",
    ),
    "used picture": (
        MENDED + "{} is tagged for display only, but was run because an answer uses its code",
        MENDED + "{} are tagged for display only, but were run because answers use their code",
    ),
}
SHOWN = 6


class Notes:
    """Collects the repairs of a notebook and turns them into lines, in the order of `LINES`."""

    def __init__(self) -> None:
        self._found: dict[str, list] = {kind: [] for kind in LINES}
        self._cells: dict[str, list] = {kind: [] for kind in LINES}

    def add(self, kind: str, *names: str, cells: Iterable[NotebookNode] = ()) -> None:
        """Note a repair.

        Args:
            kind: a key of `LINES`.
            *names: names of the cells or functions that were repaired.
            cells: cells that the note mentions by number.
        """
        self._found[kind] += [name for name in names if name not in self._found[kind]]
        self._cells[kind] += cells

    def lines(self, numbers: dict[int, int]) -> list[str]:
        """Return one line for each kind of repair that was noted.

        Args:
            numbers: the number of each cell, by its identity (``id(cell)``); known only after all
                repairs, because they insert cells.
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
    """Return whether any note reports more than a repair that does not affect the score."""
    return any(not note.startswith(MENDED) for note in notes)
