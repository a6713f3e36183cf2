"""The folder of the class is a file, or in a place where nothing can be created.

jupyter/nbgrader#1400: the folder in the configuration does not exist, and opening the gradebook in
it ends in a page of traceback.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("place", ["a-file", "/proc/nowhere/class"])
def test_each_command_says_so_or_does_not_need_it(clone, place):
    (clone / "a-file").write_text("")
    runs = each_says_one_line(clone, LWG_COURSE=str(clone / place))
    for command in ("build", "collect", "grade", "instructor"):
        assert runs[command].status == 2
    assert runs["check"].status in (0, 1)


def test_build_is_a_file(clone, tmp_path):
    (clone / "build").rename(tmp_path / "elsewhere")
    (clone / "build").write_text("")
    runs = each_says_one_line(clone)
    assert "is in the way" in runs["release"].err
    assert runs["check"].status in (0, 1)
