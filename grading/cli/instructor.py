"""The commands for instructors: collect hand-ins, grade, report, give feedback, export."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from grading.cli.shared import INTERRUPTED, NEEDS_A_LOOK, CellSeconds, Json, Lesson
from grading.errors import CourseError

app = typer.Typer()


@app.command()
def instructor(
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    port: Annotated[int | None, typer.Option(help="the port to listen on")] = None,
) -> None:
    """Open JupyterLab with Formgrader."""
    from grading.jupyter.lab import open_instructor_lab

    open_instructor_lab(browser, port)


@app.command()
def collect(
    lesson: Lesson,
    path: Annotated[
        Path,
        typer.Argument(
            help="a download from Moodle, Canvas, Blackboard, Brightspace, ILIAS, Sakai, "
            "Gradescope or Submitty, or any folder or archive of notebooks"
        ),
    ],
    times: Annotated[
        bool,
        typer.Option(
            help="use each file's time as the time when it was handed in, where the platform gives "
            "none; without this, such a notebook counts as in time"
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Collect the notebooks that were handed in, from a folder or an archive."""
    from grading.lessons.source import lesson_name
    from grading.lms.collect import collect as collect_class

    results = collect_class(lesson_name(lesson), path, times=times)
    for result in results:
        if as_json:
            print(json.dumps(result.line()))
            continue
        when = f"{result.when.astimezone():%Y-%m-%d %H:%M}  " if result.when else ""
        when += f"time: {result.time}" if result.time else ""
        print(f"{result.student:<24} {result.outcome:<10} {when}".rstrip())
        for note in result.notes:
            print(f"    {note}")
    looks = sum(result.problem for result in results)
    if not as_json:
        counts = Counter(result.outcome for result in results)
        parts = [f"{count} {outcome}" for outcome, count in counts.items()]
        print(f"{len(results)} in total: {', '.join(parts)}")
    if looks:
        print(f"course: {looks} of {len(results)} need a look, see the notes", file=sys.stderr)
        raise typer.Exit(NEEDS_A_LOOK)


@app.command()
def due(
    lesson: Lesson,
    when: Annotated[
        str | None,
        typer.Argument(help="date and time, such as '2027-03-31 23:59', or never to remove it"),
    ] = None,
    per_day: Annotated[
        float | None,
        typer.Option(help="percent of the points lost per day or part of a day, in all lessons"),
    ] = None,
    at_most: Annotated[
        float | None, typer.Option(help="largest penalty, in percent of the points")
    ] = None,
    grace_minutes: Annotated[
        float | None, typer.Option(help="minutes late that cost nothing")
    ] = None,
    student: Annotated[
        str | None,
        typer.Option(help="set the date only for the student with this id; never removes it"),
    ] = None,
) -> None:
    """Show or set the due date of a lesson and the penalty for being late."""
    from grading.gradebook import due_dates
    from grading.gradebook.late_penalty import renew_penalties
    from grading.lessons.source import lesson_name

    name = lesson_name(lesson)
    given = {"per_day": per_day, "at_most": at_most, "grace_minutes": grace_minutes}
    changed = {option: value for option, value in given.items() if value is not None}
    if student is not None and when is None:
        raise CourseError(f"--student needs a date: `course due {lesson} DATE --student {student}`")
    if student is not None:
        due_dates.set_extension(name, student, due_dates.read_date(when))
    elif when is not None:
        due_dates.set_due_date(name, due_dates.read_date(when))
    if changed:
        due_dates.set_penalty(**changed)
    print(due_dates.describe(name))
    if when is not None or changed:
        for late in renew_penalties(name):
            print(f"    {late} is late and loses points")


@app.command()
def grade(
    lesson: Lesson,
    students: Annotated[
        str | None, typer.Option(help="ids of students, separated by commas; by default, everyone")
    ] = None,
    again: Annotated[
        bool, typer.Option(help="also grade submissions that are graded already")
    ] = False,
    as_json: Json = False,
    cell_seconds: CellSeconds = 30.0,
    sandbox: Annotated[
        str,
        typer.Option(envvar="LWG_SANDBOX", help="bwrap confines student code, none does not"),
    ] = "bwrap",
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="submissions to grade at a time; by default, one per processor"),
    ] = None,
    ray_address: Annotated[
        str | None, typer.Option(help="address of a Ray cluster to grade on, as host:port")
    ] = None,
) -> None:
    """Grade the submissions of a lesson and enter the points into nbgrader's gradebook."""
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
            "course: interrupted; all results so far are in the gradebook, and the same command "
            "grades the rest",
            file=sys.stderr,
        )
        raise typer.Exit(INTERRUPTED) from None
    progress.hide()
    if looks:
        print(f"course: {looks} of {total} need a look, see the notes", file=sys.stderr)
        raise typer.Exit(NEEDS_A_LOOK)


@app.command()
def export(
    lesson: Lesson,
    kind: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="csv, canvas or moodle; by default csv or, with --like, whichever made that table",
        ),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(
            help="your class's own table, in any language, of which a copy is filled in: Moodle's "
            "grading worksheet, or Canvas's export of the gradebook"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="file to write; by default, in the course folder's exports/")
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            "--column",
            "--grade-column",
            help="Canvas's name of the assignment, such as 'Lesson 1 (4711)', or the column of "
            "--like for the grades",
        ),
    ] = None,
) -> None:
    """Write the grades of a lesson as a table for a spreadsheet, Canvas or Moodle."""
    from grading.lessons.source import lesson_name
    from grading.lms.export import export as export_grades

    path, notes = export_grades(lesson_name(lesson), kind, out, column=column, like=like)
    print(f"the grades are in {path}")
    for note in notes:
        print(f"course: {note}", file=sys.stderr)
    if notes:
        raise typer.Exit(NEEDS_A_LOOK)


@app.command()
def report(lesson: Lesson, as_json: Json = False) -> None:
    """Show how the class did: what failed and why, who needs a look, and what is left to mark."""
    from grading.lessons.source import lesson_name
    from grading.pages.report import as_text, class_report

    data = class_report(lesson_name(lesson))
    print(json.dumps(data) if as_json else as_text(data))


@app.command()
def feedback(
    lesson: Lesson,
    students: Annotated[
        str | None, typer.Option(help="ids of students, separated by commas; by default, everyone")
    ] = None,
    again: Annotated[bool, typer.Option(help="also make pages that are up to date")] = False,
    as_json: Json = False,
) -> None:
    """Make a feedback page for each student, with points, reports and your comments."""
    from grading.lessons.source import lesson_name
    from grading.pages.feedback import feedback as make_feedback

    wanted = None if students is None else [student.strip() for student in students.split(",")]
    failed = total = waiting = 0
    for page in make_feedback(lesson_name(lesson), wanted, again=again):
        total += 1
        failed += page.problem is not None
        waiting += page.waiting
        if as_json:
            print(json.dumps(asdict(page) | {"path": str(page.path)}), flush=True)
        elif page.problem is not None:
            print(f"{page.student:<24} not made: {page.problem}")
        else:
            print(f"{page.student:<24} {page.path}" + " (up to date)" * (not page.fresh))
    if waiting:
        print(
            f"course: {waiting} of {total} pages have an answer that nobody has marked yet; "
            "it counts as 0 points",
            file=sys.stderr,
        )
    if failed:
        print(f"course: {failed} of {total} pages could not be made", file=sys.stderr)
        raise typer.Exit(NEEDS_A_LOOK)
