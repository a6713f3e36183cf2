"""Find the file that was handed in and read its bytes, whatever lies there in its place.

Nothing here waits for a FIFO, opens a device, follows a link or reads more than it may.
"""

import os
import stat
from pathlib import Path

from grading.errors import CourseError

MAX_BYTES = 30 * 2**20


class HandInError(CourseError):
    """A file that cannot be scored; the text is one line for the student and the instructor."""


def find_handin(folder: Path, lesson: str) -> Path:
    """The notebook of a lesson in the folder of a submission.

    Args:
        folder: for example ``submitted/ada/01_rollouts``.
        lesson: the full name.

    Returns:
        The path of ``01_rollouts.ipynb`` or, where nothing has that name, of the one notebook
        that is there.

    Raises:
        HandInError: there is none, or nothing says which one is meant.
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
    named_alike = [name for name in names if lesson in name]
    for choice in (names, named_alike):
        if len(choice) == 1:
            return folder / choice[0]
    if names:
        raise HandInError(
            f"{len(names)} notebooks and none of them is {lesson}.ipynb "
            f"({', '.join(map(repr, names[:3]))}{', …' * (len(names) > 3)}): "
            "rename the one that counts"
        )
    raise HandInError(f"no notebook at {expected}: put the file there, or name another one")


def _may_be_notebook(entry: os.DirEntry) -> bool:
    return (
        entry.name.lower().endswith(".ipynb")
        and not entry.name.startswith(".")
        and entry.is_file(follow_symlinks=False)
    )


def read_bytes(path: Path) -> bytes:
    """The content of a plain file.

    Raises:
        HandInError: it is missing, something else than a plain file, too large or unreadable.
    """
    try:
        _must_be_plain(os.lstat(path), path)
        # Between the two looks it may have been exchanged: so no link, no waiting, look again.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            _must_be_plain(os.fstat(descriptor), path)
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise HandInError(
            f"no notebook at {path}: put the file there, or name another one"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise HandInError(
            f"{path.name} cannot be read ({reason}): give it read access, or save it again"
        ) from None
    _must_be_small(len(data), path.name)
    return data


def _must_be_small(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise HandInError(
            f"{name} is larger than {MAX_BYTES >> 20} MiB: clear its outputs and save again"
        )


def _must_be_plain(status: os.stat_result, path: Path) -> None:
    kind = KINDS.get(stat.S_IFMT(status.st_mode), "no plain file")
    if kind is not None:
        raise HandInError(f"{path.name} is {kind}: put the notebook file itself there")
    _must_be_small(status.st_size, path.name)


KINDS = {
    stat.S_IFREG: None,
    stat.S_IFLNK: "a link, which is not followed",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
"""What a file can be: None for a plain one."""
