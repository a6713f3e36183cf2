"""Read the files of a download, which is a folder or an archive, without trusting its content.

Nothing is unpacked under a name from the archive: notebooks are written to a temporary folder under
numbers. Links, devices, paths that lead out of the download and files that are too large are
refused one by one. An archive that would fill the disk or take hours to read ends the command. The
same holds for an archive inside the download, except that only this archive is refused.
"""

import contextlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from grading.errors import CourseError
from grading.hand_ins.file import MAX_BYTES
from grading.hand_ins.submitted import SECRET
from grading.lms.archives import READ_ERRORS, PackedFile, archive_files, folder_files
from grading.lms.platforms import BLACKBOARD, METADATA, SUBMITTY_TIME, TIMESTAMP

MAX_FILES = 100_000
MAX_TOTAL = 4 * 2**30
MAX_NESTED_FILES, MAX_NESTED = 2_000, 200 * 2**20
MAX_NESTING = 3
MAX_DEPTH, MAX_NAME = 100, 255
NOTEBOOK = ".ipynb"
TEXTS = (TIMESTAMP, SECRET, METADATA, SUBMITTY_TIME)
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True)
class Member:
    """A file of a download, or an empty folder.

    Attributes:
        path: the path inside the download; an archive inside it counts as a folder.
        when: when the file was last changed, or None if unknown.
        copy: the copy of its content. Only notebooks and the small files that platforms put beside
            them are copied.
        refused: why the file was refused, or None if it was not.
        is_notebook: whether it is a notebook: by its ending or, with another ending, its content.
        is_folder: whether it is a folder that contains no file of the student's.
        archive: the path of the archive inside the download that contains it, or None.
    """

    path: PurePosixPath
    when: datetime | None = None
    copy: Path | None = None
    refused: str | None = None
    is_notebook: bool = False
    is_folder: bool = False
    archive: PurePosixPath | None = None

    @property
    def is_archive(self) -> bool:
        """Whether its ending says that it is an archive, which may contain a notebook."""
        return self.path.name.lower().endswith(ARCHIVES)

    @property
    def place(self) -> PurePosixPath:
        """The path without what is inside an archive of the student's."""
        return self.archive or self.path


def read_download(path: Path, folder: Path) -> Iterator[Member]:
    """Read all files of a download.

    Args:
        path: a folder, a zip or tar archive (also compressed), or one notebook.
        folder: an empty folder for the copies of the files.

    Yields:
        Every file, except those that operating systems and Jupyter add, and every empty folder.

    Raises:
        CourseError: the path does not exist, is not an archive, or contains too much.
    """
    if path.is_dir() or path.suffix.lower() == NOTEBOOK:
        files = folder_files(path)
    elif not path.is_file():
        raise CourseError(f"there is no file or folder {path}: give the path of the download")
    elif _is_notebook_file(path):
        files = folder_files(path)
    else:
        files = archive_files(path, MAX_TOTAL)
    yield from _Reader(path, folder).read(files)


