"""The one error that ends a command with a line for the user."""


class CourseError(Exception):
    """A command could not run.

    The text is one line: what is wrong and what to do next. The command line prints it without a
    traceback and exits with status 2.
    """
