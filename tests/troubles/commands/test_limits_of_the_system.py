"""A shared machine that allows few open files, or a disk with a quota.

nbformat's and SQLite's files then fail in the middle of a command. jupyter/docker-stacks#269: "disk
I/O error" from the database, in a traceback.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow

FEW = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))"
SMALL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
"""


@pytest.mark.parametrize("before", [FEW, SMALL], ids=["open files", "size of a file"])
def test_each_command_says_so(clone, before):
    each_says_one_line(clone, before)
