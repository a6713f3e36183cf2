"""Notes are plain lines: one a kind of repair, cells by their number, long lists cut short."""

import nbformat

from grading.hand_ins.repair_notes import LINES, SHOWN, Notes, needs_a_look
from grading.lessons.cells import numbered as by_number


def notebook_of(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def numbers(notebook):
    return {id(cell): number for number, cell in by_number(notebook)}


def test_nothing_noted_is_nothing_said():
    assert Notes().lines({}) == []


def test_one_and_several_of_a_kind_are_one_line():
    notes = Notes()
    notes.add("missing", "a")
    assert notes.lines({}) == ["the cell 'a' was missing and has been put back empty"]
    notes.add("missing", "b")
    notes.add("missing", "a")
    assert notes.lines({}) == ["the cells 'a' and 'b' were missing and have been put back empty"]


def test_cells_are_called_by_the_number_that_they_have_in_the_end():
    notebook, notes = notebook_of("a", "b", "c"), Notes()
    notes.add("picture", cells=[notebook.cells[2]])
    notebook.cells.insert(0, nbformat.v4.new_code_cell("new"))
    assert notes.lines(numbers(notebook)) == ["mended: cell 4 only shows something; it was not run"]
    notes.add("picture", cells=[notebook.cells[1]])
    assert notes.lines(numbers(notebook)) == [
        "mended: cells 2 and 4 only show something; they were not run"
    ]


def test_a_long_list_is_cut_short():
    notes = Notes()
    notes.add("missing", *(f"cell-{i}" for i in range(SHOWN + 3)))
    (line,) = notes.lines({})
    assert f"'cell-{SHOWN - 1}' and 3 more were missing" in line


def test_every_kind_can_be_said_of_one_and_of_several():
    for kind in LINES:
        for count in (1, 2):
            notebook, notes = notebook_of(*"abcd"), Notes()
            names = [] if "picture" in kind else [f"name-{i}" for i in range(count)]
            numbered = {"redefined", "misnamed", "picture", "used picture"}
            notes.add(kind, *names, cells=notebook.cells[:count] if kind in numbered else ())
            (line,) = notes.lines(numbers(notebook))
            assert "{" not in line
            assert all(name in line for name in names)


def test_what_decides_something_needs_a_look():
    assert not needs_a_look([])
    assert not needs_a_look(["mended: this", "mended: that"])
    assert needs_a_look(["mended: this", "cell 3 raised ValueError"])
