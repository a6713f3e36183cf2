"""The ``course`` command: puts the groups of commands together and runs one."""

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
    """Run the command line in the course's own environment."""
    os.environ.update(course_environment())
    # SQLAlchemy's remarks on nbgrader's own code are nothing that a user could mend.
    warnings.filterwarnings("ignore", module="nbgrader")
    app()


if __name__ == "__main__":
    main()
