"""Recognise who handed in a file, and when, from the names that learning platforms give it.

Only what the platform itself wrote is believed. The student chooses what comes after the
platform's part of a name, and the content of every file of a hand-in.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from nbgrader.utils import parse_utc

METADATA = "submission_metadata.yml"
"""Gradescope's list of who handed in what and when."""

TIMESTAMP = "timestamp.txt"
"""The file in which nbgrader's exchange and Sakai note when something was handed in."""

SUBMITTY_TIME = ".submit.timestamp"
"""The file in which Submitty notes when a version was handed in."""

MOODLE = re.compile(r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_[a-z]+(?:_.*)?")
CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_"
    r"(?:(?P<file>\d{3,})_.+|(?:text|link)\.html)"
)
CANVAS_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>anon_[A-Za-z0-9]+)_(?P<late2>LATE_)?"
    r"(?:(?P<file>\d{3,})_.+|(?:text|link)\.html)"
)
EXCHANGE = re.compile(r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}-\d\d-\d\d [^+]+)(?:\+.+)?")
BLACKBOARD = re.compile(r"(?P<start>.+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:[_.].*)?")
BLACKBOARD_NAME = re.compile(r"^Name: (?P<name>.+) \((?P<login>[^()\n]+)\)\s*$", re.MULTILINE)
BRIGHTSPACE = re.compile(
    r"(?P<number>\d+)-\d+ ?- (?P<name>.+?) ?- "
    r"(?P<when>(?:[^\W\d]+\.? \d{1,2}|\d{1,2}\.? [^\W\d]+\.?|\d{1,2}[-.]\d{1,2}),? ?[-.]?\d{4}"
    r"[^-]*|\d{4}-\d\d-\d\d[^-]*?)(?: - .+)?"
)
BRIGHTSPACE_TIME = re.compile(r"(?P<day>.+\D)(?P<hour>\d{1,2})(?P<minute>\d\d) ?(?P<half>[AP]M)?")
BRIGHTSPACE_DAYS = ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d")
SAKAI = re.compile(r"(?P<name>[^()]+?) ?\((?P<login>[^()]+)\)(?P<flat>_Submission attachment.*)?")
FEEDBACK = "_assignfeedback_"
"""Part of the names that Moodle gives to files of feedback."""

SAKAI_FOLDERS = ("submission attachment(s)", "feedback attachment(s)")
GRADESCOPE = re.compile(r"submission_\d+")
TEAMS = ("submitted files", "working files")
AUTOLAB = re.compile(r"(?P<name>[^@\s]+@[\w.-]+?\.[A-Za-z]+)_(?P<order>\d+)_.+")

VERSION = re.compile(
    r"(?:v|version|attempt|versuch|submission|revision)?[-_ ]?(\d{1,3})(?: - .*)?", re.IGNORECASE
)
"""The folder of one attempt, as in Submitty's ``ada/2/``."""

BLIND = re.compile(
    r"participant|participante|participant\(?e\)?|teilnehmer.*|deelnemer|deltager|deltagare|"
    r"partecipante|osallistuja|uczestnik|účastník|résztvevő|katılımcı|участник|учасник|参加者|参与者",
    re.IGNORECASE,
)
"""What Moodle writes in place of a name, in the teacher's language, if marking is anonymous."""


@dataclass(frozen=True)
class Owner:
    """The student who handed in a file, as far as its name in the download says.

    Attributes:
        name: the student's name.
        system: "moodle", "canvas", "exchange" (nbgrader's), another platform, or "plain".
        number: what the platform knows the student by: a number, a login or an address. It is
            the identity; Moodle's is different for every assignment.
        login: the login name, where the platform gives one; it becomes the student's id.
        late: whether Canvas marked the file as late.
        when: when the file was handed in, in UTC, if the platform says so.
        clock: what says so, such as "Blackboard's date in the name".
        order: the number of the attempt, which is larger for a later one, or 0 if unknown.
    """

    name: str
    system: str = "plain"
    number: str | None = None
    login: str | None = None
    late: bool = False
    when: datetime | None = None
    clock: str = ""
    order: int = 0


Moment = tuple[datetime | None, int]
"""A time of handing in, or None, and a number of an attempt, or 0."""


class Texts:
    """The small files that platforms add to a download.

    Args:
        copies: the copy of each file, by its path in the download.
    """

    def __init__(self, copies: dict[PurePosixPath, Path]) -> None:
        self.copies = copies
        self.timed = {path.parent for path in copies if path.name in (TIMESTAMP, SUBMITTY_TIME)}
        self._read = lru_cache(maxsize=8)(Path.read_bytes)

    def __call__(self, path: PurePosixPath) -> str | None:
        """Return the text of a file, or None if it is not there."""
        copy = self.copies.get(path)
        return self._read(copy).decode(errors="replace") if copy else None


