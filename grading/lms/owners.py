"""Whose file it is: the names that Moodle, Canvas, nbgrader's exchange and people give."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d{3,})_(?P<file>\d{3,})_.+")
EXCHANGE = re.compile(r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}-\d\d-\d\d [^+]+)(?:\+.+)?")


@dataclass(frozen=True)
class Owner:
    """Who handed a file in, as the download tells it.

    Attributes:
        name: of the student.
        system: "moodle", "canvas", "exchange" or "plain".
        number: Moodle's participant or Canvas's user.
        late: Canvas marked it.
        when: nbgrader's timestamp, as text.
        order: Canvas's number of the file; a later one is greater.
    """

    name: str
    system: str
    number: str | None = None
    late: bool = False
    when: str | None = None
    order: int = 0


def owners(paths: list[PurePosixPath], lesson: str) -> dict[PurePosixPath, Owner | None]:
    """Whose the files of a download are.

    Args:
        paths: names in the download.
        lesson: its full name.

    Returns:
        The owner of each; None where nothing in its name tells.
    """
    found = {path: _by_system(path) for path in paths}
    plain = [path for path in paths if found[path] is None]
    depth = _wrapping(plain, lesson)
    for path in plain:
        found[path] = _by_place(PurePosixPath(*path.parts[depth:]), lesson)
    return found


def _by_system(path: PurePosixPath) -> Owner | None:
    for part in path.parts:
        if match := EXCHANGE.fullmatch(part):
            return Owner(match["name"], "exchange", when=match["when"])
        if match := MOODLE.fullmatch(part):
            return Owner(match["name"], "moodle", match["number"])
    if match := CANVAS.fullmatch(path.name):
        late, order = bool(match["late"]), int(match["file"])
        return Owner(match["name"], "canvas", match["number"], late, order=order)
    return None


def _wrapping(paths: list[PurePosixPath], lesson: str) -> int:
    """How many folders stand around those of the students."""
    depth = 0
    while _is_wrapper([path.parts[depth:] for path in paths], lesson):
        depth += 1
    return depth


def _is_wrapper(places: list[tuple[str, ...]], lesson: str) -> bool:
    """Whether the first folder is one around the whole class, not that of a single student."""
    if len({place[0] for place in places}) != 1 or any(len(place) == 1 for place in places):
        return False
    folders = {place[1] for place in places if len(place) > 2}
    if folders:
        return len(folders) > 1 and not any(re.match(r"\d\d_", name) for name in folders)
    files = {_bare(place[1], lesson) for place in places if place[1].lower().endswith(".ipynb")}
    return len(files) > 1 and "" not in files


def _by_place(path: PurePosixPath, lesson: str) -> Owner | None:
    if len(path.parts) > 1:
        return Owner(path.parts[0], "plain")
    name = _bare(path.name, lesson) if path.suffix.lower() == ".ipynb" else ""
    return Owner(name, "plain") if name else None


def _bare(file: str, lesson: str) -> str:
    """A file's name without its ending, the lesson's name and a browser's "(1)"."""
    name = re.sub(r" ?\(\d+\)$", "", PurePosixPath(file).stem)
    return re.sub(rf"[-_ ]*{re.escape(lesson)}[-_ ]*", "", name)


def safe_id(name: str) -> str:
    """A name as a student id: a plain folder name on every system, and no pattern for nbgrader.

    Args:
        name: any text.

    Returns:
        Letters, digits and ``. - _ @``, at most 80 bytes; empty where nothing was left of it.
    """
    text = unicodedata.normalize("NFC", name).strip()
    text = re.sub(r"[^\w.@-]+", "_", text).strip("._-")
    return text.encode()[:80].decode(errors="ignore")


def printable(text: str) -> str:
    """A text from a download on one line, without what would steer a terminal."""
    return "".join(c if c.isprintable() else "�" for c in str(text))
