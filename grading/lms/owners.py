"""Find out who handed in each file of a download, from the names of its folders and files."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grading.lms.names import bare_name, folded, is_any_lesson, is_lesson, printable
from grading.lms.platforms import (
    GRADESCOPE,
    METADATA,
    VERSION,
    Owner,
    Texts,
    attempt,
    recognised,
    time_beside,
)

CLASS_FILES = re.compile(
    r"(index|grades?|status|read ?me|liesmich|attendance)\b[^.]*(\.(html?|txt|md|json|ya?ml|xml))?"
    r"|.*\.(csv|xlsx?|ods|tsv)|submission_metadata\.ya?ml|user_assignment_settings\.json"
    r"|.*submission_log\.txt",
    re.IGNORECASE,
)
"""Files that a platform or an instructor puts beside the folders of a class."""

CONTAINERS = re.compile(
    r"abgaben?|submissions?|submitted|assignments?|hand[-_ ]?ins?|students?|downloads?|classe?|"
    r"solutions?|release|source|rendus?|entregas?|consegne|inlever\w*|studierende|einreichungen|"
    r"multi_feedback.*",
    re.IGNORECASE,
)
"""Names of folders that are nobody's own."""

SECTION = re.compile(
    r"(team|groups?|gruppe|section|tutorial|tutorium|kurs|class|lab)[-_ ]?\w{1,5}", re.IGNORECASE
)
"""The folder of a part of a class, in which every student may have a folder."""

ILIAS = re.compile(r".+_.+_\d+")
"""ILIAS's folder of a student, who may be in the folder of a team."""

NO_NAME = re.compile(
    r"final|done|new|neu|solutions?|answers?|submission|abgabe|untitled\d*|notebook|homework|hw|"
    r"(v|version)[-_ ]?\d{1,2}",
    re.IGNORECASE,
)
"""What is left of a file's name if the student did not write their own into it."""

AGAIN = re.compile(
    r"(?:[-_ .]++(?:v\.?\d+|version|final|new|neu|fertig|updated?|revised|fixed|corrected|"
    r"resub[a-z]*|submi[a-z]*|attempt|try|versuch|draft|done|solutions?|answers?|late|last|abgabe|"
    r"korrigiert)(?:[-_ .]*+\d{1,2})?+)+$",
    re.IGNORECASE,
)
"""What students add to a name when they hand in again; it does not say whose the file is."""


NO_OWNER = "its name does not say who handed it in"
NO_METADATA = f"Gradescope's {METADATA} is missing, which says whose this submission is"


