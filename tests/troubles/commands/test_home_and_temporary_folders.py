"""No home folder, no name, no folder for temporary files, or a working folder that is gone.

jupyter/docker-stacks#598 and jupyter/docker-stacks#465: a user without a home folder or an entry in
/etc/passwd. ipython/ipython#9727: no usable folder for temporary files.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow

NOWHERE = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "TMPDIR"), "/nonexistent")


@pytest.mark.parametrize("variables", [NOWHERE, {"HOME": "", "USER": "", "LOGNAME": ""}])
def test_the_commands_work_without_them(clone, variables):
    runs = each_says_one_line(clone, **variables)
    assert {run.command for run in runs.values() if run.status == 2} == set()


def test_a_working_folder_that_is_gone(clone):
    gone = "import tempfile; gone = tempfile.mkdtemp(); os.chdir(gone); os.rmdir(gone)"
    runs = each_says_one_line(clone, gone)
    assert runs["report"].status == 0
    assert runs["release"].status == 0
