"""Find the notebook file that was handed in and read its bytes safely.

Nothing here waits for a FIFO, opens a device, follows a link or reads more than `MAX_BYTES`.
"""

import os
import stat
from pathlib import Path

from grading.errors import CourseError

MAX_BYTES = 30 * 2**20


class HandInError(CourseError):
    """A hand-in cannot be scored; the message is one line for the student and the instructor."""


def find_handin(folder: Path, lesson: str) -> Path:
    """Find the notebook of a lesson in the folder of a submission.

    Args:
        folder: for example ``submitted/ada/01_rollouts``.
        lesson: the full name of the lesson.

    Returns:
        The path of ``01_rollouts.ipynb``. If no file has that name, the only notebook in the
        folder, or the only one with the lesson's name in its own.

    Raises:
        HandInError: there is no notebook, or it is unclear which one is meant.
    """
    expected = folder / f"{lesson}.ipynb"
    if folder.is_symlink():
        raise HandInError(f"the folder {folder} is a link: put the notebook itself there")
    if os.path.lexists(expected):
        return expected
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if _may_be_notebook(entry))
    except OSError:
        names = []
    with_lesson_name = [name for name in names if lesson in name]
    for choice in (names, with_lesson_name):
        if len(choice) == 1:
            return folder / choice[0]
    if names:
        raise HandInError(
            f"there are {len(names)} notebooks and none of them is named {lesson}.ipynb "
            f"({', '.join(map(repr, names[:3]))}{', …' * (len(names) > 3)}): "
            "rename the one to be graded"
        )
    raise HandInError(f"no notebook at {expected}: put the file there, or name another one")


def _may_be_notebook(entry: os.DirEntry) -> bool:
    return (
        entry.name.lower().endswith(".ipynb")
        and not entry.name.startswith(".")
        and entry.is_file(follow_symlinks=False)
    )


def read_bytes(path: Path) -> bytes:
    """Read the content of a regular file.

    Raises:
        HandInError: the file is missing, not a regular file, too large or unreadable.
    """
    try:
        _check_regular(os.lstat(path), path)
        # The file may be replaced between lstat and open, so the flags forbid following a link or
        # waiting for a FIFO, and the open file is checked again.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            _check_regular(os.fstat(descriptor), path)
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise HandInError(
            f"no notebook at {path}: put the file there, or name another one"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise HandInError(
            f"{path.name} cannot be read ({reason}): make it readable, or save it again"
        ) from None
    _check_size(len(data), path.name)
    return data


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise HandInError(
            f"{name} is larger than {MAX_BYTES >> 20} MiB: clear its outputs and save it again"
        )


def _check_regular(status: os.stat_result, path: Path) -> None:
    kind = KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file")
    if kind is not None:
        raise HandInError(f"{path.name} is {kind}: put the notebook file itself there")
    _check_size(status.st_size, path.name)


KINDS = {
    stat.S_IFREG: None,
    stat.S_IFLNK: "a link, which is not followed",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""The types of file, as messages name them; None for a regular file."""
