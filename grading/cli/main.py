"""The ``course`` command, which combines the groups of commands and runs one of them."""

import os
import warnings

import typer

from grading.cli import author, instructor, student
from grading.settings.environment import course_environment

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check and grade the lessons of Learning without Gradients.",
)
for group in (student, instructor, author):
    app.add_typer(group.app)


def main() -> None:
    """Run the command line with the course's own environment variables."""
    os.environ.update(course_environment())
    # SQLAlchemy warns about nbgrader's own code, which users cannot change.
    warnings.filterwarnings("ignore", module="nbgrader")
    app()


if __name__ == "__main__":
    main()
