"""Move links, devices and other unsafe files out of a submission before nbgrader copies it.

nbgrader's autograder copies every file beside the notebook. It would follow a link to one of the
instructor's own files, wait for ever on a FIFO and fill the disk from a device. (`course grade`
copies none of them.) Nothing is lost: the files are moved to ``refused`` in the course folder.
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
"""The total size allowed for all files beside the notebook of one submission."""


def put_away(folder: Path, course: Path = COURSE) -> list[str]:
    """Move the files that nbgrader must not or cannot copy out of a submission.

    Args:
        folder: for example ``submitted/ada/01_rollouts``; if it is a link, it is moved itself.
        course: nbgrader's course folder.

    Returns:
        One line for each file or folder that was moved: why, and where it is now.

    Raises:
        CourseError: a file cannot be moved.
    """
    try:
        if folder.is_symlink():
            line = _moved(folder, f"{folder.name} is {KINDS[stat.S_IFLNK]}", folder, course)
            folder.mkdir()
            return [line]
        allowance = _Allowance(folder)
        found = [(path, allowance.refusal(path)) for path in sorted(folder.iterdir())]
        lines = [_moved(path, why, folder, course) for path, why in found if why is not None]
        more = [f"and {len(lines) - MAX_LINES:,} more"] if len(lines) > MAX_LINES else []
        return lines[:MAX_LINES] + more
    except OSError as error:
        raise CourseError(
            f"{folder} contains files that must not be copied, and they cannot be moved "
            f"({error.strerror}): make the course folder writable"
        ) from None


def _moved(path: Path, why: str, folder: Path, course: Path) -> str:
    place = course / REFUSED / folder.parent.name / folder.name
    place.mkdir(parents=True, exist_ok=True)
    target, number = place / path.name, 1
    while os.path.lexists(target):
        number += 1
        target = place / f"{path.name}-{number}"
    path.rename(target)
    return f"{why}; it was not copied and is now in {place.relative_to(course)}"


class _Allowance:
    """Inspects the files of one submission and counts them against the limits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files, self.bytes = MAX_FILES, MAX_MEBIBYTES * 2**20

    def refusal(self, path: Path) -> str | None:
        """Return why a file, or a folder with its contents, must not be copied, or None."""
        if path.name.endswith(".ipynb") and not path.name.startswith("."):
            return None  # If this is not a regular file, `read_bytes` refuses it with a reason.
        before = self.files, self.bytes
        why = self._inspect(path, 0)
        if why is not None:
            # Files that are not copied do not count against the limits.
            self.files, self.bytes = before
        elif path.name == TIMESTAMP and (path.is_dir() or path.stat().st_size):
            # nbgrader rejects the whole submission if it cannot parse the timestamp.
            why = None if handed_in(self.folder) else f"{TIMESTAMP} does not contain a time"
        return why

    def _inspect(self, path: Path, depth: int) -> str | None:
        status, name = path.lstat(), path.relative_to(self.folder)
        is_folder = stat.S_ISDIR(status.st_mode)
        self.files -= 1
        self.bytes -= status.st_size
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file")
        if kind is not None and not is_folder:
            return f"{name} is {kind}"
        if self.files < 0:
            return f"{name} is one of more than {MAX_FILES:,} files"
        if self.bytes < 0:
            return f"{name} brings the files to more than {MAX_MEBIBYTES} MiB"
        if depth > MAX_DEPTH:
            return f"{name.parts[0]} has folders nested more than {MAX_DEPTH} deep"
        if not os.access(path, os.R_OK | os.X_OK if is_folder else os.R_OK):
            return f"{name} cannot be read"
        inside = path.iterdir() if is_folder else ()
        return next(filter(None, (self._inspect(each, depth + 1) for each in inside)), None)
