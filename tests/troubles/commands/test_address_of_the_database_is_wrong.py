"""LWG_DATABASE holds something else than the address of a PostgreSQL database.

jupyter/nbgrader#559: the name of a file as the address ends in "Could not parse rfc1738 URL".
"""

import pytest
from course_runs import each_says_one_line

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "address", ["gradebook.db", "mysql://a@host/b", "postgresql://ada:geheim@127.0.0.1:1/x"]
)
def test_the_line_names_the_variable_and_no_password(clone, address):
    runs = each_says_one_line(clone, LWG_DATABASE=address)
    for command in ("build", "due", "grade"):
        assert runs[command].status == 2
        assert "LWG_DATABASE" in runs[command].err
    assert "geheim" not in "".join(run.err + run.out for run in runs.values())
