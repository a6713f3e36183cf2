"""Store a student's hand-in in nbgrader's ``submitted`` folder without losing an earlier one."""

import contextlib
import os
import shutil
import time
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from nbgrader.utils import parse_utc

from grading.errors import CourseError
from grading.paths import COURSE

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"
TIMESTAMP_FORMAT = "%Y-%m-%d %H:%M:%S.%f %Z"
COLLECTED, REPLACED, UNCHANGED, KEPT = "collected replaced unchanged kept".split()


@dataclass(frozen=True)
class Stored:
    """What became of a notebook.

    Attributes:
        outcome: "collected", "replaced", "unchanged" or "kept".
        when: the time of handing in that is now known for the notebook that was given.
        note: a line on the other notebook, or None if there was none.
        problem: whether the note needs a look.
    """

    outcome: str
    when: datetime | None
    note: str | None = None
    problem: bool = False


def store(
    student: str,
    lesson: str,
    content: bytes,
    when: datetime | None,
    secret: str | None = None,
    course: Path = COURSE,
    *,
    exact: bool = True,
    changed: datetime | None = None,
    even_if_older: bool = False,
) -> Stored:
    """Put a notebook where nbgrader looks for it, unless the one already there is newer.

    Args:
        student: the student's id.
        lesson: the full name of the lesson.
        content: the notebook file.
        when: when it was handed in, in UTC, or None if unknown.
        secret: the submission secret of nbgrader's exchange, or None to create one.
        course: nbgrader's course folder.
        exact: whether ``when`` can be compared with other times. If not, or if it is unknown, the
            times at which the files were changed decide, and the instructor is asked to look if
            they keep a notebook from being stored.
        changed: when the file was changed, in UTC, or None if unknown, which counts as newest.
        even_if_older: whether to replace a notebook that seems to be newer.

    Raises:
        OSError: the folder cannot be written.
    """
    target = course / "submitted" / student / lesson
    present = target / f"{lesson}.ipynb"
    before = handed_in(target)
    before = before.replace(tzinfo=UTC) if before else None
    if present.is_file() and present.read_bytes() == content:
        # The earliest time counts, so that handing in the same again makes nobody late.
        times = [known for known in (before, when) if known]
        best = (min if exact else max)(times, default=None)
        if best is not None and best != before:
            _write_time(target, best)
        return Stored(UNCHANGED, best)
    sure = exact and when is not None and before is not None
    known = before if sure else _changed(present) or before
    given = when if exact and when is not None else changed
    older = bool(known and given) and (given < known or (sure and given == known))
    if target.exists() and older and not even_if_older:
        note = f"a newer one is there ({known.astimezone():%Y-%m-%d %H:%M}) and was kept"
        if not sure:
            note += f", going by the files' times; if that is wrong, remove {target}"
        return Stored(KEPT, when, note, problem=not sure)
    new = target.with_name(f".{lesson}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    (new / f"{lesson}.ipynb").write_bytes(content)
    if changed is not None:
        # A later download is compared with this time.
        with contextlib.suppress(OSError, OverflowError, ValueError):
            os.utime(new / f"{lesson}.ipynb", (time.time(), changed.timestamp()))
    # nbgrader names released feedback after the secret, so that nobody can guess another's page.
    (new / SECRET).write_text(secret or token_hex(64), encoding="utf-8")
    if when is not None:
        _write_time(new, when)
    outcome, note = COLLECTED, None
    if target.exists():
        outcome, note = REPLACED, f"the previous one is in {_set_aside(target, known, course)}"
    new.rename(target)
    return Stored(outcome, when, note)


def forget_time(student: str, lesson: str, course: Path = COURSE) -> None:
    """Remove the time at which a notebook was handed in, so that it counts as in time."""
    (course / "submitted" / student / lesson / TIMESTAMP).unlink(missing_ok=True)


def _set_aside(target: Path, when: datetime | None, course: Path) -> Path:
    """Move a submission to ``replaced``, where nbgrader does not look, and return its new path."""
    parent = course / "replaced" / target.parent.name / target.name
    parent.mkdir(parents=True, exist_ok=True)
    name = f"{when:%Y-%m-%d_%H-%M-%S}" if when else "unknown"
    number = sum(path.name.startswith(name) for path in parent.iterdir())
    aside = parent / (f"{name}-{number + 1}" if number else name)
    target.rename(aside)
    return aside


def _changed(path: Path) -> datetime | None:
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return None


def _write_time(folder: Path, when: datetime) -> None:
    (folder / TIMESTAMP).write_text(when.strftime(TIMESTAMP_FORMAT), encoding="utf-8")


def handed_in(place: Path) -> datetime | None:
    """Return the time in a submission's ``timestamp.txt``, as nbgrader reads it, or None.

    A student may have handed in the file with any content, on which nbgrader's own reader fails.
    """
    path = place / "timestamp.txt"
    with contextlib.suppress(OSError, ValueError, OverflowError):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1000:
            text = path.read_text().strip()
            return parse_utc(text) if text else None
    return None


def students_with(lesson: str, course: Path = COURSE) -> list[str]:
    """Return the ids of all students who have a folder for the lesson."""
    return sorted(p.parent.name for p in (course / "submitted").glob(f"*/{lesson}") if p.is_dir())


def check_student(student: str) -> None:
    """Refuse a student id that is not a plain, printable folder name.

    Raises:
        CourseError: the id is empty or hidden, or contains a path separator or control characters.
    """
    if not student or student.startswith((".", "-")) or set(student) & set('/\\\0*?"<>|:'):
        raise CourseError(f"{student!r} is not a student id: use a folder name without / or \\")
    check_printable(student)


def check_printable(student: str) -> None:
    """Refuse an id that could control a terminal, or imitate another line of output."""
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in student):
        raise CourseError(
            f"the student id {student!r} contains line breaks or control characters: rename the "
            "folder in submitted/"
        )
