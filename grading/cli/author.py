"""The commands of those who change the course: build the notebooks, take an edit back, pack them."""

from pathlib import Path
from typing import Annotated

import typer

from grading.cli.shared import Lesson, one_line_errors
from grading.errors import CourseError

app = typer.Typer()


@app.command()
@one_line_errors
def build(
    check: Annotated[bool, typer.Option(help="only say whether notebooks/ is up to date")] = False,
) -> None:
    """Make the students' notebooks from solutions/."""
    from grading.lessons import build as builder

    if not check:
        for lesson in builder.build():
            print(f"notebooks/{lesson}/{lesson}.ipynb is new")
        return
    different = builder.differences()
    if different:
        names = ", ".join(different)
        raise CourseError(f"notebooks/ differs from solutions/ in {names}: {builder.MEND}")


@app.command("import")
@one_line_errors
def import_edit(
    lesson: Lesson,
    force: Annotated[
        bool, typer.Option("--force", help="also where the script was changed after the notebook")
    ] = False,
) -> None:
    """Take your edit of a notebook in build/course/source back into solutions/."""
    from grading.lessons.import_source import import_source
    from grading.lessons.source import lesson_name

    path = import_source(lesson_name(lesson), force=force)
    print(f"{path} is new: run `course build`" if path else "nothing has changed")


@app.command()
@one_line_errors
def release(
    folder: Annotated[Path, typer.Option(help="where to put the archive")] = Path("build"),
) -> None:
    """Make the students' bundle: the course without solutions and tests."""
    from grading.lessons.bundle import make_bundle

    print(f"the students' bundle is {make_bundle(folder)}")