@dataclass
class Class:
    """The people of a download.

    Attributes:
        owners: who handed in each file: nobody for a file of the whole class, several for a group.
        unknown: why it is not known who handed in a file, for files where somebody did.
        doubts: for some names of students, why they may not be what they seem.
    """

    owners: dict[PurePosixPath, list[Owner]]
    unknown: dict[PurePosixPath, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def people(
    paths: list[PurePosixPath],
    notebooks: set[PurePosixPath],
    folders: set[PurePosixPath],
    lesson: str,
    text: Texts,
    known: Collection[str] = (),
) -> Class:
    """Find the owner of each file of a download.

    Args:
        paths: the paths inside the download, each without what a student's own archive contains.
        notebooks: those of the paths that are notebooks, or archives with notebooks inside.
        folders: those of the paths that are empty folders.
        lesson: the full name of the lesson.
        text: the files that platforms added.
        known: the ids of students from earlier downloads.
    """
    found = Class(recognised(paths, text))
    systems = {owner.system for owners in found.owners.values() for owner in owners}
    for path, owners in found.owners.items():
        if not owners and any(map(GRADESCOPE.match, path.parts)) and path.name != METADATA:
            found.unknown[path] = f"{METADATA} does not say whose this submission is"
    platform = bool(found.owners)
    plain = [path for path in paths if path not in found.owners]
    places = {path: (*path.parts, "") if path in folders else path.parts for path in plain}
    shape = [
        (*place[:-1], f"{bare_name(place[-1], lesson)}.ipynb") if path in notebooks else place
        for path, place in places.items()
    ]
    depth = _outer_folders(shape, lesson)
    sections, sure = _sections([place[depth:] for place in shape])
    for path in plain:
        beside = platform or len(places[path]) <= depth + 1
        if beside and path not in notebooks and _is_class_file(path.name):
            found.owners[path] = []
            continue
        level = depth + (len(places[path]) > depth + 2 and path.parts[depth] in sections)
        owner = _by_place(places[path][level:], lesson)
        found.owners[path] = [owner] if owner else []
        if owner and len(places[path]) > level + 1:
            found.owners[path] = [_dated(owner, path, level, text)]
        elif owner is None:
            gradescope = any(map(GRADESCOPE.match, path.parts))
            found.unknown[path] = NO_METADATA if gradescope else NO_OWNER
        if owner and systems - {"exchange"}:
            makers = " and ".join(sorted(systems))
            found.doubts[owner.name] = f"the name is not one of those that {makers} makes"
        if owner and level > depth and not sure:
            words = f"{printable(path.parts[depth])} was taken to be a part of the class"
            found.doubts[owner.name] = words
        if owner and CONTAINERS.fullmatch(owner.name):
            found.doubts[owner.name] = f"{printable(owner.name)} is hardly a name"
    _doubt_similar(found, plain, depth, known)
    _doubt_only(found, shape, depth, lesson)
    return found


def _dated(owner: Owner, path: PurePosixPath, depth: int, text: Texts) -> Owner:
    """Add to the owner of a file in a folder what the folders of attempts and times say."""
    time = time_beside(path, depth + 1, text, "timestamp.txt")
    return Owner(owner.name, order=attempt(path.parts[depth + 1 : -1]), **time)


def _is_class_file(name: str) -> bool:
    return bool(CLASS_FILES.fullmatch(name))


def _outer_folders(places: list[tuple[str, ...]], lesson: str) -> int:
    """Return how many folders enclose the folders or files of the students."""
    depth = 0
    while True:
        level = [place[depth:] for place in places if len(place) > depth]
        # What lies beside the folder that encloses the class does not hide the class.
        outer = {place[0] for place in level if len(place) > 1}
        beside = [place[0] for place in level if len(place) == 1 and not _is_class_file(place[0])]
        named = [name for name in beside if name.endswith(".ipynb") and name != ".ipynb"]
        if len(outer) != 1 or named:
            return depth
        (name,) = outer
        inside = [place[1:] for place in level if len(place) > 1]
        nobodys = CONTAINERS.fullmatch(name) or is_lesson(name, lesson)
        if not nobodys and not _encloses_class(inside, lesson):
            return depth
        depth += 1


def _encloses_class(inside: list[tuple[str, ...]], lesson: str) -> bool:
    """Return whether a folder with these paths encloses a class and is not one student's own."""
    notebooks = {p[0] for p in inside if len(p) == 1 and p[0].endswith(".ipynb")}
    folders = {place[0] for place in inside if len(place) > 1}
    if notebooks == {".ipynb"}:
        # The notebook that was given out may lie beside the students' folders.
        folders = {p[0] for p in inside if len(p) > 1 and p[-1].endswith(".ipynb")}
        inside = [place for place in inside if place[0] in folders]
        if len(folders) < 2:
            return False
    elif notebooks:
        return len(notebooks) > 1 and ".ipynb" not in notebooks
    own = {name for name in folders if is_any_lesson(name) or VERSION.fullmatch(name)}
    if len(folders) != 1 or own:
        return len(folders) > 1 and not any(map(is_any_lesson, own)) and own != folders
    below = [place[1:] for place in inside if len(place) > 1]
    shared = CONTAINERS.fullmatch(*folders) and any(
        len(place) > 1 and not is_any_lesson(place[0]) for place in below
    )
    return bool(shared) or _encloses_class(below, lesson)


def _sections(places: list[tuple[str, ...]]) -> tuple[set[str], bool]:
    """Find the folders that are parts of the class, with a folder for each of their students.

    Returns:
        The names of the folders, and whether these names say that they are parts of a class.
    """
    inside: dict[str, set[str]] = {}
    for place in places:
        if place[-1:] and place[-1].endswith(".ipynb"):
            name = place[1] if len(place) > 2 else ""
            inside.setdefault(place[0], set()).add(name)
    sure = all(map(SECTION.fullmatch, inside))
    names = [name for group in inside.values() for name in group]
    own = any(not name or is_any_lesson(name) or VERSION.fullmatch(name) for name in names)
    several = any(len(group) > 1 for group in inside.values()) and len(inside) > 1
    several = several or bool(sure and names and all(map(ILIAS.fullmatch, names)))
    alike = len(set(names)) < len(names)
    return (set(inside), sure) if several and not own and not alike else (set(), True)


def _by_place(place: tuple[str, ...], lesson: str) -> Owner | None:
    """Return the owner of a file from its path below the folders that enclose the class."""
    if not place:
        return None
    alone = len(place) == 1
    name = bare_name(place[0], lesson, is_file=alone)
    if GRADESCOPE.fullmatch(name):
        return None  # It is the number of a submission, and no student's.
    if alone and (NO_NAME.fullmatch(name) or (name.isdigit() and not place[0].startswith(name))):
        return None  # It says which lesson or attempt it is, not whose.
    return Owner(name) if name else None


def _doubt_similar(
    found: Class, plain: list[PurePosixPath], depth: int, known: Collection[str]
) -> None:
    """Doubt that a file's name which only continues another one belongs to somebody else."""
    alone = [path for path in plain if len(path.parts) == depth + 1]
    names = sorted({one.name for path in alone for one in found.owners[path]}, key=folded)
    ids = {folded(name) for name in known}
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(names)
        if re.fullmatch(re.escape(folded(one)) + r"[-_ .(].*", folded(other))
    ]
    same: dict[str, list[str]] = {}
    for name in names:
        same.setdefault(folded(AGAIN.sub("", name)), []).append(name)
    pairs += [pair for group in same.values() for pair in itertools.pairwise(group)]
    for base, group in same.items():
        others = [name for name in group if folded(name) not in ids]
        pairs += [(name, base) for name in others if base in ids and folded(name) != base]
    for one, other in pairs:
        words = f"{printable(one)} and {printable(other)} may be one person"
        found.doubts.setdefault(one, words)
        found.doubts.setdefault(other, words)


def _doubt_only(found: Class, places: list[tuple[str, ...]], depth: int, lesson: str) -> None:
    """Doubt that a folder with other folders or with many names is the work of one student."""
    names = {folded(one.name) for owners in found.owners.values() for one in owners}
    if len(names) != 1 or depth > 0:
        return
    middle = {part for p in places if p[-1].endswith(".ipynb") for part in p[1:-1]}
    files = {bare_name(p[1], lesson) for p in places if len(p) == 2} - {""}
    if len(files) > 1 or not all(is_lesson(part, lesson) for part in middle):
        for name in {one.name for owners in found.owners.values() for one in owners}:
            found.doubts[name] = f"everything in the download was taken to be {printable(name)}'s"
