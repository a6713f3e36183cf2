"""microsoft/pylance-release#3376: whatever Python's language allows at the top of a cell."""

import pytest

FEATURES = {
    "annotations": ("count: int = 3\nname: 'Unknown'", "count == 3"),
    "a walrus": ("if (count := 3) > 2:\n    pass", "count == 3"),
    "a match": ("match 3:\n    case int(count):\n        pass", "count == 3"),
    "a named tuple": (
        "from typing import NamedTuple\nclass Step(NamedTuple):\n    reward: float = 1.5",
        "Step().reward == 1.5",
    ),
    "single dispatch": (
        "import functools\n@functools.singledispatch\ndef kind(x):\n    return 'other'\n"
        "@kind.register\ndef _(x: int):\n    return 'int'",
        "kind(3) == 'int'",
    ),
    "a cache": (
        "from functools import lru_cache\n@lru_cache(maxsize=None)\n"
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "fib(30) == 832040",
    ),
    "deep recursion": (
        "import sys\nsys.setrecursionlimit(20_000)\n"
        "def depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)",
        "depth(5_000) == 5_000",
    ),
    "exec": ("exec('def one():\\n    return 1')", "one() == 1"),
    "globals": ("globals()['one'] = lambda: 1", "one() == 1"),
    "global": ("global count\ncount = 3", "count == 3"),
    "stars": ("from math import *\nfrom helpers.policies import *", "floor(1.5) == 1"),
    "a timer": (
        "import time\ndef timed(f):\n    def inner(*a):\n        begin = time.time()\n"
        "        result = f(*a)\n        print(time.time() - begin)\n        return result\n"
        "    return inner\n@timed\ndef one():\n    return 1",
        "one() == 1",
    ),
    "type hints": (
        "import numpy.typing as npt\nfrom typing import Optional\n"
        "def one(x: Optional[npt.NDArray] = None) -> float:\n    return 1.0",
        "one() == 1",
    ),
    "a failing line above": ("1 / 0\nundefined\ncount = 3", "count == 3"),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_the_answer_uses_it(feature, full_points):
    code, needs = FEATURES[feature]
    full_points(above=code, needs=needs)
