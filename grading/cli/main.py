"""The command line, ``course``: what `make` calls and what an instructor runs."""

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from grading.cli import instructor as cli_class
from grading.cli.shared import INTERRUPTED, NEEDS_A_LOOK, Json, Lesson, one_line_errors
from grading.errors import CourseError
from grading.settings.environment import course_environment

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check and grade the lessons of Learning without Gradients.",
)

CellSeconds = Annotated[float, typer.Option(help="seconds that one cell may take")]


@app.command()
@one_line_errors
def lab(
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    port: Annotated[int | None, typer.Option(help="the port to listen on")] = None,
) -> None:
    """Open JupyterLab on your own copies of the lessons, in work/."""
    from grading.jupyter.lab import open_student_lab

    open_student_lab(browser, port)


@app.command()
@one_line_errors
def instructor(
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    port: Annotated[int | None, typer.Option(help="the port to listen on")] = None,
) -> None:
    """Open JupyterLab with Formgrader."""
    from grading.jupyter.lab import open_instructor_lab

    open_instructor_lab(browser, port)


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


@app.command()
@one_line_errors
def check(
    lesson: Lesson,
    notebook: Annotated[
        Path | None, typer.Option(help="the notebook; without it, your copy in work/")
    ] = None,
    as_json: Json = False,
    cell_seconds: CellSeconds = 30.0,
) -> None:
    """Grade your own notebook, on this machine, as an instructor would."""
    from grading.cli.check_own import check_own, table

    graded, reports = check_own(lesson, notebook, cell_seconds)
    print(json.dumps(graded.line()) if as_json else table(graded, reports))
    if graded.problem:
        raise typer.Exit(NEEDS_A_LOOK)


@app.command()
@one_line_errors
def solution(lesson: Lesson) -> None:
    """Put the solved notebook of a lesson beside your own copy, for self-study."""
    from grading.cli.check_own import write_solution

    print(f"the solved notebook is at {write_solution(lesson)}")


@app.command()
@one_line_errors
def release(
    folder: Annotated[Path, typer.Option(help="where to put the archive")] = Path("build"),
) -> None:
    """Make the students' bundle: the course without solutions and tests."""
    from grading.lessons.bundle import make_bundle

    print(f"the students' bundle is {make_bundle(folder)}")


@app.command()
@one_line_errors
def grade(
    lesson: Lesson,
    students: Annotated[
        str | None, typer.Option(help="ids, separated by commas; without it, everyone")
    ] = None,
    again: Annotated[bool, typer.Option(help="grade again what is graded already")] = False,
    as_json: Json = False,
    cell_seconds: CellSeconds = 30.0,
    sandbox: Annotated[
        str, typer.Option(envvar="LWG_SANDBOX", help="bwrap confines student code, none does not")
    ] = "bwrap",
    workers: Annotated[
        int | None, typer.Option(min=1, help="submissions at a time; without it, the processors")
    ] = None,
    ray_address: Annotated[
        str | None, typer.Option(help="host:port of a Ray cluster to grade on")
    ] = None,
) -> None:
    """Grade what was handed in for a lesson, into nbgrader's gradebook."""
    from grading.cli.progress import Progress
    from grading.gradebook.grade import grade as grade_class
    from grading.hand_ins.submitted import students_with
    from grading.lessons.source import lesson_name
    from grading.paths import COURSE

    name = lesson_name(lesson)
    wanted = None if students is None else [student.strip() for student in students.split(",")]
    total = len(wanted or students_with(name))
    if total == 0:
        raise CourseError(
            f"nobody has handed in {name}: run `course collect {lesson} DOWNLOAD`, or put "
            f"notebooks at {COURSE / 'submitted'}/<student>/{name}/{name}.ipynb"
        )
    looks, progress = 0, Progress(total)
    settings = {"cell_seconds": cell_seconds, "sandbox": sandbox}
    try:
        for graded in grade_class(
            name, wanted, again=again, settings=settings, workers=workers, ray_address=ray_address
        ):
            looks += graded.problem
            progress.hide()
            if as_json:
                print(json.dumps(graded.line()), flush=True)
            else:
                print("\n".join(graded.words()), flush=True)
            progress.add(graded.student, look=graded.problem, fresh=graded.fresh)
    except KeyboardInterrupt:
        progress.hide()
        print(
            "course: interrupted; what was graded is in the gradebook, and the same command does "
            "the rest",
            file=sys.stderr,
        )
        raise typer.Exit(INTERRUPTED) from None
    progress.hide()
    if looks:
        print(f"course: {looks} of {total} need a look, see the notes", file=sys.stderr)
        raise typer.Exit(NEEDS_A_LOOK)


app.add_typer(cli_class.app)


def main() -> None:
    """Run the command line in the course's own environment."""
    os.environ.update(course_environment())
    # SQLAlchemy's remarks on nbgrader's own code are nothing that a user could mend.
    warnings.filterwarnings("ignore", module="nbgrader")
    app()


if __name__ == "__main__":
    main()
