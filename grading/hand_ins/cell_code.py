"""What the code of a cell defines, calls and resembles, seen without running or parsing it.

Lines are searched, no syntax tree is built: that works with magics and syntax errors as well, and
no source, however strange, can exhaust or crash the parser of the process that grades.
"""

import itertools
import re
import textwrap
from collections import Counter

_DEFINITION = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
_ASSIGNMENT = re.compile(r"^([^\W\d]\w*)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:from[ \t]+\S+[ \t]+)?import[ \t]+(\([^)]{,2000}\)|[^#\n]*)", re.MULTILINE
)
_CHECK_CALLS = re.compile(r"(?:checks\.\w+\([\w.,]*\);?)+")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d]\w*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
MAX_TOKENS = 2_000


def defined(source: str) -> list[str]:
    """Names of the functions and classes that a cell defines at its top level, in order."""
    return _DEFINITION.findall(textwrap.dedent(source))


def assigned(source: str) -> set[str]:
    """Names that a cell defines or assigns at its top level."""
    source = textwrap.dedent(source)
    return {*_DEFINITION.findall(source), *_ASSIGNMENT.findall(source)}


def bound(source: str) -> set[str]:
    """Names that a cell defines, assigns or imports at its top level."""
    names = assigned(source)
    for clause in _IMPORT.findall(textwrap.dedent(source)):
        for part in clause.strip("()").split(","):
            words = _WORD.findall(part)
            names.update(words[-1:] if " as " in part else words[:1])
    return names


def words(source: str) -> set[str]:
    """All names and keywords in a source."""
    return set(_WORD.findall(source))


def plain(source: str) -> str:
    """A source without what white space may differ in."""
    return " ".join(source.split())


def checked(source: str) -> list[str]:
    """Names of the checks that a cell calls, where it does nothing else."""
    code = "".join(_COMMENT.sub("", source).split())
    return re.findall(r"checks\.(\w+)", code) if _CHECK_CALLS.fullmatch(code) else []


def tokens(source: str) -> Counter[str]:
    """How often each word and sign stands in a source, comments left out."""
    found = _TOKEN.finditer(_COMMENT.sub("", source))
    return Counter(match.group() for match in itertools.islice(found, MAX_TOKENS))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much two sources share, from 0 to 1, by their `tokens`."""
    few, many = sorted((one.total(), other.total()))
    if few < many / 3:
        return 0.0
    return (one & other).total() / max((one | other).total(), 1)
