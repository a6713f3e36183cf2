"""An answer sees the globals that it saw when it was defined."""

import ast

from grading.sandbox.inside.as_defined import Globals


def run(namespace, globals_, code):
    exec(code, namespace)
    globals_.remember(ast.parse(code).body)


def seen(*cells, answer="answer"):
    namespace = {}
    globals_ = Globals(namespace)
    for code in cells:
        run(namespace, globals_, code)
    globals_.put_back([answer])
    return namespace[answer]()


ANSWER = "def answer():\n    return sum([limit, other()])\n"
FIRST = "limit = 1\ndef other():\n    return limit\n"


def test_values_and_built_in_functions_are_put_back():
    assert seen(FIRST, ANSWER, "sum = 0\nlimit = 5") == 2


def test_names_that_were_deleted_are_put_back():
    assert seen(FIRST, ANSWER, "del limit, other, answer") == 2


def test_a_function_that_was_defined_again_stays():
    assert seen(FIRST, ANSWER, "def other():\n    return 10\n") == 11


def test_what_had_no_value_yet_stays():
    assert seen("limit = None", ANSWER, FIRST) == 2


def test_a_function_under_another_name_is_followed():
    wrapped = "plain = answer\ndef answer():\n    return plain() + extra\n"
    assert seen(FIRST, ANSWER, "extra = 40\n" + wrapped, "limit = sum = extra = 0") == 42


def test_a_block_is_searched_for_definitions():
    block = (
        "if True:\n    try:\n        limit = 7\n        def answer():\n            return limit\n"
    )
    assert seen(block + "    finally:\n        pass\n", "limit = 0") == 7