def recognised(paths: list[PurePosixPath], text: Texts) -> dict[PurePosixPath, list[Owner]]:
    """Find the owners of the files whose names a platform made.

    Args:
        paths: the paths inside the download, each without what a student's own archive contains.
        text: the files that platforms added.

    Returns:
        The owners of each file that was recognised: several for a group, and none if the platform
        does not say who it was.
    """
    parts = {part.lower() for path in paths for part in path.parts}
    sakai, teams = bool(parts & set(SAKAI_FOLDERS)), TEAMS[0] in parts
    every = ((path, _owners(path, text, sakai, teams)) for path in paths)
    found = {path: owners for path, owners in every if owners is not None}
    _split_blackboard(found, text)
    return _unblinded(found)


def feedback(path: PurePosixPath) -> bool:
    """Return whether a platform puts here what the instructor gave back to the student."""
    return any(part.lower() == SAKAI_FOLDERS[1] or FEEDBACK in part for part in path.parts)


def is_after(one: Moment, other: Moment) -> bool | None:
    """Return whether one of two times and numbers of attempts is later, or None if unknown."""
    if one[1] and other[1] and one[1] != other[1]:
        return one[1] > other[1]
    if one[0] and other[0] and one[0] != other[0]:
        return one[0] > other[0]
    return None


def attempt(folders: tuple[str, ...]) -> int:
    """Return the number of the attempt that the folders below a student's own give, or 0."""
    return next((int(match[1]) for part in folders if (match := VERSION.fullmatch(part))), 0)


def parsed_time(text: str | None) -> datetime | None:
    """Parse nbgrader's, Sakai's or Submitty's time, in UTC, or return None."""
    text = (text or "").strip()[:200]
    if re.fullmatch(r"\d{17}", text):
        text = f"{text[:8]}T{text[8:14]}"
    if not text:
        return None
    try:
        return parse_utc(text).replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def time_beside(path: PurePosixPath, depth: int, text: Texts, clock: str) -> dict[str, Any]:
    """Return the time in the ``timestamp.txt`` of a hand-in, as attributes of an `Owner`.

    Args:
        path: the path of a file.
        depth: the number of folders down to the student's own.
        text: reads a file of the download.
        clock: whose file it is, for the report.
    """
    folders = path.parents if text.timed else ()
    for folder in list(folders)[: max(0, len(path.parts) - depth)]:
        if folder not in text.timed:
            continue
        if when := parsed_time(text(folder / TIMESTAMP)):
            return {"when": when, "clock": clock}
        if when := parsed_time(text(folder / SUBMITTY_TIME)):
            return {"when": when, "clock": "Submitty's time"}
    return {}


def _owners(path: PurePosixPath, text: Texts, sakai: bool, teams: bool) -> list[Owner] | None:
    """Return the owners that the outermost recognised part of a path names, or None."""
    for depth, part in enumerate(path.parts, 1):
        if match := EXCHANGE.fullmatch(part):
            owner = Owner(match["name"], "exchange", when=parsed_time(match["when"]))
            owner = replace(owner, clock="the name that nbgrader's exchange gave")
            return [replace(owner, **time_beside(path, depth, text, "nbgrader's timestamp.txt"))]
        if match := MOODLE.fullmatch(part):
            return [Owner(match["name"], "moodle", match["number"])]
        if match := BLACKBOARD.fullmatch(part):
            when = _local(match["when"], "%Y-%m-%d-%H-%M-%S")
            clock = "Blackboard's date in the name"
            return [Owner(match["start"], "blackboard", when=when, clock=clock)]
        if match := BRIGHTSPACE.fullmatch(part):
            when, clock = _brightspace_time(match["when"]), "Brightspace's date in the name"
            return [Owner(match["name"], "brightspace", match["number"], when=when, clock=clock)]
        if (match := CANVAS_ANONYMOUS.fullmatch(part)) or (match := CANVAS.fullmatch(part)):
            return [_canvas_owner(match)]
        if (match := SAKAI.fullmatch(part)) and (sakai or match["flat"]):
            owner = Owner(match["name"], "sakai", match["login"], match["login"])
            return [replace(owner, **time_beside(path, depth, text, "Sakai's timestamp.txt"))]
        folder = PurePosixPath(*path.parts[: depth - 1])
        if GRADESCOPE.match(part) and folder / METADATA in text.copies:
            return _gradescope(folder, part, text)
        if part.lower() == TEAMS[1] and teams:
            return []
        if part.lower() == TEAMS[0] and depth < len(path.parts) - 1:
            order = attempt(path.parts[depth + 1 : -1])
            return [Owner(path.parts[depth], "teams", order=order)]
        if match := AUTOLAB.fullmatch(part):
            return [Owner(match["name"], "autolab", match["name"], order=int(match["order"]))]
    return None


