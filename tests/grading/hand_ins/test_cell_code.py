"""The names in a cell are found despite magics and syntax errors, and in linear time."""

import time

import pytest

from grading.hand_ins.cell_code import (
    assigned,
    bound,
    called_checks,
    defined,
    normalized,
    similarity,
    tokens,
)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return x",
        "%%time\n!pip install x\ndef f(x):\n    return x",
        "async def f(x): pass",
        "@decorated(1)\ndef f(x): pass",
        "    def f(x):\n        return x",
        "def f(x:\n    oops",
        "x = (\ndef f(x): pass",
        "'''text'''\ndef f  (x): pass",
    ],
)
def test_a_function_is_found_whatever_surrounds_it(source):
    assert defined(source) == ["f"]


@pytest.mark.parametrize(
    "source",
    ["# def f(x): pass", "x = 1\n    def f(self): pass", "print('def f(x)')", "f(1)", "undef f(x)"],
)
def test_only_definitions_at_the_top_level_count(source):
    assert defined(source) == []


def test_assignments_count_but_comparisons_and_attributes_do_not():
    source = "a = 1\nb: int = 2\nc == 3\nd.e = 4\nf += 5\n  g = 6\nclass H: pass\nprint(i=7)"
    assert assigned(source) == {"a", "b", "H"}


def test_imports_bind_their_last_or_first_name():
    source = (
        "import os\nimport os.path\nimport numpy as np, math\n"
        "from a.b import c, d as e  # text\nfrom f import (\n    g,\n    h as i,\n)\n"
    )
    assert bound(source) == {"os", "np", "math", "c", "e", "g", "i"}


def test_a_cell_that_only_calls_checks_is_recognised():
    assert called_checks("# run me\nchecks.f(f)  \nchecks.g( g, h )\n") == ["f", "g"]
    for source in ("", "checks.f(f)\nx = 1", "def f(): pass\nchecks.f(f)", "other.f(f)"):
        assert called_checks(source) == []


def test_similarity_is_one_for_equal_sources_and_small_for_unrelated_ones():
    one, other = "plotting.draw(x, title='A')", "for i in range(3):\n    print(i)"
    assert similarity(tokens(one), tokens(f"# comment\n{one}")) == 1
    assert similarity(tokens(one), tokens(one.replace("'A'", "'B'"))) > 0.8
    assert similarity(tokens(one), tokens(other)) < 0.5
    assert similarity(tokens(""), tokens("")) == 0


NASTY = {
    "open brackets": "import (\n",
    "blank lines": "\n",
    "spaces": " ",
    "spaces in lines": "    \t  \n",
    "words": "a",
    "froms": "from x ",
    "assignments": "a:b",
    "calls": "checks.f(a)",
    "calls unclosed": "checks.f(",
    "comments": "#",
    "quotes": '"',
    "defs": "def ",
}


@pytest.mark.parametrize("name", NASTY)
def test_no_source_takes_long(name):
    source = (NASTY[name] * 2**18)[: 2**18]
    began = time.process_time()
    for search in (defined, assigned, bound, called_checks, normalized, tokens):
        search(source)
        search(f"{source}!")
    assert time.process_time() - began < 2
