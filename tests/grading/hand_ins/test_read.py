"""The lesson of a hand-in is recognised, and the hand-in is read from any suitable file."""

import nbformat
import pytest
from defects import LESSON, as_bytes
from handins import solved, untouched
from hypothesis import given
from notebook_strategies import notebook_files
from strategies import examples

from grading.hand_ins.file import HandInError
from grading.hand_ins.read import lesson_of, parse_handin, read_handin
from grading.hand_ins.repair_notes import REPAIRS
from grading.lessons.source import lesson_names


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_lesson_is_recognised_by_grade_ids_or_else_by_its_definitions(lesson):
    notebook = untouched(lesson)
    assert lesson_of(notebook) == lesson
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    assert lesson_of(notebook) == lesson


def test_a_notebook_of_no_lesson_is_read():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")])
    assert lesson_of(notebook) is None
    assert len(parse_handin(as_bytes(notebook), "x.ipynb", LESSON).cells) == 1


def test_a_notebook_of_another_lesson_is_refused_even_with_some_cells_of_this_one():
    other = untouched("02_test_environments")
    other.cells += untouched(LESSON).cells[:10]
    with pytest.raises(HandInError, match=f"of 02_test_environments, not of {LESSON}"):
        parse_handin(as_bytes(other), "x.ipynb", LESSON)


def test_repairs_made_in_reading_are_in_the_metadata_and_cannot_be_forged():
    notebook = solved(LESSON)
    notebook.metadata[REPAIRS] = ["all is well"]
    notebook.metadata["score"] = {"score": 10}
    content = as_bytes(notebook)
    assert parse_handin(content, "x.ipynb", LESSON).metadata[REPAIRS] == []
    utf_16 = content.decode().encode("utf-16")
    parsed = parse_handin(utf_16, "x.ipynb", LESSON)
    assert parsed.metadata[REPAIRS] == ["mended: the file was saved as UTF-16 and was read as such"]
    assert "score" not in parsed.metadata


def test_the_only_notebook_in_the_folder_is_read_and_its_name_is_noted(tmp_path):
    (tmp_path / "Mine.ipynb").write_bytes(as_bytes(solved(LESSON)))
    notebook = read_handin(tmp_path / f"{LESSON}.ipynb", LESSON)
    assert notebook.metadata[REPAIRS] == [
        f"mended: the file is named 'Mine.ipynb' and was taken to be {LESSON}.ipynb"
    ]


def test_a_file_given_by_another_name_is_read_without_a_note_or_refused(tmp_path):
    (tmp_path / "Mine.ipynb").write_bytes(as_bytes(solved(LESSON)))
    assert read_handin(tmp_path / "Mine.ipynb", LESSON).metadata[REPAIRS] == []
    with pytest.raises(HandInError, match="no notebook at"):
        read_handin(tmp_path / "mine-too.ipynb", LESSON)


@pytest.mark.slow
@given(data=notebook_files())
@examples(150)
def test_any_file_is_refused_or_is_a_hand_in_that_can_be_saved_and_read_again(data):
    try:
        notebook = parse_handin(data, "x.ipynb", LESSON)
    except HandInError:
        return
    again = parse_handin(nbformat.writes(notebook).encode(), "x.ipynb", LESSON)
    assert again.cells == notebook.cells
    assert again.metadata[REPAIRS] == []
