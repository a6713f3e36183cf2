"""Say in one line why a command failed and what to do next."""

import errno
import sys
import tempfile
import time
import traceback
from pathlib import Path

from grading.errors import CourseError
from grading.paths import BUILD, COURSE
from grading.settings.database import GET_DRIVER, VARIABLE

LONGEST = 300
"""Characters of an error's own text that are shown; the report has all of it."""

_DISK_FULL = "the disk is full: free some space and run the command again"
_FILES = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EFBIG: "a file would be larger than this system allows: raise the limit, see `ulimit -f`",
    errno.EIO: "the disk or the network folder does not answer: check it and run the command again",
    errno.EACCES: "{path} cannot be read or written by you: change its permissions or its owner, "
    "or work in a copy of your own",
    errno.EROFS: "{path} cannot be written, because it is read-only: work in a copy of your own",
    errno.EEXIST: "{path} is in the way: rename or remove it",
    errno.ENOTDIR: "{path} needs a folder where there is a file: rename or remove that file",
    errno.EISDIR: "{path} is a folder where a file is needed: rename or remove it",
    errno.ENOENT: "{path} does not exist: check the path, or whether something else removed it",
    errno.EMFILE: "too many files are open: raise the limit with `ulimit -n 4096`",
    errno.ENOMEM: "there is not enough memory: close other programs, or grade with --workers 1",
    errno.EAGAIN: "the system starts no more processes: close other programs, or grade with "
    "--workers 1",
    errno.ENAMETOOLONG: "the name {path} is too long: choose a shorter one",
}
_FILES[errno.EPERM] = _FILES[errno.EACCES]
_FILES[getattr(errno, "ESTALE", errno.EIO)] = _FILES[errno.EIO]


def one_line(error: BaseException) -> str:
    """Return one line about an error, without a traceback.

    If the error is of no known kind, its full report is written to a file, which the line names.
    """
    if isinstance(error, CourseError):
        return _joined(str(error))
    if hasattr(error, "format_message"):
        # A usage error of Typer; without any argument, its message is the help.
        message, context = error.format_message(), getattr(error, "ctx", None)
        told = f"{message.rstrip('.')}: see `{context.command_path} --help`" if context else message
        return _joined(told)
    known = _known(error)
    if known is not None:
        return _joined(known)
    report = _write_report(error)
    where = f"the full report is in {report}" if report else "no report of it could be written"
    return (
        f"it stopped at an error that it does not expect ({_text(error)}): {where}, please send it "
        "to whoever maintains the course"
    )


def _known(error: BaseException) -> str | None:
    """Explain an error of a known kind; None for others."""
    module = type(error).__module__.partition(".")[0]
    if isinstance(error, MemoryError):
        return _FILES[errno.ENOMEM]
    if isinstance(error, ImportError) and (error.name or "").startswith("psycopg"):
        return f"{VARIABLE} needs PostgreSQL's driver, which is not installed: run {GET_DRIVER}"
    if isinstance(error, ImportError):
        return (
            f"a part of the course cannot be loaded ({_text(error)}): run `make clean setup`, "
            "which installs everything again"
        )
    if module in ("sqlalchemy", "sqlite3"):
        reason = _joined(str(getattr(error, "orig", None) or error))
        return (
            f"the gradebook in {COURSE} cannot be used ({reason[:LONGEST]}): close whatever uses "
            "it, make it writable, or put your backup back"
        )
    if module == "traitlets":
        return (
            f"an option for nbgrader does not fit ({_text(error)}): correct "
            f"{COURSE / 'nbgrader_config.json'}"
        )
    if module == "nbformat":
        return (
            f"a notebook of the course is damaged ({_text(error)}): run `course build`, or get the "
            "course again"
        )
    if isinstance(error, SyntaxError):
        return f"{_text(error)}: correct that file, or get the course again"
    if isinstance(error, OSError):
        return _about_files(error)
    return None


def _about_files(error: OSError) -> str | None:
    if "temporary directory" in str(error):
        return "no folder for temporary files can be written to: set TMPDIR to one that can"
    path = error.filename2 or error.filename
    advice = _FILES.get(error.errno)
    if advice is None or ("{path}" in advice and path is None):
        return None
    return advice.format(path=path if path is None else _name(path))


def _name(path: object) -> str:
    return path.decode(errors="replace") if isinstance(path, bytes) else str(path)


def _text(error: BaseException) -> str:
    text = _joined(str(error))
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{type(error).__name__}: {shown}" if shown else type(error).__name__


def _joined(text: str) -> str:
    return " ".join(text.split())


def _write_report(error: BaseException) -> Path | None:
    """Write the traceback to a file in ``build`` or, if that is not writable, elsewhere."""
    lines = traceback.format_exception(error)
    text = f"{sys.version}\n{sys.argv}\n\n{''.join(lines)}"
    name = f"course-error-{time.strftime('%Y-%m-%d-%H%M%S')}.txt"
    for folder in (lambda: BUILD, lambda: Path(tempfile.gettempdir())):
        try:
            path = folder() / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    return None
