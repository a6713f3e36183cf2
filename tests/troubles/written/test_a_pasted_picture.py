"""A student pastes a picture into the written answer, in JupyterLab, the old Notebook or VS Code.

jupyter/nbgrader#950: the picture is in the notebook, and whoever marks it does not see it. It must
be in the notebook that is marked and on the page.
"""

import nbformat
import pytest
from handins import hand_in
from pictures import answered, handed_in, marked, page_of, picture
from small_class import LESSON

from grading.gradebook.grade import grade
from grading.lessons.notebooks import notebook_path
from grading.pages.feedback import feedback

TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


@pytest.mark.parametrize("kind", TYPES)
def test_the_marker_and_the_student_see_it(kind):
    data = picture(kind=kind)
    notebook = answered("See ![x](attachment:image.png).", {"image.png": {TYPES[kind]: data}})
    handin, notes = handed_in(notebook)
    nbformat.validate(handin)
    cell = marked(notebook)
    assert cell.attachments == {"image.png": {TYPES[kind]: data}}
    assert f'<img src="data:{TYPES[kind]};base64,{data}" alt="x">' in page_of(cell)
    assert notes == []


def test_several_pictures_keep_their_places():
    colors = ["red", "green", "blue"]
    attachments = {f"{color}.png": {"image/png": picture(color)} for color in colors}
    text = "\n\n".join(f"![{color}](attachment:{color}.png)" for color in colors)
    page = page_of(marked(answered(text, attachments)))
    places = [page.index(picture(color)) for color in colors]
    assert places == sorted(places)


def test_a_picture_beside_any_other_text_is_kept():
    notebook = answered("Because.")
    notebook.cells[4].source += "\n\n![note](attachment:note.png)"
    notebook.cells[4].attachments = {"note.png": {"image/png": picture()}}
    handin, notes = handed_in(notebook)
    assert picture() in page_of(handin.cells[4])
    assert notes == []


@pytest.mark.slow
def test_it_goes_all_the_way_to_the_feedback_page(tmp_path):
    attachments = {"image.png": {"image/png": picture()}}
    hand_in(tmp_path, "ada", LESSON, answered("![x](attachment:image.png)", attachments))
    (graded,) = grade(LESSON, course=tmp_path)
    assert not graded.problem
    notebook = nbformat.read(notebook_path(tmp_path / "autograded" / "ada", LESSON), as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.id == "question"]
    assert cell.attachments == attachments
    (page,) = feedback(LESSON, course=tmp_path)
    assert page.problem is None
    assert f"data:image/png;base64,{picture()}" in page.path.read_text(encoding="utf-8")
