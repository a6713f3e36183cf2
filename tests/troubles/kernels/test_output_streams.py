"""ipython/ipykernel#91: code asks for the descriptor of the output, or puts something in its place.

Others report streams that were closed or replaced (ipython/ipython#10847, jupyter/notebook#2831).
"""

import pytest

WRITING = {
    "fileno": "import faulthandler, sys\nnumber = sys.stdout.fileno()\nfaulthandler.enable()",
    "encoding": "import sys\nsys.stdout.encoding.lower()\nsys.stdout.errors\nsys.stdout.flush()",
    "the first streams": "import sys\nprint(1, file=sys.__stdout__)\nprint(2, file=sys.__stderr__)",
    "descriptors": "import os\nos.write(1, b'\\xff' * 10)\nos.write(2, b'x')",
    "a bytes buffer": "import sys\nsys.stdout.buffer.write(b'x')",
    "nothing": "import os, sys\nsys.stdout = sys.stderr = open(os.devnull, 'w')",
    "a file": "import sys\nsys.stdout = open('log.txt', 'a')\nprint('x')\nsys.stdout.close()",
    "closed": "import sys\nsys.stdout.close()\nprint('x')",
    "a wrapper": "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'utf-8')",
    "very much": "for _ in range(10_000):\n    print('x' * 1_000)",
    "logging": "import logging, sys\n"
    "logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, force=True)\nlogging.info('x')",
}


@pytest.mark.parametrize("writing", WRITING)
def test_the_answer_below_counts(writing, full_points):
    full_points(above=WRITING[writing])


@pytest.mark.parametrize("writing", ["nothing", "a file", "closed", "logging"])
def test_the_cells_below_count(writing, full_points):
    full_points(first=[WRITING[writing], "print('still here')\nlater = 1"], needs="later == 1")


def test_an_answer_prints_where_it_was_defined_to(full_points):
    code = "import logging, sys\nout = sys.stdout\nlogging.basicConfig(stream=sys.stdout)\n"
    full_points(above=code, needs="print('x', file=out) is None and not logging.warning('x')")


def test_output_is_captured(full_points):
    code = (
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as caught:\n"
        "    print('x')\n"
    )
    cells = ["%%capture seen\nprint('y')\ncaptured_here = 1"]
    needs = "caught.getvalue() == 'x\\n' and seen.stdout == 'y\\n' and captured_here"
    full_points(first=cells, above=code, needs=needs)
