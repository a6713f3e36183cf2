"""Somebody edited nbgrader_config.json by hand and made a mistake.

jupyterhub/jupyterhub-deploy-teaching#44: an option that does not fit ends in a traceback of
traitlets. The line names the file or the option.
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe{", b'{"LatePenalty": {"per_day": "ten"}}'],
    ids=["not UTF-8", "wrong type"],
)
def test_the_line_names_it(clone, content):
    (clone / "build" / "course" / "nbgrader_config.json").write_bytes(content)
    runs = each_says_one_line(clone)
    assert runs["due"].status == 2
    assert "nbgrader_config.json" in runs["due"].err
