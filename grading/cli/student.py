"""The commands for students: open the lessons, check a notebook, get a solution."""

import json
from pathlib import Path
from typing import Annotated

import typer

from grading.cli.shared import NEEDS_A_LOOK, CellSeconds, Json, Lesson

app = typer.Typer()


@app.command()
def lab(
    browser: Annotated[bool, typer.Option(help="open a browser")] = True,
    port: Annotated[int | None, typer.Option(help="the port to listen on")] = None,
) -> None:
    """Open JupyterLab on your own copies of the lessons, in work/."""
    from grading.jupyter.lab import open_student_lab

    open_student_lab(browser, port)


@app.command()
def check(
    lesson: Lesson,
    notebook: Annotated[
        Path | None, typer.Option(help="the notebook to grade; by default, your copy in work/")
    ] = None,
    as_json: Json = False,
    cell_seconds: CellSeconds = 30.0,
) -> None:
    """Grade your own notebook on this machine, on inputs that you have not seen."""
    from grading.cli.check_own import check_own, table

    graded, reports = check_own(lesson, notebook, cell_seconds)
    print(json.dumps(graded.line()) if as_json else table(graded, reports))
    if graded.problem:
        raise typer.Exit(NEEDS_A_LOOK)


@app.command()
def solution(lesson: Lesson) -> None:
    """Write the solved notebook of a lesson next to your own copy, for self-study."""
    from grading.cli.check_own import write_solution

    print(f"the solved notebook is at {write_solution(lesson)}")
