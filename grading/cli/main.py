"""The ``course`` command: it runs one command line and ends every failure with one line.

Nothing but Python's own library is imported at the top, so that a damaged installation is a failure
like any other.
"""

import contextlib
import os
import sys
import warnings
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import typer

COULD_NOT_RUN, INTERRUPTED = 2, 130


def commands() -> "typer.Typer":
    """Combine the groups of commands."""
    import typer

    from grading.cli import author, instructor, student

    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Build, check and grade the lessons of Learning without Gradients.",
    )
    for group in (student, instructor, author):
        app.add_typer(group.app)
    return app


def main() -> NoReturn:
    """Run the command line with the course's own environment variables.

    The exit status is 0 for success, 1 if something needs a look, 2 if the command could not run
    and 130 if it was interrupted.
    """
    _prepare_streams()
    try:
        status = _run()
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as error:
        status = COULD_NOT_RUN
        _say(_one_line(error))
    try:
        sys.stdout.flush()
    except OSError as error:
        # If the pipe is closed, its reader, such as `head`, has seen enough.
        # If writing has failed already, the line above has said so.
        if status != COULD_NOT_RUN and not isinstance(error, BrokenPipeError):
            status = COULD_NOT_RUN
            _say(f"the output cannot be written ({error.strerror}): send it somewhere else")
        # Python would try again when it ends, and print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _run() -> int | None:
    """Run the command and return its exit status; None means success."""
    # With PYTHONWARNINGS=error, other people's deprecated calls would stop a command, and nobody
    # who grades a class can change what SQLAlchemy or nbgrader warn about.
    warnings.resetwarnings()
    warnings.simplefilter("ignore")

    from grading.paths import ROOT
    from grading.settings.environment import course_environment

    try:
        os.getcwd()
    except FileNotFoundError:
        # Programs that are started in a folder that was removed fail in ways of their own.
        os.chdir(ROOT)
    environment = course_environment()
    if sys.flags.ignore_environment:
        # What this process ignores, those that it starts must not see.
        os.environ.clear()
    os.environ.update(environment)
    # Outside its standalone mode Typer raises usage errors, and returns the status of an exit.
    return commands()(prog_name="course", standalone_mode=False)


def _prepare_streams() -> None:
    """Make sure that there are three streams, and that every text can be written to them."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # Otherwise the next file that is opened, perhaps the gradebook, gets the number.
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(errors="backslashreplace")


def _one_line(error: Exception) -> str:
    """Say what went wrong. Even a damaged installation must not make that fail."""
    try:
        from grading.cli.failures import one_line

        return one_line(error)
    except Exception as second:
        return f"{type(error).__name__}: {error}, and then {type(second).__name__}: {second}"


def _say(line: str) -> None:
    with contextlib.suppress(OSError):
        print(f"course: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
