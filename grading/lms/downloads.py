"""Read the files of a download, which is a folder or an archive, without trusting its content.

Nothing is unpacked under a name from the archive: notebooks are written to a temporary folder under
numbers. Links, devices, paths that lead out of the download and files that are too large are
refused one by one. An archive that would fill the disk or take hours to read ends the command.
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
READ_ERRORS = (OSError, EOFError, ValueError, RuntimeError)
READ_ERRORS += (zipfile.BadZipFile, zlib.error, lzma.LZMAError)


@dataclass(frozen=True)
class Member:
    """A file of a download.

    Attributes:
        path: the path inside the download.
        when: when the file was last changed, or None if unknown.
        copy: the copy of its content. Only notebooks and the files that nbgrader's exchange puts
            beside them are copied.
        refused: why the file was refused, or None if it was not.
    """

    path: PurePosixPath
    when: datetime | None = None
    copy: Path | None = None
    refused: str | None = None

    @property
    def is_notebook(self) -> bool:
        """Whether the file's name says that it is a notebook."""
        return self.path.suffix.lower() == NOTEBOOK


def read_download(path: Path, folder: Path) -> Iterator[Member]:
    """Read all files of a download.

    Args:
        path: a folder, a zip or tar archive (also compressed), or one notebook.
        folder: an empty folder for the copies of the files.

    Yields:
        Every file, except those that operating systems and Jupyter add.

    Raises:
        CourseError: the path does not exist, is not an archive, or contains too much.
    """
    if path.is_dir() or path.suffix.lower() == NOTEBOOK:
        files = _folder_files(path)
    elif zipfile.is_zipfile(path):
        files = _zip_files(path)
    elif path.is_file():
        files = _tar_files(path)
    else:
        raise CourseError(f"there is no file or folder {path}: give the path of the download")
    total = 0
    for number, file in enumerate(files):
        if number >= MAX_FILES:
            raise CourseError(
                f"{path} contains more than {MAX_FILES:,} files: is it the right download?"
            )
        if _is_added_by_system(file.path):
            continue
        member = _copied(file, folder / str(number))
        total += member.copy.stat().st_size if member.copy else 0
        if total > MAX_TOTAL:
            raise CourseError(
                f"the notebooks in {path} are larger than 4 GiB: is it the right download?"
            )
        yield member


@dataclass(frozen=True)
class _File:
    """A file that is not read yet; entering ``opened`` opens it, unless ``kind`` refuses it."""

    path: PurePosixPath
    when: datetime | None
    size: int
    kind: str | None
    opened: contextlib.AbstractContextManager[IO[bytes]] | None


def _is_added_by_system(path: PurePosixPath) -> bool:
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
    except READ_ERRORS as error:
        return Member(file.path, file.when, refused=f"it cannot be read ({error})")
    if len(content) > MAX_BYTES:
        return Member(file.path, file.when, refused=f"it is larger than {MAX_BYTES >> 20} MiB")
    copy.write_bytes(content)
    return Member(file.path, file.when, copy)


def _outside(path: PurePosixPath) -> str | None:
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", str(path)):
        return "its path leads out of the download"
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
    """Return why a file of this mode is refused, or None; in a zip made on Windows it is 0."""
    if stat.S_ISLNK(mode):
        return "it is a link"
    return None if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "it is not a regular file"


@contextlib.contextmanager
def _opening(opened, *arguments) -> Iterator[IO[bytes]]:
    """Open a file when the context is entered."""
    with opened(*arguments) as file:
        yield file


def _zip_files(path: Path) -> Iterator[_File]:
    try:
        archive = zipfile.ZipFile(path)
    except READ_ERRORS as error:
        raise CourseError(f"{path} is damaged ({error}): download it again") from None
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            kind = "it needs a password" if info.flag_bits & 1 else _kind(info.external_attr >> 16)
            name = PurePosixPath(info.filename.replace("\\", "/"))
            yield _File(name, _zip_time(info), info.file_size, kind, _opening(archive.open, info))


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    """Return the time stored in UTC, or else the local time, read in this machine's time zone."""
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
        stream = _BoundedStream(opened(raw) if opened else raw, path)
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for info in archive:
                    if info.isdir():
                        continue
                    kind = None if info.isreg() else _tar_kind(info)
                    when = datetime.fromtimestamp(info.mtime, UTC) if info.mtime > 0 else None
                    content = _opening(archive.extractfile, info)
                    yield _File(PurePosixPath(info.name), when, info.size, kind, content)
        except (tarfile.TarError, OverflowError, *READ_ERRORS) as error:
            raise CourseError(
                f"{path} is not a folder, zip or tar archive that can be read ({error}): "
                "give the path of the download"
            ) from None


def _tar_kind(info: tarfile.TarInfo) -> str:
    return "it is a link" if info.issym() or info.islnk() else "it is not a regular file"


class _BoundedStream:
    """A decompressed stream that raises before it fills the memory or runs for hours."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self.stream = stream
        self.path = path

    def tell(self) -> int:
        return self.stream.tell()

    def read(self, count: int) -> bytes:
        self._within(self.tell() + max(0, count))
        if not 0 <= count <= MAX_BYTES + 2**20:
            raise CourseError(f"{self.path} has a file header that is too large: do not trust it")
        return self.stream.read(count)

    def seek(self, position: int) -> int:
        self._within(position)
        return self.stream.seek(position)

    def _within(self, position: int) -> None:
        if position > MAX_TOTAL:
            raise CourseError(f"{self.path} is larger than 4 GiB: is it the right download?")
