"""The arguments, exit statuses and error handling that the commands share."""

import functools
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from grading.errors import CourseError

Lesson = Annotated[
    str, typer.Argument(help="number or name of a lesson, such as 7 or 07_distributed_nes")
]
Json = Annotated[bool, typer.Option("--json", help="print JSON, one line per result")]
CellSeconds = Annotated[float, typer.Option(help="time limit for one cell, in seconds")]

NEEDS_A_LOOK, INTERRUPTED = 1, 130
COULD_NOT_RUN = 2


def one_line_errors(command: Callable) -> Callable:
    """Make a command print a `CourseError` as one line on stderr and exit with status 2."""

    @functools.wraps(command)
    def run(*args: object, **kwargs: object) -> object:
        try:
            return command(*args, **kwargs)
        except CourseError as error:
            print(f"course: {error}", file=sys.stderr)
            raise typer.Exit(COULD_NOT_RUN) from None

    return run
