"""A user has turned warnings into errors, and libraries call what is deprecated.

pytoolz/toolz#500: with `-W error`, a deprecated import of a library ends in a traceback.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


def test_the_commands_do_not_stop_at_them(clone):
    runs = each_says_one_line(clone, "import warnings; warnings.simplefilter('error')")
    assert {run.command for run in runs.values() if run.status == 2} == set()
