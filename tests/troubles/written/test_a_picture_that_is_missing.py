"""The text refers to a picture that the file does not have.

microsoft/vscode#209455 (copying or splitting a cell loses it), jupyter/notebook#6068 and
jupyterlab/jupyterlab#1398; jupyter/nbconvert#1675: the whole page then failed. One note must name
the picture, the page must say where it was, and the answer must be marked.
"""

import pytest
from pictures import answered, handed_in, marked, page_of, picture

LOST = [
    "![image.png](attachment:image.png)",
    '<img src="attachment:image.png">',
    "![a plot](image.png)",
    "![](./plots/image.png)",
    "![](/content/drive/MyDrive/image.png)",
    '<img src="C:\\Users\\me\\image.png">',
    "![](file:///home/me/image.png)",
]


@pytest.mark.parametrize("text", LOST)
def test_a_note_names_it_and_the_page_shows_where(text):
    handin, notes = handed_in(answered(f"As seen in {text}, it falls."))
    (note,) = notes
    assert "image.png' of a written answer is not in the notebook: ask the student for it" in note
    page = page_of(next(cell for cell in handin.cells if "As seen in" in cell.source))
    assert "[a picture that is not in the notebook], it falls." in page


def test_several_are_named_in_one_note():
    text = "![](attachment:a.png) ![](attachment:b.png) ![](attachment:a.png)"
    _, (note,) = handed_in(answered(text))
    assert note.startswith("the pictures 'a.png' and 'b.png' of a written answer are not in")


def test_code_and_other_texts_do_not_ask_for_a_look():
    notebook = answered("I wrote `![image.png](attachment:image.png)` there.")
    notebook.cells[0].source += "\n\n![](attachment:lost.png)"
    assert handed_in(notebook)[1] == []


def test_a_picture_on_the_internet_is_named_and_not_loaded():
    notebook = answered("![x](https://example.org/a.png?q=<b>) <img src='//example.org/b.png'>")
    page = page_of(marked(notebook))
    assert "picture from the internet, which is not loaded: https://example.org/a.png" in page
    assert "<img" not in page
    assert "<b>" not in page
    assert handed_in(notebook)[1] == []


def test_a_lost_picture_below_the_answer_is_noted():
    notebook = answered("Because, see below.")
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "question")
    notebook.cells.insert(place + 1, notebook.cells[0].copy())
    notebook.cells[place + 1].update(source="![](attachment:image.png)", id="mine")
    assert "'image.png' of a written answer" in handed_in(notebook)[1][0]
    notebook.cells[place + 1].attachments = {"image.png": {"image/png": picture()}}
    assert handed_in(notebook)[1] == []
