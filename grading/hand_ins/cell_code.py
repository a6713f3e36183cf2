"""Find out what the code of a cell defines and calls, without running or parsing it.

The text is searched with regular expressions instead of a syntax tree. This also works for cells
with magics and syntax errors, and no source can exhaust or crash the grader's parser.
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
    """Return the names of the functions and classes defined at a cell's top level, in order."""
    return _DEFINITION.findall(textwrap.dedent(source))


def assigned(source: str) -> set[str]:
    """Return the names that a cell defines or assigns at its top level."""
    source = textwrap.dedent(source)
    return {*_DEFINITION.findall(source), *_ASSIGNMENT.findall(source)}


def bound(source: str) -> set[str]:
    """Return the names that a cell defines, assigns or imports at its top level."""
    names = assigned(source)
    for clause in _IMPORT.findall(textwrap.dedent(source)):
        for part in clause.strip("()").split(","):
            words = _WORD.findall(part)
            names.update(words[-1:] if " as " in part else words[:1])
    return names


def words(source: str) -> set[str]:
    """Return all names and keywords in a source."""
    return set(_WORD.findall(source))


def normalized(source: str) -> str:
    """Return a source with every run of whitespace replaced by one space, for comparing."""
    return " ".join(source.split())


def called_checks(source: str) -> list[str]:
    """Return the names of the checks that a cell calls, or none if it does anything else."""
    code = "".join(_COMMENT.sub("", source).split())
    return re.findall(r"checks\.(\w+)", code) if _CHECK_CALLS.fullmatch(code) else []


def tokens(source: str) -> Counter[str]:
    """Count the words and symbols of a source, without its comments."""
    found = _TOKEN.finditer(_COMMENT.sub("", source))
    return Counter(match.group() for match in itertools.islice(found, MAX_TOKENS))


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return how similar two sources are, from 0 to 1, given the `tokens` of each."""
    few, many = sorted((one.total(), other.total()))
    if few < many / 3:
        return 0.0
    return (one & other).total() / max((one | other).total(), 1)
