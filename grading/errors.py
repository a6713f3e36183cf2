"""Define the error that ends a command with one line for the user."""


class CourseError(Exception):
    """A reason why a command cannot run.

    The text is one line that says what is wrong and what to do next. The command line prints it
    without a traceback and exits with status 2.
    """
