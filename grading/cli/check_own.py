"""Grade a student's own notebook without a gradebook, and write the solved notebook."""

import dataclasses
import importlib.metadata
import re
import secrets
import sys
import textwrap
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from checks.lessons import load_lesson
from grading.errors import CourseError
from grading.hand_ins.read import read_handin
from grading.hand_ins.repair import restore
from grading.hand_ins.repair_notes import REPAIRS, needs_a_look
from grading.lessons.notebooks import notebook_path, write_notebook
from grading.lessons.reference import load_reference
from grading.lessons.source import has_solutions, lesson_name, read_source
from grading.paths import NOTEBOOKS, ROOT, WORK
from grading.sandbox.limits import Limits
from grading.scoring.graded import Graded
from grading.scoring.notebook import score_notebook
from grading.scoring.ray_installed import require_ray
from grading.scoring.score import as_data

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")

IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import|import[ \t]+([\w, \t]+))", re.MULTILINE
)
NOT_THERE = "{} is not one of the course's packages, so it is missing where hand-ins are graded"

BUNDLE_NOTE = (
    "note: these are the properties that your notebook shows, on new inputs. Your instructor's\n"
    "grading also compares your functions with the reference solution."
)


def check_own(
    lesson: str, notebook: Path | None = None, cell_seconds: float = Limits.cell
) -> tuple[Graded, list[str]]:
    """Score a notebook with new random inputs, without a gradebook.

    Args:
        lesson: the number or name of the lesson.
        notebook: the path of the notebook; None means the student's copy in ``work/``.
        cell_seconds: time limit for one cell, in seconds.

    Returns:
        The result, and the report of each exercise.

    Raises:
        CourseError: the lesson or the notebook does not exist, or it cannot be scored.
    """
    name = lesson_name(lesson)
    path = notebook or notebook_path(WORK, name)
    handin = read_handin(path.resolve(), name)
    given = nbformat.read(notebook_path(NOTEBOOKS, name), as_version=4)
    repairs = [*handin.metadata.pop(REPAIRS), *restore(handin, given)]
    require_ray(load_lesson(name))
    reference = load_reference(name) if has_solutions() else None
    lesson = load_lesson(name)
    missing = {module: NOT_THERE.format(module) for module in packages_of_your_own(handin, given)}
    score = score_notebook(
        dataclasses.replace(lesson, withheld=lesson.withheld | missing),
        handin,
        seed=secrets.randbits(63),
        reference=reference,
        limits=Limits(cell=cell_seconds),
    )
    score.notes[:0] = repairs
    graded = Graded("", name, as_data(score), problem=needs_a_look(score.notes))
    return graded, [item.report for item in score.exercises]


def packages_of_your_own(notebook: NotebookNode, given: NotebookNode) -> list[str]:
    """List the modules that a notebook imports and that only this machine may have.

    They are installed here, but are not among the packages that the course locks.

    Args:
        notebook: the student's notebook.
        given: the notebook as it was handed out.
    """
    names = _imported(notebook) - _imported(given) - {"helpers", "checks"}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_normal(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    installed = importlib.metadata.packages_distributions() if names else {}
    return sorted(
        name
        for name in names & set(installed)
        if not any(_normal(distribution) in locked for distribution in installed[name])
    )


def _imported(notebook: NotebookNode) -> set[str]:
    """Return the top-level modules, except Python's own, that a notebook imports."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    words = (re.split(r"[\s,]+", "".join(groups)) for groups in IMPORT.findall(code))
    return {word for group in words for word in group} - {"", "as", *sys.stdlib_module_names}


def _normal(name: str) -> str:
    """Return a distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def table(graded: Graded, reports: list[str]) -> str:
    """Format a result for the student: a table of points, then the reports of failed exercises."""
    rows = [("exercise", "points")]
    rows += [
        (item["exercise"], f"{item['points']:g} of {item['max']:g}{' (bonus)' * ('bonus' in item)}")
        for item in graded.data["exercises"]
    ]
    rows.append(("total", f"{graded.data['score']:g} of {graded.data['max']:g}"))
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:<{width}}  {points}" for name, points in rows]
    exercises = zip(graded.data["exercises"], reports, strict=True)
    wrong = [report for item, report in exercises if item["messages"]]
    notes = [textwrap.fill(f"note: {note}", 96) for note in graded.data["notes"]]
    if not has_solutions():
        notes.append(BUNDLE_NOTE)
    return "\n".join(["\n".join(lines), *wrong, *notes])


def write_solution(lesson: str) -> Path:
    """Write the solved notebook of a lesson into ``work/``.

    Returns:
        The path of the notebook.

    Raises:
        CourseError: this is a students' bundle, which has no solutions, or the file exists already.
    """
    if not has_solutions():
        raise CourseError("this bundle has no solutions: ask your instructor")
    name = lesson_name(lesson)
    path = notebook_path(WORK, name).with_name(f"{name}_solution.ipynb")
    if path.exists():
        raise CourseError(f"{path} exists already: rename or delete it to get a fresh one")
    notebook = read_source(name)
    for cell in notebook.cells:
        lines = cell.source.splitlines()
        cell.source = "\n".join(line for line in lines if line.strip() not in MARKERS)
    write_notebook(notebook, path)
    return path
