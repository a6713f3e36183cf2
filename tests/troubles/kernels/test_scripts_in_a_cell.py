"""microsoft/vscode-jupyter#7304: a script is pasted into a cell, with its arguments and tests."""

import pytest
from troubles import ANSWER

PASTED = {
    "main": "def main():\n    print('hi')\nif __name__ == '__main__':\n    main()",
    "no arguments": "import argparse\nparser = argparse.ArgumentParser()\nparser.parse_args([])",
    "arguments": "import argparse\nparser = argparse.ArgumentParser()\n"
    "parser.add_argument('--steps', required=True)\nargs = parser.parse_args()",
    "file": "import os\nos.chdir(os.path.dirname(__file__))",
    "VS Code": "import os\nos.chdir(os.path.dirname(__vsc_ipynb_file__))",
    "exit": "import sys\nsys.exit()",
    "quit": "exit()\nquit()",
    "stop": "raise SystemExit('stop here')",
    "return": "return 5",
    "encoding": "#!/usr/bin/env python3\n# -*- coding: latin-1 -*-",
    "tests": "import unittest\nclass Tests(unittest.TestCase):\n"
    "    def test_it(self):\n        self.assertEqual(1, 2)\nunittest.main(argv=[''])",
    "examples": "import doctest\ndoctest.testmod()",
    "failing test": "assert False, 'not yet'",
    "interrupt": "raise KeyboardInterrupt",
}
TESTED = """
import doctest, unittest

def one():
    '''One.

    >>> one()
    1
    '''
    return 1

class Tests(unittest.TestCase):
    def test_it(self):
        assert one() == 1

examples = doctest.testmod()
tests = unittest.main(argv=[''], exit=False).result
"""


@pytest.mark.parametrize("pasted", PASTED)
def test_the_answer_below_counts(pasted, full_points):
    full_points(above=PASTED[pasted])


def test_the_answers_in_other_cells_count(full_points):
    full_points(first=list(PASTED.values()))


@pytest.mark.parametrize(
    "block", ["if __name__ == '__main__':", "try:", "with open('x', 'w'):", "for _ in range(1):"]
)
def test_the_answer_is_in_a_block(block, full_points):
    indented = "\n".join("    " + line for line in ANSWER.splitlines())
    end = "\nexcept ImportError:\n    pass" if block == "try:" else ""
    full_points(answer=f"{block}\n{indented}{end}")


def test_known_arguments(full_points):
    code = "import argparse\nargs, _ = argparse.ArgumentParser().parse_known_args()\nparsed = 1"
    full_points(above=code, needs="parsed == 1")


def test_tests_that_pass(full_points):
    needs = "examples.attempted == 1 and not examples.failed and tests.testsRun == 1"
    full_points(first=[TESTED], needs=needs)
