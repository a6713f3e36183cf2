"""Nothing is wrong: every command of the command line runs, so the other tests here mean something.

A command that is added is found in the command line itself and needs an entry in
`course_runs.GIVEN` only if it takes an argument of a new name.
"""

import pytest
from course_runs import all_commands, each_says_one_line

pytestmark = pytest.mark.slow


def test_every_command_runs(clone):
    runs = each_says_one_line(clone)
    assert runs.keys() == all_commands().keys()
    assert {run.command for run in runs.values() if run.status == 2} == set()
