"""The answer and its pictures are in new cells below the one for the answer.

moorepants/resonance#109: students add a cell instead of using the given one. jupyter/notebook#3182,
jgm/pandoc#8415 and jupyterlab/jupyterlab#8427: every pasted picture is named "image.png", so that
pictures of two cells are mixed up. All of them must be in the cell that is marked, in their places.
"""

import nbformat
import pytest
from pictures import answered, handed_in, marked, page_of, picture

from grading.lessons.cells import grade_id


def with_cells(notebook, *texts):
    """Add text cells below the written answer; each shows another picture named "image.png"."""
    place = 1 + next(i for i, cell in enumerate(notebook.cells) if cell.id == "question")
    for number, text in enumerate(texts):
        cell = nbformat.v4.new_markdown_cell(f"{text} ![image.png](attachment:image.png)")
        color = ["red", "green", "blue"][number]
        cell.attachments = {"image.png": {"image/png": picture(color)}}
        notebook.cells.insert(place + number, cell)
    return notebook


@pytest.mark.parametrize("given", ["*Your answer.*", "", " \n"])
def test_an_answer_below_its_cell_is_copied_with_its_pictures(given):
    notebook = with_cells(answered(given), "First", "Second", "Third")
    page = page_of(marked(notebook))
    places = [page.index(picture(color)) for color in ("red", "green", "blue")]
    words = [page.index(word) for word in ("First", "Second", "Third")]
    assert sorted(places + words) == [n for pair in zip(words, places, strict=True) for n in pair]
    notes = handed_in(notebook)[1]
    assert "the answer to 'question' was written outside its cell" in notes[0]


@pytest.mark.parametrize("metadata", [True, False])
def test_an_answer_whose_own_cell_was_deleted(metadata):
    notebook = with_cells(answered("*Your answer.*"), "First", "Second")
    notebook.cells = [cell for cell in notebook.cells if cell.id != "question"]
    for cell in [] if metadata else notebook.cells:
        cell.metadata.clear()
    page = page_of(marked(notebook))
    assert "First" in page
    assert page.index(picture("red")) < page.index("Second") < page.index(picture("green"))


def test_a_picture_below_a_written_answer_stays_where_the_marker_sees_it():
    handin, notes = handed_in(with_cells(answered("See below."), "First"))
    place = next(i for i, cell in enumerate(handin.cells) if grade_id(cell) == "question")
    assert handin.cells[place].source == "See below."
    assert picture("red") in page_of(handin.cells[place + 1])
    assert notes == []


def test_a_picture_in_the_cell_of_the_question():
    notebook = answered("*Your answer.*")
    asked = notebook.cells[next(i for i, c in enumerate(notebook.cells) if c.id == "question") - 1]
    asked.source += "\n\nMy sketch: ![](attachment:image.png)"
    asked.attachments = {"image.png": {"image/png": picture()}}
    assert picture() in page_of(marked(notebook))
