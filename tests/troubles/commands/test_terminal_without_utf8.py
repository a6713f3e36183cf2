"""A terminal or a log that cannot show every character.

labgrid-project/labgrid#486: an arrow in the output ends in UnicodeEncodeError under the C locale.
nwutils/Web2Executable#184: even `--help` does.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_every_text_can_be_printed(clone, encoding):
    student = "Łukasz-ü-学生"
    (clone / "download" / "ada").rename(clone / "download" / student)
    before = f"import io; sys.stdout = io.TextIOWrapper(open(1, 'wb', closefd=False), {encoding!r})"
    runs = each_says_one_line(clone, before, LC_ALL="C", PYTHONIOENCODING=encoding)
    assert "2 in total" in runs["collect"].out or "1 in total" in runs["collect"].out
    assert "\\u0141" in runs["collect"].out
