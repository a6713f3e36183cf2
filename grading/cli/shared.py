"""What the commands have in common: their arguments, and how they end."""

import functools
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from grading.errors import CourseError

Lesson = Annotated[str, typer.Argument(help="a lesson's number or name: 7, 07_distributed_nes")]
Json = Annotated[bool, typer.Option("--json", help="print one line of JSON a notebook")]
CellSeconds = Annotated[float, typer.Option(help="seconds that one cell may take")]

NEEDS_A_LOOK, INTERRUPTED = 1, 130
COULD_NOT_RUN = 2


def one_line_errors(command: Callable) -> Callable:
    """Turn a `CourseError` into one line on stderr and exit status 2."""

    @functools.wraps(command)
    def run(*args: object, **kwargs: object) -> object:
        try:
            return command(*args, **kwargs)
        except CourseError as error:
            print(f"course: {error}", file=sys.stderr)
            raise typer.Exit(COULD_NOT_RUN) from None

    return run