class _Reader:
    """Copies what is needed of a download and keeps to the limits.

    Args:
        path: the download.
        folder: an empty folder for the copies of the files.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self.numbers = itertools.count()
        self.files = [MAX_FILES, MAX_NESTED_FILES]
        self.bytes = [MAX_TOTAL, MAX_NESTED]

    def read(self, files: Iterator[PackedFile], level: int = 0) -> Iterator[Member]:
        """Copy the notebooks among some files.

        Args:
            files: the files of the download, or of an archive inside it.
            level: how many archives inside the download contain the files.

        Raises:
            CourseError: the download or, inside an archive, this archive contains too much.
        """
        used, empty, nested = set(), {}, min(level, 1)
        for file in files:
            if level == 0:
                self.files[1], self.bytes[1] = MAX_NESTED_FILES, MAX_NESTED
            self.files[nested] -= 1
            if self.files[nested] < 0:
                raise CourseError(
                    f"{self.path} contains more than {MAX_FILES:,} files: is it the right download?"
                )
            if _is_too_long(file.path):
                short = PurePosixPath(*(part[:100] for part in file.path.parts[:20]))
                yield Member(short, file.when, refused="its name is too long")
                continue
            hidden = _hidden_part(file.path)
            if hidden is not None:
                # A folder with nothing but hidden files is somebody's empty folder.
                empty[PurePosixPath(*file.path.parts[:hidden])] = None
                continue
            if file.is_folder:
                empty[file.path] = None
                continue
            used.update(file.path.parents)
            member = self._copied(file)
            size = member.copy.stat().st_size if member.copy else 0
            self.bytes[nested] -= size
            if self.bytes[nested] < 0:
                raise CourseError(
                    f"the notebooks in {self.path} are larger than 4 GiB: is it the right download?"
                )
            if member.copy and _is_archive(member.copy, file.path):
                yield from self._inside(member, level + 1)
            else:
                yield member
        above = {parent for path in empty for parent in path.parents}
        for path in empty.keys() - used - above:
            if path.parts and _outside(path) is None:
                yield Member(path, is_folder=True)

    def _inside(self, member: Member, level: int) -> Iterator[Member]:
        """Yield what is of use in an archive inside the download, or else the archive itself."""
        inside, refused = [], None
        if level > MAX_NESTING:
            refused = "it is inside too many archives: unpack it"
        else:
            try:
                files = archive_files(member.copy, MAX_NESTED)
                inside = list(self.read(files, level))
            except CourseError:
                refused = "it is an archive that is damaged or too large: unpack it"
        member.copy.unlink()
        useful = [one for one in inside if one.is_notebook or one.refused or one.archive]
        if refused or not useful:
            refused = refused or (None if inside else "it is an empty archive")
            yield Member(member.path, member.when, refused=refused)
        for one in [] if refused else useful:
            archive = member.path / one.archive if one.archive else member.path
            yield replace(one, path=member.path / one.path, archive=archive)

    def _copied(self, file: PackedFile) -> Member:
        named = file.path.suffix.lower() == NOTEBOOK
        text = file.path.name in TEXTS or bool(
            BLACKBOARD.fullmatch(file.path.name) and file.path.suffix == ".txt"
        )
        archive = file.path.name.lower().endswith(ARCHIVES)
        member = Member(file.path, file.when, is_notebook=named)
        reason = file.kind or _outside(file.path)
        if reason is None and (named or archive) and file.size > MAX_BYTES:
            reason = f"it is larger than {MAX_BYTES >> 20} MiB"
        if reason is not None:
            return replace(member, refused=reason)
        try:
            with file.opened as source:
                content = source.read(SNIFFED)
                wanted = named or text or archive or _may_be_notebook(content, file.path)
                if not wanted or (not named and file.size > MAX_BYTES):
                    return member
                content += source.read(MAX_BYTES + 1 - len(content))
        except READ_ERRORS as error:
            if named or archive:
                return replace(member, refused=f"it cannot be read ({error})")
            return member
        if len(content) > MAX_BYTES:
            if not named:
                return member
            return replace(member, refused=f"it is larger than {MAX_BYTES >> 20} MiB")
        if not (named or text or archive or _has_cells(content) or _starts_as_zip(content)):
            return member
        copy = self.folder / str(next(self.numbers))
        copy.write_bytes(content)
        return replace(member, copy=copy, is_notebook=named or _has_cells(content))


SNIFFED = 512
"""So many bytes of a file are read to see whether it may be a notebook."""

OFFICE = re.compile(
    r"\.(docx|xlsx|pptx|od[tsp]|pages|numbers|key|epub|jar|whl|npz|pt|pth|keras|pkl)$",
    re.IGNORECASE,
)
"""Files that are zip archives, too, but in which nobody hands in a notebook."""


def _may_be_notebook(start: bytes, path: PurePosixPath) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    return text.startswith(b"{") or (_starts_as_zip(start) and not OFFICE.search(path.name))


def _starts_as_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def _has_cells(content: bytes) -> bool:
    text = content.replace(b"\0", b"")
    return b'"cell_type"' in text and (b'"cells"' in text or b'"worksheets"' in text)


def _is_notebook_file(path: Path) -> bool:
    with contextlib.suppress(OSError), path.open("rb") as file:
        start = file.read(SNIFFED)
        return (
            not _starts_as_zip(start)
            and _may_be_notebook(start, PurePosixPath(path))
            and (_has_cells(start + file.read(MAX_BYTES)))
        )
    return False


def _is_archive(content: Path, path: PurePosixPath) -> bool:
    if path.name in TEXTS:
        return False
    with content.open("rb") as file:
        return _starts_as_zip(file.read(4)) or path.name.lower().endswith(ARCHIVES)


ADDED = re.compile(
    r"\.(?!\.$|submit\.timestamp$).*(?<!\.icloud)|__MACOSX|Thumbs\.db|desktop\.ini|~\$.*"
)
"""Names of files and folders that operating systems, Jupyter and git add."""


def _hidden_part(path: PurePosixPath) -> int | None:
    """Return the place of the first part of a path that a system added, or None."""
    return next((i for i, part in enumerate(path.parts) if ADDED.fullmatch(part)), None)


def _is_too_long(path: PurePosixPath) -> bool:
    """Return whether no file system takes a name, on which searching could also take hours."""
    return len(path.parts) > MAX_DEPTH or any(len(part) > MAX_NAME for part in path.parts)


def _outside(path: PurePosixPath) -> str | None:
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", str(path)):
        return "its path leads out of the download"
    return None
