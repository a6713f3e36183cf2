"""A package of .venv is gone or damaged, after a clean-up or an interrupted update.

astral-sh/uv#3515: an interrupted installation leaves half a package. The line names the package and
the command that installs everything again.
"""

import pytest
from course_runs import each_says_one_line

MISSING = """
for name in [name for name in sys.modules if name.partition('.')[0] == {package!r}]:
    del sys.modules[name]
sys.modules[{package!r}] = None
"""


@pytest.mark.parametrize(
    "package", ["typer", *(pytest.param(p, marks=pytest.mark.slow) for p in ("nbgrader", "numpy"))]
)
def test_the_line_says_how_to_install_it(clone, package):
    runs = each_says_one_line(clone, MISSING.format(package=package))
    failed = [run for run in runs.values() if run.status == 2]
    assert any(package in run.err and "make clean setup" in run.err for run in failed)
