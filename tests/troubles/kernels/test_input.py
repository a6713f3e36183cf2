"""jupyter/nbgrader#1844: a cell asks for input, which nobody answers while it is graded."""

import pytest

ASKING = {
    "once": "name = input('Your name? ')",
    "for a number": "steps = int(input('How many steps? '))\nprint(steps + 1)",
    "for a password": "from getpass import getpass\nkey = getpass('Key: ')",
    "until it is right": "while input('Ready? ') != 'y':\n    print('Please type y.')",
    "until it is a number": "while True:\n    try:\n        steps = int(input())\n        break\n"
    "    except ValueError:\n        print('Please type a number.')",
    "for help": "help()",
    "in a debugger": "import pdb\npdb.set_trace()\nbreakpoint()",
    "in a shell": "!read name\n!cat\n!python -i",
}


@pytest.mark.parametrize("asking", ASKING)
def test_the_answer_below_counts(asking, full_points):
    full_points(above=ASKING[asking])


def test_a_question_that_is_asked_for_ever_is_interrupted(full_points):
    code = "while True:\n    try:\n        input()\n        break\n    except:\n        continue"
    full_points(above=code, cell=1.0)
