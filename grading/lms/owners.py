"""Find out who handed in a file, from the names that Moodle, Canvas, nbgrader or people gave it."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d{3,})_(?P<file>\d{3,})_.+")
EXCHANGE = re.compile(r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}-\d\d-\d\d [^+]+)(?:\+.+)?")


@dataclass(frozen=True)
class Owner:
    """The student who handed in a file, as far as its name in the download says.

    Attributes:
        name: the student's name.
        system: "moodle", "canvas", "exchange" (nbgrader's) or "plain".
        number: the participant number in Moodle or the user number in Canvas.
        late: whether Canvas marked the file as late.
        when: nbgrader's timestamp, as text.
        order: Canvas's file number, which is larger for a later file.
    """

    name: str
    system: str
    number: str | None = None
    late: bool = False
    when: str | None = None
    order: int = 0


def owners(paths: list[PurePosixPath], lesson: str) -> dict[PurePosixPath, Owner | None]:
    """Find the owner of each file of a download.

    Args:
        paths: the paths inside the download.
        lesson: the full name of the lesson.

    Returns:
        The owner of each path, or None if the path does not say.
    """
    found = {path: _by_system(path) for path in paths}
    plain = [path for path in paths if found[path] is None]
    depth = _outer_folders(plain, lesson)
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


def _outer_folders(paths: list[PurePosixPath], lesson: str) -> int:
    """Return how many folders enclose the folders or files of the students."""
    depth = 0
    while _is_wrapper([path.parts[depth:] for path in paths], lesson):
        depth += 1
    return depth


def _is_wrapper(places: list[tuple[str, ...]], lesson: str) -> bool:
    """Return whether the first folder encloses the whole class and is not one student's own."""
    if len({place[0] for place in places}) != 1 or any(len(place) == 1 for place in places):
        return False
    folders = {place[1] for place in places if len(place) > 2}
    if folders:
        return len(folders) > 1 and not any(re.match(r"\d\d_", name) for name in folders)
    notebooks = [place[1] for place in places if place[1].lower().endswith(".ipynb")]
    names = {_bare_name(notebook, lesson) for notebook in notebooks}
    return len(names) > 1 and "" not in names


def _by_place(path: PurePosixPath, lesson: str) -> Owner | None:
    if len(path.parts) > 1:
        return Owner(path.parts[0], "plain")
    name = _bare_name(path.name, lesson) if path.suffix.lower() == ".ipynb" else ""
    return Owner(name, "plain") if name else None


def _bare_name(file: str, lesson: str) -> str:
    """Return a file's name without its suffix, the lesson's name and a browser's "(1)"."""
    name = re.sub(r" ?\(\d+\)$", "", PurePosixPath(file).stem)
    return re.sub(rf"[-_ ]*{re.escape(lesson)}[-_ ]*", "", name)


def safe_id(name: str) -> str:
    """Turn a name into a student id that is a safe folder name and not a pattern for nbgrader.

    Args:
        name: any text.

    Returns:
        Letters, digits and ``. - _ @``, at most 80 bytes; empty if the name has none of these.
    """
    text = unicodedata.normalize("NFC", name).strip()
    text = re.sub(r"[^\w.@-]+", "_", text).strip("._-")
    return text.encode()[:80].decode(errors="ignore")


def printable(text: str) -> str:
    """Return a text from a download on one line, without characters that control a terminal."""
    return "".join(c if c.isprintable() else "�" for c in str(text))
