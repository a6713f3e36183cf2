"""Make downloads of a class, as Moodle, Canvas and others pack them."""

import io
import tarfile
import zipfile
from datetime import datetime
from pathlib import Path

NOON = datetime(2026, 11, 1, 12)


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
