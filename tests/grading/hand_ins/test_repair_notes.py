"""Notes are one line per kind of repair, name cells by number, and shorten long lists."""

import nbformat

from grading.hand_ins.repair_notes import LINES, SHOWN, Notes, needs_a_look
from grading.lessons.cells import numbered as by_number


def notebook_of(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def numbers(notebook):
    return {id(cell): number for number, cell in by_number(notebook)}


def test_without_repairs_there_are_no_lines():
    assert Notes().lines({}) == []


def test_several_repairs_of_a_kind_share_one_line():
    notes = Notes()
    notes.add("missing", "a")
    assert notes.lines({}) == ["the cell 'a' was missing and has been put back empty"]
    notes.add("missing", "b")
    notes.add("missing", "a")
    assert notes.lines({}) == ["the cells 'a' and 'b' were missing and have been put back empty"]


def test_cells_are_named_by_their_number_after_all_repairs():
    notebook, notes = notebook_of("a", "b", "c"), Notes()
    notes.add("picture", cells=[notebook.cells[2]])
    notebook.cells.insert(0, nbformat.v4.new_code_cell("new"))
    assert notes.lines(numbers(notebook)) == ["mended: cell 4 is for display only and was not run"]
    notes.add("picture", cells=[notebook.cells[1]])
    assert notes.lines(numbers(notebook)) == [
        "mended: cells 2 and 4 are for display only and were not run"
    ]


def test_a_long_list_is_shortened():
    notes = Notes()
    notes.add("missing", *(f"cell-{i}" for i in range(SHOWN + 3)))
    (line,) = notes.lines({})
    assert f"'cell-{SHOWN - 1}' and 3 more were missing" in line


def test_every_kind_has_a_line_for_one_and_for_several():
    for kind in LINES:
        for count in (1, 2):
            notebook, notes = notebook_of(*"abcd"), Notes()
            names = [] if "picture" in kind else [f"name-{i}" for i in range(count)]
            numbered = {"redefined", "rewritten", "misnamed", "picture", "used picture"}
            notes.add(kind, *names, cells=notebook.cells[:count] if kind in numbered else ())
            (line,) = notes.lines(numbers(notebook))
            assert "{" not in line
            assert all(name in line for name in names)


def test_a_note_that_affects_the_score_needs_a_look():
    assert not needs_a_look([])
    assert not needs_a_look(["mended: this", "mended: that"])
    assert needs_a_look(["mended: this", "cell 3 raised ValueError"])
