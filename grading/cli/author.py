"""The commands for changing the course: build, add an exercise, import an edit, release."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from grading.cli.shared import Lesson
from grading.errors import CourseError
from grading.paths import BUILD, ROOT

app = typer.Typer()


@app.command()
def build(
    check: Annotated[bool, typer.Option(help="only check that notebooks/ is up to date")] = False,
) -> None:
    """Build the students' notebooks from solutions/."""
    from grading.lessons import build as builder

    if not check:
        for lesson in builder.build():
            print(f"wrote notebooks/{lesson}/{lesson}.ipynb")
        return
    different = builder.differences()
    if different:
        names = ", ".join(different)
        raise CourseError(f"notebooks/ differs from solutions/ in {names}: {builder.MEND}")


@app.command("import")
def import_edit(
    lesson: Lesson,
    force: Annotated[
        bool, typer.Option("--force", help="import even if the script is newer than the notebook")
    ] = False,
) -> None:
    """Import your edit of a notebook in build/course/source back into solutions/."""
    from grading.lessons.import_source import import_source
    from grading.lessons.source import lesson_name

    path = import_source(lesson_name(lesson), force=force)
    print(f"wrote {path}: now run `course build`" if path else "nothing has changed")


@app.command()
def release(
    folder: Annotated[
        Path | None, typer.Option(help="the folder for the archive; by default, build")
    ] = None,
) -> None:
    """Make the students' bundle, without solutions, tests and files that git does not track."""
    from grading.lessons.bundle import make_bundle, tracked_files, untracked_files
    from grading.lessons.new_exercise import MARK, places_to_fill_in

    if left := places_to_fill_in():
        raise CourseError(f"not ready for students: {', '.join(left)} still say {MARK!r}")
    print(f"wrote the students' bundle, {make_bundle(folder or BUILD)}")
    if not tracked_files():
        print(
            "course: git does not track this folder, so the bundle has every module in it and each "
            "lesson's notebook: check that you added none that students must not see",
            file=sys.stderr,
        )
    elif left := untracked_files():
        print(
            f"course: left out, because git does not track it: {', '.join(map(str, left[:3]))}"
            + f" and {len(left) - 3} more" * (len(left) > 3),
            file=sys.stderr,
        )


@app.command("new-exercise")
def new_exercise(
    lesson: Lesson,
    name: Annotated[str, typer.Argument(help="the name of the function that students will write")],
) -> None:
    """Write the skeleton of a new exercise: text and stub, probe, judge, answers."""
    from grading.lessons import new_exercise as skeletons
    from grading.lessons.source import lesson_name

    for path in skeletons.new_exercise(lesson_name(lesson), name):
        print(f"wrote {path.relative_to(ROOT)}")
    print(
        f"Run `make build` and `make test`: both pass. Then search for {skeletons.MARK!r} in these "
        "files; docs/authors.md says what belongs there."
    )