def _canvas_owner(match: re.Match) -> Owner:
    known = match.groupdict()
    late = bool(known["late"] or known.get("late2"))
    clock = "Canvas's late mark" if late else "no late mark in Canvas, counted as in time"
    number = known.get("number") or known["name"]
    # Canvas numbers files, not attempts, so the number of a file says nothing about its order.
    return Owner(match["name"], "canvas", number, late=late, clock=clock)


def _local(text: str, form: str) -> datetime | None:
    """Parse a time without a zone, which is taken to be in this machine's."""
    try:
        return datetime.strptime(text, form).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _brightspace_time(text: str) -> datetime | None:
    match = BRIGHTSPACE_TIME.fullmatch(" ".join(re.sub(r"[,.:_]", "", text).split()))
    if match is None:
        return None
    half = match["half"] or ""
    hour = f"{match['hour']}:{match['minute']}{half}"
    clock = "%I:%M%p" if half else "%H:%M"
    times = (_local(f"{match['day'].strip()} {hour}", f"{day} {clock}") for day in BRIGHTSPACE_DAYS)
    return next((when for when in times if when), None)


def _gradescope(folder: PurePosixPath, part: str, text: Texts) -> list[Owner]:
    """Return everybody who handed in one of Gradescope's numbered submissions."""
    metadata = _gradescope_metadata(text(folder / METADATA) or "")
    known = metadata.get(part, metadata.get(PurePosixPath(part).stem))
    if not isinstance(known, dict):
        return []
    people = known.get(":submitters", known.get("submitters"))
    when = _gradescope_time(known.get(":created_at", known.get("created_at")))
    owners = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            facts = {str(key).lstrip(":"): str(value) for key, value in person.items() if value}
            number = facts.get("sid") or facts.get("email")
            name = facts.get("name") or number
            if name:
                clock = "Gradescope's metadata"
                owners.append(Owner(name, "gradescope", number, when=when, clock=clock))
    return owners


def _gradescope_time(when: object) -> datetime | None:
    if isinstance(when, datetime):
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return parsed_time(str(when)) if when else None


_parsed: dict[str, dict] = {}


def _gradescope_metadata(content: str) -> dict:
    """Parse Gradescope's metadata; the latest is kept, since every file asks for it."""
    if content not in _parsed:
        _parsed.clear()
        try:
            # The C loader reads a class's metadata of some megabytes in a second.
            known = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (yaml.YAMLError, ValueError, RecursionError):
            known = None
        _parsed[content] = known if isinstance(known, dict) else {}
    return _parsed[content]


def _split_blackboard(found: dict[PurePosixPath, list[Owner]], text: Texts) -> None:
    """Separate the name of the assignment from the login; both may contain underscores."""
    files = {path: one[0] for path, one in found.items() if one and one[0].system == "blackboard"}
    starts = {owner.name for owner in files.values()}
    names: dict[str, tuple[str, str]] = {}
    for path, owner in files.items():
        match = BLACKBOARD_NAME.search(text(path) or "")
        if match and owner.name.endswith(f"_{match['login']}"):
            names[owner.name] = match["login"], match["name"]
    titles = [start.removesuffix(f"_{login}") for start, (login, _) in names.items()]
    for path, owner in files.items():
        if owner.name not in names:
            title = next((one for one in titles if owner.name.startswith(f"{one}_")), None)
            title = title or _common_title(starts) or owner.name.rpartition("_")[0]
            login = owner.name.removeprefix(f"{title}_") if title else owner.name
            names[owner.name] = login, login
        login, name = names[owner.name]
        found[path] = [replace(owner, name=name, number=login, login=login)]


def _common_title(starts: set[str]) -> str:
    """Return what all names of a Blackboard download begin with, up to an underscore."""
    first, last = min(starts), max(starts)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same].rpartition("_")[0] if len(starts) > 1 else ""


def _unblinded(found: dict[PurePosixPath, list[Owner]]) -> dict[PurePosixPath, list[Owner]]:
    """Give each participant of an anonymous Moodle assignment an id of their own."""
    numbers: dict[str, set] = {}
    for owner in (owner for owners in found.values() for owner in owners):
        if owner.system == "moodle" and owner.number:
            numbers.setdefault(owner.name, set()).add(owner.number)
    # In a language that is not listed, everybody in the class has the same name.
    alone = len(numbers) == 1
    blind = {
        name
        for name, group in numbers.items()
        if BLIND.fullmatch(name) or (alone and len(group) > 2)
    }
    return {
        path: [
            replace(one, name=f"{one.name}_{one.number}")
            if one.system == "moodle" and one.number and one.name in blind
            else one
            for one in owners
        ]
        for path, owners in found.items()
    }
