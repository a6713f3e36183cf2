"""The cell for the written answer occurs twice, with different answers.

jupyter/nbgrader#1083: copying or splitting a cell copies its name, too. The last answer must be the
one that is marked, as the note says, and the marker must see the other.
"""

import copy

from pictures import answered, handed_in, picture

from grading.lessons.cells import grade_id


def with_copy(text, *, first="My first answer.", attachments=None, end=False):
    notebook = answered(first, attachments)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.id == "question")
    second = copy.deepcopy(notebook.cells[place])
    second.update(source=text, id="copied")
    notebook.cells.insert(len(notebook.cells) if end else place + 1, second)
    return notebook


def graded(notebook):
    handin, notes = handed_in(notebook)
    (cell,) = [cell for cell in handin.cells if grade_id(cell) == "question"]
    return cell, handin, notes


def test_the_last_is_marked_and_the_first_is_seen():
    for end in (False, True):
        cell, handin, notes = graded(with_copy("My better answer.", end=end))
        assert cell.source == "My better answer."
        assert "My first answer." in [other.source for other in handin.cells]
        (note,) = notes
        assert note.startswith("the question 'question' has different answers in cells 31 and 3")
        assert "the last one is to be marked" in note


def test_an_empty_or_unchanged_copy_is_no_answer():
    for text in ("", "  \n", "*Your answer.*"):
        cell, _, notes = graded(with_copy(text))
        assert cell.source == "My first answer."
        assert not [note for note in notes if not note.startswith("mended: ")]
        cell, _, _ = graded(with_copy("My answer.", first=text))
        assert cell.source == "My answer."


def test_two_equal_answers_need_no_look():
    _, _, (note,) = graded(with_copy("My first answer."))
    assert note == (
        "mended: the cell 'question' occurs more than once; copies that add nothing were not graded"
    )


def test_one_text_with_two_pictures_is_two_answers():
    text = "![](attachment:image.png)"
    first = {"image.png": {"image/png": picture("red")}}
    notebook = with_copy(text, first=text, attachments=first)
    second = next(cell for cell in notebook.cells if cell.id == "copied")
    second.attachments = {"image.png": {"image/png": picture("blue")}}
    cell, _, notes = graded(notebook)
    assert cell.attachments == second.attachments
    assert "has different answers" in notes[0]
