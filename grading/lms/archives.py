"""List the files of a folder or an archive, without unpacking any of them.

An archive that would fill the memory or take hours to read raises an error.
"""

import bz2
import contextlib
import gzip
import lzma
import os
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

LINK, SPECIAL = "it is a link", "it is not a regular file"
READ_ERRORS = (OSError, EOFError, ValueError, RuntimeError)
READ_ERRORS += (zipfile.BadZipFile, zlib.error, lzma.LZMAError)


@dataclass(frozen=True)
class PackedFile:
    """A file or an empty folder; entering ``opened`` opens the file, unless ``kind`` refuses it."""

    path: PurePosixPath
    when: datetime | None
    size: int
    kind: str | None
    opened: contextlib.AbstractContextManager[IO[bytes]] | None
    is_folder: bool = False


def folder_files(path: Path) -> Iterator[PackedFile]:
    """List the files in a folder and in those below it, or just one file.

    Raises:
        CourseError: a file cannot be read.
    """
    alone = [(str(path.parent), [], [path.name])]
    base = path if path.is_dir() else path.parent
    for parent, folders, names in os.walk(path) if path.is_dir() else alone:
        folders.sort()
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        if not folders and not names:
            yield _folder(PurePosixPath(Path(parent).relative_to(base).as_posix()))
        for name in sorted(names + links):
            file = Path(parent) / name
            try:
                info = file.lstat()
            except OSError as error:
                raise CourseError(f"{file} cannot be read ({error.strerror})") from None
            yield PackedFile(
                PurePosixPath(file.relative_to(base).as_posix()),
                datetime.fromtimestamp(info.st_mtime, UTC),
                info.st_size,
                _kind(info.st_mode),
                _opening(open, file, "rb"),
            )


def _folder(path: PurePosixPath) -> PackedFile:
    return PackedFile(path, None, 0, None, None, is_folder=True)


def archive_files(path: Path, most_bytes: int) -> Iterator[PackedFile]:
    """List the files in a zip or tar archive, and its folders.

    Args:
        path: the archive, which may be compressed.
        most_bytes: the largest size of a tar archive.

    Raises:
        CourseError: it is not an archive, or damaged, or too large.
    """
    return _zip_files(path) if zipfile.is_zipfile(path) else _tar_files(path, most_bytes)


def _kind(mode: int) -> str | None:
    """Return why a file of this mode is refused, or None; in a zip made on Windows it is 0."""
    if stat.S_ISLNK(mode):
        return LINK
    return None if stat.S_IFMT(mode) in (0, stat.S_IFREG) else SPECIAL


@contextlib.contextmanager
def _opening(opened, *arguments) -> Iterator[IO[bytes]]:
    """Open a file when the context is entered."""
    with opened(*arguments) as file:
        yield file


def _zip_files(path: Path) -> Iterator[PackedFile]:
    try:
        archive = zipfile.ZipFile(path)
    except READ_ERRORS as error:
        raise CourseError(f"{path} is damaged ({error}): download it again") from None
    with archive:
        for info in archive.infolist():
            name = PurePosixPath(_zip_name(info).replace("\\", "/"))
            if info.is_dir():
                yield _folder(name)
                continue
            kind = "it needs a password" if info.flag_bits & 1 else _kind(info.external_attr >> 16)
            yield PackedFile(
                name, _zip_time(info), info.file_size, kind, _opening(archive.open, info)
            )


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


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file, which macOS writes in UTF-8 without saying so."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode()
    return info.filename


def _tar_files(path: Path, most_bytes: int) -> Iterator[PackedFile]:
    with path.open("rb") as raw:
        start = raw.read(6)
        raw.seek(0)
        opened = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}.get(start[:2])
        stream = _BoundedStream(opened(raw) if opened else raw, path, most_bytes)
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for info in archive:
                    if info.isdir():
                        yield _folder(PurePosixPath(info.name))
                        continue
                    kind = None if info.isreg() else _tar_kind(info)
                    when = datetime.fromtimestamp(info.mtime, UTC) if info.mtime > 0 else None
                    content = _opening(archive.extractfile, info)
                    yield PackedFile(PurePosixPath(info.name), when, info.size, kind, content)
        except (tarfile.TarError, OverflowError, *READ_ERRORS) as error:
            raise CourseError(
                f"{path} is not a folder, zip or tar archive that can be read ({error}): "
                "give the path of the download"
            ) from None


def _tar_kind(info: tarfile.TarInfo) -> str:
    return LINK if info.issym() or info.islnk() else SPECIAL


class _BoundedStream:
    """A decompressed stream that raises before it fills the memory or runs for hours."""

    def __init__(self, stream: IO[bytes], path: Path, most_bytes: int) -> None:
        self.stream = stream
        self.path = path
        self.most_bytes = most_bytes

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
        if position > self.most_bytes:
            raise CourseError(f"{self.path} is larger than 4 GiB: is it the right download?")
