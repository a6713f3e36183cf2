"""The lesson's own cells in a student's notebook: pictures are not run, what is given is there.

A picture is known by its tag. Where that was lost, by its likeness to one of the release: it may
train for minutes, and no score needs it.
"""

import itertools
import re
from collections import Counter

import nbformat
from nbformat import NotebookNode

from grading.hand_ins import cell_code
from grading.hand_ins.repair_notes import Notes
from grading.lessons.cells import PICTURE, PUT_BACK, GradedCells, grade_id, is_answer, is_picture

ALIKE = 0.6
"""The lesson's own cells resemble each other by up to 0.67, and those of other kinds by 0.5."""

SHOWS = re.compile(r"^[ \t]*plotting\.\w+\(", re.MULTILINE)
FIRST = "# The lesson's own imports: they were changed, or stood below an answer."
CALL = re.compile(r"\b([^\W\d]\w*+)\(")
CONSTANT = re.compile(r"^([A-Z][A-Z0-9_]+)[ \t]*=(?!=)", re.MULTILINE)


def leave_out(cell: NotebookNode) -> None:
    """Mark a cell as one that is not run."""
    if not is_picture(cell):
        cell.metadata.tags = [*cell.metadata.get("tags", []), PICTURE]


def given_cells(release: NotebookNode) -> list[NotebookNode]:
    """Code of the lesson that is no exercise and no picture: its imports, above all."""
    return [
        cell
        for cell in release.cells
        if cell.cell_type == "code" and not is_picture(cell) and grade_id(cell) is None
    ]


def mark_pictures(
    notebook: NotebookNode, release: NotebookNode, graded: GradedCells, notes: Notes
) -> None:
    """Decide for each of a student's ungraded code cells whether it only shows something.

    Args:
        notebook: a student's; tags are set and taken away.
        release: the notebook that the student was given.
        graded: the cells that are answers, checks and written answers.
        notes: takes what was decided against a cell's tags.
    """
    pictures = [cell for cell in release.cells if is_picture(cell)]
    own = set().union(*(cell_code.bound(cell.source) for cell in pictures))
    exercises = {name for name in graded if name.endswith("-answer")}
    used = set().union(*(cell_code.words(graded[name].source) for name in exercises))
    tags_lost = not any(map(is_picture, notebook.cells))
    tokens = [
        [cell_code.tokens(cell.source) for cell in cells]
        for cells in (pictures, given_cells(release))
    ]

    sources = {cell_code.plain(cell.source) for cell in pictures}

    def needed(cell: NotebookNode) -> bool:
        new = {*cell_code.defined(cell.source), *CONSTANT.findall(cell.source)}
        return bool((new - own) & used)

    taken = {id(cell) for cell in graded.values()}
    for cell in notebook.cells:
        if cell.cell_type != "code" or id(cell) in taken:
            continue
        if is_picture(cell):
            if needed(cell):
                cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != PICTURE]
                notes.add("used picture", cells=[cell])
        elif needed(cell):
            continue
        elif cell_code.plain(cell.source) in sources or _shows(cell.source, *tokens, tags_lost):
            leave_out(cell)
            notes.add("picture", cells=[cell])


def _shows(source: str, pictures: list[Counter], given: list[Counter], tags_lost: bool) -> bool:
    tokens = cell_code.tokens(source)
    like_picture, like_given = (
        max((cell_code.likeness(tokens, other) for other in others), default=0.0)
        for others in (pictures, given)
    )
    if like_given >= max(like_picture, ALIKE):
        return False
    return like_picture >= ALIKE or (tags_lost and bool(SHOWS.search(source)))


def put_back_given(notebook: NotebookNode, release: NotebookNode, notes: Notes) -> None:
    """Put back the lesson's own code that the student's notebook has lost.

    Args:
        notebook: a student's.
        release: the notebook that the student was given.
        notes: takes what was put back.
    """
    run = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_picture(cell)]
    bound = set().union(*(cell_code.bound(cell.source) for cell in run))
    called = set().union(*(CALL.findall(cell.source) for cell in run))
    above = itertools.takewhile(lambda cell: not is_answer(cell), run)
    same = {cell_code.plain(cell.source) for cell in above}
    place = 0
    for original in given_cells(release):
        source = original.source
        names = cell_code.bound(source)
        missing = not names <= bound if names else not called.issuperset(CALL.findall(source))
        # One module that is not installed here would cost the imports below it, and a class or a
        # decorated function needs its imports above it.
        unsure = is_imports(source) and cell_code.plain(source) not in same
        if missing or unsure:
            copy = nbformat.from_dict(original)
            copy.metadata[PUT_BACK] = True
            copy.source = source if missing else f"{FIRST}\n{source}"
            notebook.cells.insert(place, copy)
        if missing:
            notes.add("given", source.split("\n")[0])
        # All that is given stands in the lesson's order; what is there already stays in its place.
        place = 1 + max(
            (i for i, cell in enumerate(notebook.cells) if cell.source.endswith(source)),
            default=place - 1,
        )


def is_imports(source: str) -> bool:
    """Whether a cell of the lesson does nothing but import."""
    return bool(cell_code.bound(source)) and not cell_code.assigned(source)
