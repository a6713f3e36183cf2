"""sagemathinc/cocalc#4588: lines that are not Python stand above an answer, or above a cell."""

import pytest
from troubles import ANSWER

LINES = [
    "%matplotlib inline",
    "%load_ext autoreload\n%autoreload 2",
    "%config InlineBackend.figure_format = 'retina'",
    "%load_ext tensorboard\n%tensorboard --logdir runs",
    "%who\n%whos\n%history\n%lsmagic",
    "%xmode Verbose\n%pdb on\n%debug\n%tb",
    "%store -r theta",
    "%precision 3",
    "%nosuchmagic at all",
    "?print\nprint?\nlen??",
    "%time 1 + 1\n%timeit -n 1 -r 1 1 + 1",
    "%gui qt\n%connect_info\n%qtconsole",
]
CELLS = [
    "%%time",
    "%%timeit -n 1 -r 1",
    "%%capture",
    "%%prun",
    "%%memit",
    "%%nosuchmagic",
    "%%debug",
]


@pytest.mark.parametrize("line", LINES)
def test_lines_above_an_answer(line, full_points):
    full_points(above=line)


@pytest.mark.parametrize("magic", CELLS)
def test_a_magic_over_the_cell_of_an_answer(magic, full_points):
    full_points(answer=f"{magic}\n{ANSWER}")


@pytest.mark.parametrize(
    "cell",
    ["%%html\n<b>x", "%%javascript\nalert(1)", "%%latex\n$x$", "%%R\nx <- 1", "%%script false\nx"],
)
def test_cells_in_other_languages(cell, full_points):
    full_points(first=[cell])


def test_a_timed_definition_is_there(full_points):
    full_points(first=["%%time\nlimit = 3", "%time twice = 2 * limit"], needs="twice == 6")
