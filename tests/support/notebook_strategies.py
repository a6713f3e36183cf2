"""Hypothesis strategies for the code that reads notebooks: files that are almost notebooks."""

import json

from handins import solved
from hypothesis import strategies as st
from strategies import HUGE, changed, changes

ENCODINGS = ["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32-be", "latin-1"]
ENTRIES = "cell_type source input metadata nbgrader tags grade_id id level outputs points".split()
KINDS = ["code", "markdown", "heading", "raw", "text"]
TEXTS = ["a", "evaluate_policy-answer", "def act(x):\r\n    pass", "x" * 200, "\ud800", ""]


def notebook_files() -> st.SearchStrategy:
    """Draw the bytes of files: JSON of any shape and encoding, damaged notebooks, and noise."""
    made = st.builds(_saved, _contents(), st.sampled_from(ENCODINGS), st.booleans())
    real = st.just(json.dumps(solved("01_rollouts")).encode())
    return st.one_of(
        made, st.builds(changed, made, changes()), st.builds(changed, real, changes()), st.binary()
    )


def _saved(content: dict, encoding: str, escaped: bool) -> bytes:
    lost = "replace" if encoding == "latin-1" else "surrogatepass"
    return json.dumps(content, ensure_ascii=escaped).encode(encoding, lost)


def _anything() -> st.SearchStrategy:
    """Draw JSON of any shape that contains words from notebooks."""
    single = st.one_of(
        *(st.none(), st.booleans(), st.floats(), st.integers(-1, 5), st.sampled_from(HUGE)),
        st.sampled_from([*KINDS, *TEXTS]) | st.text(max_size=5),
    )
    return st.recursive(single, _nested, max_leaves=8)


def _nested(inside: st.SearchStrategy) -> st.SearchStrategy:
    entries = st.sampled_from(ENTRIES)
    return st.lists(inside, max_size=3) | st.dictionaries(entries, inside, max_size=5)


def _contents() -> st.SearchStrategy:
    """Draw the JSON of a notebook in which any entry may be wrong or missing."""
    anything = _anything()
    marks = st.dictionaries(st.sampled_from(ENTRIES), anything, max_size=4)
    entries = {
        "cell_type": st.sampled_from(KINDS) | anything,
        "source": st.sampled_from(TEXTS) | st.lists(st.sampled_from(TEXTS)) | anything,
        "input": st.sampled_from(TEXTS),
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": marks, "tags": anything}),
        "id": st.just("a") | anything,
        "level": anything,
        "outputs": anything,
        "attachments": anything | st.dictionaries(st.sampled_from(TEXTS), marks, max_size=2),
    }
    cell = st.fixed_dictionaries({}, optional=entries)
    cells = st.lists(cell, max_size=5) | st.lists(cell | anything, max_size=3)
    sheets = st.lists(st.fixed_dictionaries({"cells": cells}) | anything, max_size=3)
    version = st.sampled_from([4, 4, 3]) | anything
    return st.one_of(
        st.fixed_dictionaries({"cells": cells}, optional={"nbformat": version}),
        st.fixed_dictionaries({"worksheets": sheets}, optional={"nbformat": version}),
        st.fixed_dictionaries({"cells": anything}, optional={"metadata": anything}),
    )
