"""Decide which of several notebooks of one student counts.

The notebook that the student has worked on counts, not the untouched one. Between two that were
worked on, the learning platform's times and numbers of attempts decide. Where it gives none, the
times of the files may only suggest an order, and the instructor is asked to look.
"""

import functools
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from grading.hand_ins.cell_code import defined, normalized
from grading.hand_ins.file import HandInError
from grading.hand_ins.parse import parse_notebook
from grading.hand_ins.read import lesson_of
from grading.lessons.cells import grade_id, is_answer
from grading.lessons.notebooks import notebook_path
from grading.lms.names import printable
from grading.lms.platforms import Moment, Owner, is_after
from grading.paths import NOTEBOOKS

STUB = "raise NotImplementedError"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Answers = dict[str, str]


@dataclass(frozen=True)
class Version:
    """One notebook of a student.

    Attributes:
        path: its path in the download.
        file: the file with its content.
        owner: the student, with what the platform says about this file.
        changed: when the file was last changed, or None if unknown.
        lesson: its lesson, or None if it cannot be recognised.
        readable: whether it could be read as a notebook at all.
        answers: the answers that differ from the notebook that was given out, by grade id.
        secret: the submission secret of nbgrader's exchange, or None.
    """

    path: PurePosixPath
    file: Path
    owner: Owner
    changed: datetime | None
    lesson: str | None
    answers: frozenset[tuple[str, str]]
    secret: str | None = None
    readable: bool = True

    @property
    def name(self) -> str:
        """Name in the download, safe to print."""
        return printable(self.path)

    @property
    def content(self) -> bytes:
        """The content of the file, which is not kept in memory for a whole class."""
        return self.file.read_bytes()

    @property
    def worked_on(self) -> int:
        """2 if an answer is filled in, 1 if only text around the stubs differs, 0 if nothing does.

        The stubs of an earlier release, for example, differ from those of today.
        """
        done = any(STUB not in source for _, source in self.answers)
        return 2 if done else int(bool(self.answers))


def read_version(
    path: PurePosixPath,
    file: Path,
    owner: Owner,
    changed: datetime | None,
    secret: str | None = None,
) -> Version:
    """Read what is needed of a notebook to compare it with others; see `Version`."""
    try:
        notebook, _ = parse_notebook(file.read_bytes(), path.name)
    except HandInError:
        return Version(path, file, owner, changed, None, frozenset(), secret, readable=False)
    lesson = lesson_of(notebook)
    answers = frozenset(changed_answers(notebook, lesson).items()) if lesson else frozenset()
    return Version(path, file, owner, changed, lesson, answers, secret)


def changed_answers(notebook: NotebookNode, lesson: str) -> Answers:
    """Return the answers in a notebook that differ from those that the students were given.

    Args:
        notebook: the notebook that was handed in.
        lesson: the full name of its lesson.

    Returns:
        The answers, with whitespace normalized, by grade id.
    """
    given = _given_answers(lesson)
    found: Answers = {}
    for cell in notebook.cells:
        ids = [grade_id(cell)]
        if ids[0] not in given and cell.cell_type == "code":
            # The ids were lost, for example because the cells were pasted into a new notebook.
            ids = [f"{name}-answer" for name in defined(cell.source)]
        source = normalized(cell.source)
        for name in ids:
            if name in given and source and source != given[name]:
                found[name] = f"{found.get(name, '')} {source}".strip()
    return found


@functools.cache
def _given_answers(lesson: str) -> Answers:
    release = nbformat.read(notebook_path(NOTEBOOKS, lesson), as_version=4)
    return {
        grade_id(cell): normalized(cell.source)
        for cell in release.cells
        if grade_id(cell) and (is_answer(cell) or cell.metadata.nbgrader.get("solution"))
    }


@dataclass
class Choice:
    """The notebook that counts.

    Attributes:
        chosen: the notebook.
        notes: a line for each of the others.
        problem: a line for the instructor who has to look at the choice, or None.
    """

    chosen: Version
    notes: list[str]
    problem: str | None = None


def choose(versions: list[Version], *, times: bool = False) -> Choice:
    """Choose the notebook that counts among those of one student and one lesson.

    Args:
        versions: the notebooks, at least one.
        times: whether the times of the files are those of handing in.
    """
    ranks = {id(version): _order(version, times) for version in versions}
    ranked = sorted(versions, key=lambda version: _preference(version, ranks[id(version)]))
    chosen = ranked.pop()
    notes, unsure = [], []
    for other in reversed(ranked):
        same = other.answers == chosen.answers and other.lesson == chosen.lesson
        if chosen.lesson is None:
            same = other.content == chosen.content
        newer = is_after(ranks[id(other)], ranks[id(chosen)])
        if same:
            notes.append(f"{other.name} has the same answers and was not collected")
        elif other.lesson is None and other.readable:
            notes.append(f"{other.name} has no exercise of the lesson and was not collected")
        elif other.worked_on < chosen.worked_on:
            words = "is a newer one without" if newer or _looks_newer(other, chosen) else "has no"
            note = f"{other.name} {words} answers and was not collected"
            (unsure if words != "has no" else notes).append(note)
        elif newer is None:
            unsure.append(f"{other.name} is also answered, and differs")
        else:
            notes.append(f"{other.name} is older and was not collected")
    problem = None
    if unsure:
        rest = "; ".join(unsure[:3]) + (f"; and {len(unsure) - 3} more" if len(unsure) > 3 else "")
        problem = f"check that {chosen.name} is the one that counts: {rest}"
    elif _many_people([one for one in versions if one.worked_on == chosen.worked_on]):
        problem = (
            f"{len(versions)} notebooks in different folders were taken to be one student's; "
            f"{chosen.name} was collected"
        )
    return Choice(chosen, notes, problem)


def _order(version: Version, times: bool) -> Moment:
    """Return the time of handing in and the number of the attempt, as far as they are certain."""
    when = version.owner.when or (version.changed if times else None)
    return when, version.owner.order


def _looks_newer(one: Version, other: Version) -> bool:
    """Return whether the files' times suggest that one notebook is the newer one."""
    return bool(one.changed and other.changed and one.changed > other.changed)


def _preference(version: Version, rank: Moment) -> tuple:
    """Return a key that is largest for the notebook that counts."""
    return (
        version.lesson is not None,
        version.worked_on,
        rank[1],
        rank[0] or LONG_AGO,
        version.changed or LONG_AGO,
        len(version.answers),
        -len(version.path.parts),
        str(version.path),
    )


def _many_people(versions: list[Version]) -> bool:
    """Return whether one "student" may be several: many notebooks side by side in folders.

    What a platform says about its own files is certain, and attempts have numbers.
    """
    if any(one.owner.system != "plain" or one.owner.order for one in versions):
        return False
    folders = {one.path.parent for one in versions}
    side_by_side = {a for a in folders if not any(a in b.parents for b in folders)}
    return len(side_by_side) > 2
