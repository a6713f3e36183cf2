"""Of a cell that hung or ended its process, only what defines something is run."""

import ast

import pytest

from grading.sandbox.inside.statements import DEFINITIONS, EVERYTHING, QUICK, selected

CELL = """\
import os
LIMIT = 3
table = build(3)
double = lambda x: 2 * x
print(LIMIT)
for _ in range(3):
    train()
def helper():
    return os.getcwd()
class Policy:
    pass
if __name__ == "__main__":
    train()
    def inner():
        return 1
with open("log.txt") as file:
    text = file.read()
get_ipython().run_cell_magic("time", "", "def timed(): return 1")
"""


def kept(part):
    return [ast.unparse(node) for node in selected(ast.parse(CELL).body, part)]


def test_everything_is_everything():
    assert kept(EVERYTHING) == [ast.unparse(node) for node in ast.parse(CELL).body]


@pytest.mark.parametrize("part", [DEFINITIONS, QUICK])
def test_definitions_are_kept_and_work_is_not(part):
    code = "\n".join(kept(part))
    for line in ("import os", "LIMIT = 3", "double = ", "def helper", "class Policy", "timed"):
        assert line in code
    assert "def inner" in code
    assert "print" not in code
    assert "train" not in code


def test_what_does_work_is_left_out_of_the_quick_part():
    assert "table = build(3)" in kept(DEFINITIONS)
    assert "table = build(3)" not in kept(QUICK)
    assert "open" in "".join(kept(DEFINITIONS))
    assert "open" not in "".join(kept(QUICK))
