"""jupyterlite/jupyterlite#326: in the browser, packages are installed with ``await``."""

import pytest

HABITS = [
    "import piplite\nawait piplite.install('gymnasium')",
    "import piplite\nawait piplite.install(['gymnasium', 'numpy'], keep_going=True)",
    "import micropip\nawait micropip.install('gymnasium')",
    "import pyodide_js\nawait pyodide_js.loadPackage('numpy')",
    "from js import fetch\ntext = await (await fetch('https://example.org')).text()",
    "%pip install -q gymnasium",
    "import sys\nif sys.platform == 'emscripten':\n    import micropip\n"
    "    await micropip.install('gymnasium')",
]


@pytest.mark.parametrize("habit", HABITS)
def test_the_answer_below_counts(habit, full_points):
    full_points(above=habit)


def test_the_answers_in_other_cells_count(full_points):
    full_points(first=HABITS)
