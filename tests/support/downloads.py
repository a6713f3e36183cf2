"""Make downloads of a class, as learning platforms and people pack them, and collect them."""

import io
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import nbformat
from handins import solved, untouched, with_answer

from grading.gradebook.due_dates import set_due_date
from grading.hand_ins.submitted import handed_in
from grading.lms.collect import Collected, collect

LESSON = "01_rollouts"
NOON = datetime(2026, 11, 1, 12)
LATER = NOON + timedelta(hours=1)
NAME = f"{LESSON}.ipynb"


@cache
def answered(number: int = 1) -> str:
    """Return a notebook of the lesson with answers; each number gives another answer."""
    code = f"def discounted_return(rewards, gamma):\n    return {number}\n"
    return nbformat.writes(with_answer(solved(LESSON), "discounted_return", code))


@cache
def stub() -> str:
    """Return the notebook of the lesson as the students get it."""
    return nbformat.writes(untouched(LESSON))


def collected(tmp_path: Path, files: dict, *, name: str = "a.zip", **options) -> dict:
    """Pack a zip archive, collect it, and return the results by student."""
    path = zip_of(tmp_path / name, files)
    return results(tmp_path, path, **options)


def results(tmp_path: Path, path: Path, **options) -> dict[str, Collected]:
    """Collect a download and return the results by student."""
    found = collect(LESSON, path, course=tmp_path / "course", **options)
    assert len({one.student for one in found}) == len(found)
    return {one.student: one for one in found}


def submitted(tmp_path: Path) -> dict[str, str]:
    """Return the content of the notebook in each student's folder."""
    return {
        path.parts[-3]: path.read_text(encoding="utf-8")
        for path in (tmp_path / "course" / "submitted").glob(f"*/{LESSON}/{NAME}")
    }


def time_of(tmp_path: Path, student: str) -> datetime | None:
    """Return when a student handed in, for nbgrader, or None if that counts as in time."""
    when = handed_in(tmp_path / "course" / "submitted" / student / LESSON)
    return when and when.replace(tzinfo=UTC)


def set_due(tmp_path: Path, when: datetime) -> None:
    """Set the due date of the lesson, given in this machine's time."""
    set_due_date(LESSON, when.astimezone(UTC), tmp_path / "course")


def said(results: dict[str, Collected]) -> dict[str, str]:
    """Return all notes on each student, as one text."""
    return {student: " ".join(one.notes) for student, one in results.items()}


def looks(results: dict[str, Collected]) -> set[str]:
    """Return the students whose line needs a look."""
    return {student for student, one in results.items() if one.problem}


def zip_of(path: Path, files: dict[str, str | bytes], when: datetime = NOON) -> Path:
    """Write a zip archive; a value ``(content, time)`` gives a file its own time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            content, changed = content if isinstance(content, tuple) else (content, when)
            info = zipfile.ZipInfo(name, changed.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def link_in_zip(path: Path, name: str, target: str) -> Path:
    """Add a symbolic link to a zip archive."""
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    return path


def tar_of(path: Path, files: dict[str, str | bytes | tarfile.TarInfo]) -> Path:
    """Write a gzipped tar archive; a ``TarInfo`` is added as it is, without content."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            if isinstance(content, tarfile.TarInfo):
                content.name = name
                archive.addfile(content)
                continue
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), NOON.timestamp()
            archive.addfile(info, io.BytesIO(data))
    return path


def special(kind: bytes, target: str = "") -> tarfile.TarInfo:
    """Return a link or a device for `tar_of`."""
    info = tarfile.TarInfo("")
    info.type, info.linkname = kind, target
    return info
