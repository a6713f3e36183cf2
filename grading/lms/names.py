"""Compare the names of people, folders and files in a download, and make student ids of them."""

import functools
import re
import unicodedata
from pathlib import PurePosixPath

from grading.lessons.source import lesson_names

_COPY = r"copy|kopie|kopia|kopi|copie|copia|cópia|copi|másolat|копия|副本|コピー"
_CONFLICT = r"conflict|konflikt|conflit|conflicto|conflitto|conflito"
COPY_BEFORE = re.compile(rf"(?:{_COPY})[ _](?:of|von|de|di|av|af|van|do|da)[ _]+", re.IGNORECASE)
COPY_AFTER = re.compile(
    rf"[ _]*\(\d+\)|(?:[ _]-)?[-_ ](?:{_COPY})(?:[ _](?:of|von|de|di|av|af|van))?[-_ ]?\d*"
    rf"|[-_ ]*[(\[][^()\[\]]*(?:{_COPY}|{_CONFLICT})[^()\[\]]*[)\]]|\.sync-conflict-[\w-]+",
    re.IGNORECASE,
)
"""What browsers, drives and file managers add to the name of a copy."""

ENDINGS = re.compile(
    r"\.(?:ipynb\b.*|json|txt|md|html?|pdf|docx?|odt|rtf|pages|py|zip|rar|7z|tar|t?gz|tar\.gz|"
    r"gdoc|gsheet|gslides|gcolab|icloud|url|webloc|lnk|desktop|png|jpe?g|heic)$",
    re.IGNORECASE,
)


def is_lesson(name: str, lesson: str) -> bool:
    """Return whether a folder is named after the lesson."""
    return _lesson_words(lesson).fullmatch(name) is not None


def is_any_lesson(name: str) -> bool:
    """Return whether a folder is named after a lesson of the course."""
    return any(words.fullmatch(name) for words in _all_lessons())


@functools.cache
def _all_lessons() -> list[re.Pattern]:
    return [_lesson_words(lesson) for lesson in lesson_names()]


@functools.cache
def _lesson_words(lesson: str) -> re.Pattern:
    """Match the lesson's name as people and platforms write it: 01_rollouts, 1-Rollouts."""
    number, *words = lesson.split("_")
    pattern = "[-_ ]+".join([rf"(?<!\d)0*{int(number)}", *map(re.escape, words)])
    return re.compile(rf"[-_ ]*{pattern}[-_ ]*", re.IGNORECASE)


def bare_name(name: str, lesson: str, is_file: bool = True) -> str:
    """Return a name without its ending, the lesson's name and the marks of a copy.

    Args:
        name: the name of a file or a folder.
        lesson: the full name of the lesson.
        is_file: whether the name may have an ending.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if is_file or name.lower().endswith((".zip", ".tar.gz", ".tgz", ".tar")):
        shown = name.removeprefix(".")
        name = ENDINGS.sub("", shown) if ENDINGS.search(shown) else PurePosixPath(shown).stem
    before = None
    while before != name:
        before = name
        name = COPY_BEFORE.sub("", name, count=1) if COPY_BEFORE.match(name) else name
        name = re.sub(rf"(?:{COPY_AFTER.pattern})$", "", name, flags=re.IGNORECASE)
        name = _lesson_words(lesson).sub(" ", name).strip()
        name = re.sub(r" - $|^ - | -$|^- ", "", name).strip(" _") if is_file else name
    return name


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


def folded(name: str) -> str:
    """Return a name as it is compared with others: in one Unicode form, without case or spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def printable(text: str) -> str:
    """Return a text from a download on one line, without characters that control a terminal."""
    return "".join(c if c.isprintable() else "�" for c in str(text))
