"""The arguments and exit statuses that the commands share."""

from typing import Annotated

import typer

Lesson = Annotated[
    str, typer.Argument(help="number or name of a lesson, such as 7 or 07_distributed_nes")
]
Json = Annotated[bool, typer.Option("--json", help="print JSON, one line per result")]
CellSeconds = Annotated[float, typer.Option(help="time limit for one cell, in seconds")]

NEEDS_A_LOOK, INTERRUPTED = 1, 130
