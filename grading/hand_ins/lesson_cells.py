"""Handle the lesson's own cells in a student's notebook: skip its pictures, restore its imports.

A picture is a cell for display only, marked with a tag. It may train for minutes and no score needs
it. If the tag was lost, the cell is recognised by its similarity to a picture of the release.
"""

import itertools
import re
from collections import Counter

import nbformat
from nbformat import NotebookNode

from grading.hand_ins import cell_code
from grading.hand_ins.repair_notes import Notes
from grading.lessons.cells import PICTURE, PUT_BACK, GradedCells, grade_id, is_answer, is_picture

SIMILAR = 0.6
"""Pictures have a similarity of up to 0.67 to each other, and of up to 0.5 to other cells."""

PLOTTING_CALL = re.compile(r"^[ \t]*plotting\.\w+\(", re.MULTILINE)
IMPORTS_FIRST = "# The lesson's own imports: they were changed, or came after an answer."
CALL = re.compile(r"\b([^\W\d]\w*+)\(")
CONSTANT = re.compile(r"^([A-Z][A-Z0-9_]+)[ \t]*=(?!=)", re.MULTILINE)


def leave_out(cell: NotebookNode) -> None:
    """Tag a cell as a picture, so that it is not run."""
    if not is_picture(cell):
        cell.metadata.tags = [*cell.metadata.get("tags", []), PICTURE]


def given_cells(release: NotebookNode) -> list[NotebookNode]:
    """Return the lesson's code cells that are neither graded nor pictures: mainly its imports."""
    return [
        cell
        for cell in release.cells
        if cell.cell_type == "code" and not is_picture(cell) and grade_id(cell) is None
    ]


def mark_pictures(
    notebook: NotebookNode, release: NotebookNode, graded: GradedCells, notes: Notes
) -> None:
    """Decide for each ungraded code cell of a student's notebook whether it is a picture.

    Args:
        notebook: the student's notebook; picture tags are added and removed in place.
        release: the notebook that the student was given.
        graded: the student's answers, checks and written answers.
        notes: receives a note on each cell whose tag was changed.
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

    sources = {cell_code.normalized(cell.source) for cell in pictures}

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
        elif cell_code.normalized(cell.source) in sources or _is_like_picture(
            cell.source, *tokens, tags_lost
        ):
            leave_out(cell)
            notes.add("picture", cells=[cell])


def _is_like_picture(
    source: str, pictures: list[Counter], given: list[Counter], tags_lost: bool
) -> bool:
    tokens = cell_code.tokens(source)
    like_picture, like_given = (
        max((cell_code.similarity(tokens, other) for other in others), default=0.0)
        for others in (pictures, given)
    )
    if like_given >= max(like_picture, SIMILAR):
        return False
    return like_picture >= SIMILAR or (tags_lost and bool(PLOTTING_CALL.search(source)))


def put_back_given(notebook: NotebookNode, release: NotebookNode, notes: Notes) -> None:
    """Put back the lesson's own code that is missing from a student's notebook.

    Args:
        notebook: the student's notebook; cells are inserted in place.
        release: the notebook that the student was given.
        notes: receives a note on each cell that was put back.
    """
    run = [cell for cell in notebook.cells if cell.cell_type == "code" and not is_picture(cell)]
    bound = set().union(*(cell_code.bound(cell.source) for cell in run))
    called = set().union(*(CALL.findall(cell.source) for cell in run))
    above = itertools.takewhile(lambda cell: not is_answer(cell), run)
    same = {cell_code.normalized(cell.source) for cell in above}
    place = 0
    for original in given_cells(release):
        source = original.source
        names = cell_code.bound(source)
        missing = not names <= bound if names else not called.issuperset(CALL.findall(source))
        # In a changed import cell, one module that is not installed here stops the imports after
        # it, and a class or a decorated function needs its imports before it.
        unsure = is_imports(source) and cell_code.normalized(source) not in same
        if missing or unsure:
            copy = nbformat.from_dict(original)
            copy.metadata[PUT_BACK] = True
            copy.source = source if missing else f"{IMPORTS_FIRST}\n{source}"
            notebook.cells.insert(place, copy)
        if missing:
            notes.add("given", source.split("\n")[0])
        # Insert the next cell after this one, to keep the lesson's order; cells that the notebook
        # already has are not moved.
        place = 1 + max(
            (i for i, cell in enumerate(notebook.cells) if cell.source.endswith(source)),
            default=place - 1,
        )


def is_imports(source: str) -> bool:
    """Return whether a cell of the lesson contains only imports."""
    return bool(cell_code.bound(source)) and not cell_code.assigned(source)
