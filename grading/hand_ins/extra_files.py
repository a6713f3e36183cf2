"""What lies beside a submitted notebook and is no plain file: put away before nbgrader copies it.

nbgrader's autograder copies every other file of a submission. It would follow a link to a file of
the instructor's, wait for ever at a FIFO and fill the disk from a device. (`course grade` copies
none of them.) Nothing is lost: what is put away lies in ``refused`` in the course folder.
"""

import os
import stat
from pathlib import Path

from grading.errors import CourseError
from grading.hand_ins.file import KINDS
from grading.hand_ins.submitted import TIMESTAMP, handed_in
from grading.paths import COURSE

REFUSED = "refused"
MAX_FILES, MAX_DEPTH, MAX_LINES = 1_000, 20, 10
MAX_MEBIBYTES = 100
"""Of all that lies beside the notebook of one submission, together."""


def put_away(folder: Path, course: Path = COURSE) -> list[str]:
    """Move what nbgrader must not copy, or could not, out of a submission.

    Args:
        folder: for example ``submitted/ada/01_rollouts``; itself moved where it is a link.
        course: nbgrader's course folder.

    Returns:
        One line for each thing that was moved: what it is, and where it is now.

    Raises:
        CourseError: something cannot be moved.
    """
    try:
        if folder.is_symlink():
            line = _moved(folder, f"{folder.name} is {KINDS[stat.S_IFLNK]}", folder, course)
            folder.mkdir()
            return [line]
        allowance = _Allowance(folder)
        found = [(path, allowance.why_not(path)) for path in sorted(folder.iterdir())]
        lines = [_moved(path, why, folder, course) for path, why in found if why is not None]
        more = [f"and {len(lines) - MAX_LINES:,} more"] if len(lines) > MAX_LINES else []
        return lines[:MAX_LINES] + more
    except OSError as error:
        raise CourseError(
            f"{folder} has files that must not be copied, and they cannot be moved "
            f"({error.strerror}): give write access"
        ) from None


def _moved(path: Path, why: str, folder: Path, course: Path) -> str:
    place = course / REFUSED / folder.parent.name / folder.name
    place.mkdir(parents=True, exist_ok=True)
    target, number = place / path.name, 1
    while os.path.lexists(target):
        number += 1
        target = place / f"{path.name}-{number}"
    path.rename(target)
    return f"{why}; it was not copied and lies now in {place.relative_to(course)}"


class _Allowance:
    """Looks at the files of one submission, which may be so many and no more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files, self.bytes = MAX_FILES, MAX_MEBIBYTES * 2**20

    def why_not(self, path: Path) -> str | None:
        """Why a file, or a folder with all in it, must not be copied; None where it may."""
        if path.name.endswith(".ipynb") and not path.name.startswith("."):
            return None  # A notebook. Whatever else it is, the one who reads it says so.
        before = self.files, self.bytes
        why = self._look(path, 0)
        if why is not None:
            # What is not copied takes no place from what is.
            self.files, self.bytes = before
        elif path.name == TIMESTAMP and (path.is_dir() or path.stat().st_size):
            # nbgrader gives up the submission over a time that it cannot read.
            why = None if handed_in(self.folder) else f"{TIMESTAMP} tells no time"
        return why

    def _look(self, path: Path, depth: int) -> str | None:
        status, name = path.lstat(), path.relative_to(self.folder)
        is_folder = stat.S_ISDIR(status.st_mode)
        self.files -= 1
        self.bytes -= status.st_size
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "no plain file")
        if kind is not None and not is_folder:
            return f"{name} is {kind}"
        if self.files < 0:
            return f"{name} is one of more than {MAX_FILES:,} files"
        if self.bytes < 0:
            return f"with {name} there are more than {MAX_MEBIBYTES} MiB"
        if depth > MAX_DEPTH:
            return f"{name.parts[0]} has more than {MAX_DEPTH} folders in one another"
        if not os.access(path, os.R_OK | os.X_OK if is_folder else os.R_OK):
            return f"{name} cannot be read"
        inside = path.iterdir() if is_folder else ()
        return next(filter(None, (self._look(each, depth + 1) for each in inside)), None)
