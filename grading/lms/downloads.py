"""Read the files of a download, a folder or an archive, without trusting anything in it.

Nothing is unpacked under a name that an archive gives: notebooks are written into a folder of our
own under numbers. Links, devices, names that lead out of the download and files that are too large
are refused one by one; what would fill the disk or run for hours ends the command.
"""

import bz2
import contextlib
import gzip
import lzma
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from grading.errors import CourseError
from grading.hand_ins.file import MAX_BYTES
from grading.hand_ins.submitted import SECRET, TIMESTAMP

MAX_FILES = 100_000
MAX_TOTAL = 4 * 2**30
NOTEBOOK = ".ipynb"
TEXTS = (TIMESTAMP, SECRET)
DAMAGED = (OSError, EOFError, ValueError, RuntimeError)
DAMAGED += (zipfile.BadZipFile, zlib.error, lzma.LZMAError)


@dataclass(frozen=True)
class Member:
    """A file of a download.

    Attributes:
        path: its name in the download.
        when: when it was last changed; None where that is not known.
        copy: where its content was put; only notebooks, and what nbgrader's exchange puts beside
            them, are read.
        refused: why it was not read; None where it was.
    """

    path: PurePosixPath
    when: datetime | None = None
    copy: Path | None = None
    refused: str | None = None

    @property
    def is_notebook(self) -> bool:
        """Whether its name says that it is one."""
        return self.path.suffix.lower() == NOTEBOOK


def read_download(path: Path, folder: Path) -> Iterator[Member]:
    """Go through a download.

    Args:
        path: a folder, a zip or tar archive (also compressed), or one notebook.
        folder: an empty one, which gets the contents.

    Yields:
        Every file, but for what operating systems and Jupyter add.

    Raises:
        CourseError: there is nothing at the path, it is no archive, or it holds too much.
    """
    if path.is_dir() or path.suffix.lower() == NOTEBOOK:
        files = _folder_files(path)
    elif zipfile.is_zipfile(path):
        files = _zip_files(path)
    elif path.is_file():
        files = _tar_files(path)
    else:
        raise CourseError(f"there is no file or folder {path}: name the download itself")
    total = 0
    for number, file in enumerate(files):
        if number >= MAX_FILES:
            raise CourseError(f"{path} holds more than {MAX_FILES:,} files: that is no class")
        if _is_litter(file.path):
            continue
        member = _copied(file, folder / str(number))
        total += member.copy.stat().st_size if member.copy else 0
        if total > MAX_TOTAL:
            raise CourseError(f"the notebooks in {path} are larger than 4 GiB: that is no class")
        yield member


@dataclass(frozen=True)
class _File:
    """A file before it is read: ``opened`` gives its content, ``kind`` is why it cannot be."""

    path: PurePosixPath
    when: datetime | None
    size: int
    kind: str | None
    opened: contextlib.AbstractContextManager[IO[bytes]] | None


def _is_litter(path: PurePosixPath) -> bool:
    return any((p.startswith(".") and p != "..") or p == "__MACOSX" for p in path.parts)


def _copied(file: _File, copy: Path) -> Member:
    wanted = file.path.suffix.lower() == NOTEBOOK or file.path.name in TEXTS
    reason = file.kind or _outside(file.path)
    if reason is None and wanted and file.size > MAX_BYTES:
        reason = f"it is larger than {MAX_BYTES >> 20} MiB"
    if reason is not None or not wanted:
        return Member(file.path, file.when, refused=reason)
    try:
        with file.opened as source:
            content = source.read(MAX_BYTES + 1)
    except DAMAGED as error:
        return Member(file.path, file.when, refused=f"it cannot be read ({error})")
    if len(content) > MAX_BYTES:
        return Member(file.path, file.when, refused=f"it is larger than {MAX_BYTES >> 20} MiB")
    copy.write_bytes(content)
    return Member(file.path, file.when, copy)


def _outside(path: PurePosixPath) -> str | None:
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", str(path)):
        return "its name leads out of the download"
    return None


def _folder_files(path: Path) -> Iterator[_File]:
    alone = [(str(path.parent), [], [path.name])]
    base = path if path.is_dir() else path.parent
    for parent, folders, names in os.walk(path) if path.is_dir() else alone:
        folders.sort()
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted(names + links):
            file = Path(parent) / name
            try:
                info = file.lstat()
            except OSError as error:
                raise CourseError(f"{file} cannot be read ({error.strerror})") from None
            yield _File(
                PurePosixPath(file.relative_to(base).as_posix()),
                datetime.fromtimestamp(info.st_mtime, UTC),
                info.st_size,
                _kind(info.st_mode),
                _opening(open, file, "rb"),
            )


def _kind(mode: int) -> str | None:
    """Why a file of this mode is not read; archives made on Windows give none."""
    if stat.S_ISLNK(mode):
        return "it is a link"
    return None if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "it is no plain file"


@contextlib.contextmanager
def _opening(opened, *arguments) -> Iterator[IO[bytes]]:
    """Open only when it is entered."""
    with opened(*arguments) as file:
        yield file


def _zip_files(path: Path) -> Iterator[_File]:
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise CourseError(f"{path} is damaged ({error}): download it again") from None
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            kind = "it needs a password" if info.flag_bits & 1 else _kind(info.external_attr >> 16)
            name = PurePosixPath(info.filename.replace("\\", "/"))
            yield _File(name, _zip_time(info), info.file_size, kind, _opening(archive.open, info))


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """The time in UTC where the archive has it, else its local time, taken for ours."""
    extra = info.extra
    while len(extra) >= 4:
        name, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if name == 0x5455 and size >= 5 and extra[4:5] and extra[4] & 1:
            return datetime.fromtimestamp(int.from_bytes(extra[5:9], "little"), UTC)
        extra = extra[4 + size :]
    with contextlib.suppress(ValueError, OverflowError, OSError):
        if info.date_time[0] > 1980:
            return datetime(*info.date_time).astimezone(UTC)
    return None


def _tar_files(path: Path) -> Iterator[_File]:
    with path.open("rb") as raw:
        start = raw.read(6)
        raw.seek(0)
        opened = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}.get(start[:2])
        stream = _Bounded(opened(raw) if opened else raw, path)
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for info in archive:
                    if info.isdir():
                        continue
                    kind = None if info.isreg() else _tar_kind(info)
                    when = datetime.fromtimestamp(info.mtime, UTC) if info.mtime > 0 else None
                    content = _opening(archive.extractfile, info)
                    yield _File(PurePosixPath(info.name), when, info.size, kind, content)
        except (tarfile.TarError, OverflowError, *DAMAGED) as error:
            raise CourseError(
                f"{path} is no folder, zip or tar archive that can be read ({error}): "
                "name the file or folder that you downloaded"
            ) from None


def _tar_kind(info: tarfile.TarInfo) -> str:
    return "it is a link" if info.issym() or info.islnk() else "it is no plain file"


class _Bounded:
    """A decompressed stream that gives up before it fills the memory or runs for hours."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self.stream = stream
        self.path = path

    def tell(self) -> int:
        return self.stream.tell()

    def read(self, count: int) -> bytes:
        self._within(self.tell() + max(0, count))
        if not 0 <= count <= MAX_BYTES + 2**20:
            raise CourseError(f"{self.path} holds a file head that is too large: do not trust it")
        return self.stream.read(count)

    def seek(self, position: int) -> int:
        self._within(position)
        return self.stream.seek(position)

    def _within(self, position: int) -> None:
        if position > MAX_TOTAL:
            raise CourseError(f"{self.path} holds more than 4 GiB: that is no class")
