"""Any bytes either become a notebook in the newest format or are refused with a reason."""

import contextlib
import json
import tracemalloc

import nbformat
import pytest
from defects import LESSON, as_bytes
from handins import solved
from hypothesis import given
from notebook_strategies import notebook_files
from strategies import examples

from grading.hand_ins.file import MAX_BYTES, HandInError
from grading.hand_ins.parse import MAX_SOURCE, parse_notebook

CELL = {"cell_type": "code", "source": "x = 1"}


def parse(cells, **others):
    return parse_notebook(json.dumps({"nbformat": 4, "cells": cells} | others).encode(), "x.ipynb")


def parsed_cell(**entries):
    notebook, _ = parse([CELL | entries])
    nbformat.validate(notebook)
    return notebook.cells[0]


def test_a_notebook_as_jupyter_saves_it_is_read_without_a_note():
    notebook, notes = parse_notebook(as_bytes(solved(LESSON)), "x.ipynb")
    assert notes == []
    assert [c.source for c in notebook.cells] == [c.source for c in solved(LESSON).cells]
    nbformat.validate(notebook)


def test_only_what_grading_reads_is_kept():
    marks = {"grade_id": "a", "points": 1, "checksum": "x", "deep": {"a": 1}}
    metadata = {"nbgrader": marks, "tags": ["picture", 3], "vscode": {"languageId": "python"}}
    cell = parsed_cell(metadata=metadata, outputs=[{"output_type": "stream"}], execution_count=3)
    assert cell.metadata == {
        "nbgrader": {"grade_id": "a", "points": 1},
        "tags": ["picture"],
    }
    assert (cell.outputs, cell.execution_count) == ([], None)
    notebook, _ = parse([], metadata={"repairs": ["all is well"], "score": 10})
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (["a\n", "b"], "a\nb"),
        (["a\n", 3, None, "b"], "a\nb"),
        (None, ""),
        ({"a": 1}, ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud83d!", "?!"),
        ("\u00e9\u0000", "\u00e9\u0000"),
    ],
)
def test_a_source_becomes_one_string(source, expected):
    assert parsed_cell(source=source).source == expected


def test_cells_get_valid_and_unique_ids():
    ids = ["a", "a", "", "with space", None, "x" * 65, 7, ["a"]]
    notebook, _ = parse([CELL | {"id": each} for each in ids] + [CELL])
    nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(ids) + 1


def test_the_worksheets_of_formats_2_and_3_are_read():
    sheets = [
        {"cells": [{"cell_type": "heading", "level": 2, "source": "Title"}]},
        {"cells": [{"cell_type": "code", "input": ["x", " = 1"], "prompt_number": 3}]},
        {"cells": "none"},
        None,
    ]
    notebook, notes = parse_notebook(
        json.dumps({"nbformat": 3, "worksheets": sheets}).encode(), "x.ipynb"
    )
    assert [(c.cell_type, c.source) for c in notebook.cells] == [
        ("markdown", "## Title"),
        ("code", "x = 1"),
    ]
    assert notes == ["mended: the notebook's format was 3; it was read as format 4"]


def test_a_code_cell_that_is_too_long_is_left_out_and_needs_a_look():
    notebook, (note,) = parse([CELL | {"source": "#" * (MAX_SOURCE + 1)}, CELL])
    assert [cell.source for cell in notebook.cells] == ["", "x = 1"]
    assert note.startswith("cell 1 has more than")


def test_a_text_cell_may_be_long():
    notebook, notes = parse([{"cell_type": "markdown", "source": "x" * 2**20}])
    assert len(notebook.cells[0].source) == 2**20
    assert notes == []


def test_a_file_above_the_largest_size_is_refused():
    with pytest.raises(HandInError, match="larger than"):
        parse_notebook(b" " * (MAX_BYTES + 1), "x.ipynb")


HEAVY = {
    "empty lists": b'{"cells": [' + b"[]," * 10_000_000 + b"0]}",
    "numbers": b'{"cells": [' + b"1," * 15_000_000 + b"0]}",
    "one string": b'{"cells": ["' + b"x" * 29_000_000 + b'"]}',
    "escapes": b'{"cells": ["' + b"\\\\" * 14_000_000 + b'"]}',
    "quotes in a string": b'{"cells": ["' + b'\\"' * 14_000_000 + b'"]}',
    "quotes": b'"",' * 10_000_000,
    "dicts": b'{"cells": [' + b'{"a":0},' * 490_000 + b"0]}",
    "brackets": b"[" * 30_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
@pytest.mark.timeout(30)
def test_no_file_takes_much_memory(name):
    tracemalloc.start()
    try:
        with contextlib.suppress(HandInError):
            parse_notebook(HEAVY[name], "x.ipynb")
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 400 * 2**20


@pytest.mark.slow
@given(data=notebook_files())
@examples(300)
def test_any_file_is_a_notebook_or_is_refused(data):
    with contextlib.suppress(HandInError):
        notebook, notes = parse_notebook(data, "x.ipynb")
        # This comes first, because validation repairs duplicate ids.
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
        nbformat.validate(notebook)
        nbformat.writes(notebook).encode()
        assert all(type(note) is str for note in notes)
