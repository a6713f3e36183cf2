"""abjer/sds2019#6 and yy/netsci-course#45: an experiment below takes a name that an answer uses.

The notebook's checks stand directly below each answer, so the student has seen every tick.
"""

import pytest
from troubles import CONFINED, earns_nothing, notebook, scored

USES = "import math\nimport numpy as np\nDECAY = 1.0\ndef helper():\n    return DECAY\n"
NEEDS = "math.floor(np.float64(1.5)) == sum([helper()]) == max(0, 1) == len([0])"
BELOW = {
    "built-in functions": "sum = 0\nfor r in [1, 2]:\n    sum += r\nmax = len = reversed = 3",
    "more of them": "list = [1]\nrange = (0, 1)\nfloat = int = 1.0\nenumerate = zip = print = None",
    "modules": "np = None\nmath = 3.14",
    "a loop": "for np in range(3):\n    for math in range(3):\n        pass",
    "constants": "DECAY = 0.5",
    "stars": "from numpy import *\nfrom math import *",
    "reset": "%reset -f",
    "reset in another way": "get_ipython().run_line_magic('reset', '-sf')",
    "deleted names": "del np, math, DECAY, helper",
    "deleted all": "for name in dir():\n    if name[0] != '_':\n        del globals()[name]",
    "the answer's own name": "discounted_return = discounted_return([1.0], 0.5)",
    "a deleted answer": "del discounted_return",
    "a caller's name": "helper = helper()",
}


@pytest.mark.parametrize("below", BELOW)
def test_the_answer_sees_what_it_saw(below, full_points):
    full_points(above=USES, needs=NEEDS, last=[BELOW[below]])


def test_a_better_answer_below_counts(full_points):
    from troubles import ANSWER

    full_points(answer="def discounted_return(rewards, gamma):\n    return 0.0", last=[ANSWER])


def test_a_helper_may_stand_below(full_points):
    full_points(needs="later() == 7", last=["def later():\n    return seven\n", "seven = 7"])


def test_a_better_helper_below_counts(full_points):
    above = "def helper():\n    return 0\n"
    full_points(above=above, needs="helper() == 1", last=["def helper():\n    return 1\n"])


def test_a_value_may_be_set_below(full_points):
    full_points(above="rng = None", needs="rng == 3", last=["rng = 3"])


def test_a_counter_goes_on_counting(full_points):
    code = "calls = 0\ndef count():\n    global calls\n    calls += 1\n    return calls\n"
    full_points(above=code + "seen = []", needs="not seen.append(count()) and len(seen) == calls")


def test_a_name_that_was_taken_above_costs_what_it_breaks():
    made = notebook(above="sum = 0", needs="sum([1]) == 1")
    earns_nothing(scored(made, confined=CONFINED), "'int' object is not callable")
