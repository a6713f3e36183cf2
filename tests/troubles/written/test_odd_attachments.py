"""The entry ``attachments`` of a cell is anything but what the format says.

microsoft/azuredatastudio#14515: an editor writes it for every cell, also for code. Whatever it is,
the hand-in must be read, be valid and lose no answer.
"""

import base64

import nbformat
import pytest
from pictures import answered, handed_in, marked, page_of, picture

from grading.lessons.cells import is_answer

ODD = [
    *(None, [], {}, "image.png", 7, [{"image.png": picture()}]),
    *({"image.png": None}, {"image.png": []}, {"image.png": picture()}, {"": {"": ""}}),
    *({"image.png": {"image/png": value}} for value in (None, 3, {}, [], [1], "", "@@@", "A", "ü")),
    *({"image.png": {kind: picture()}} for kind in ("", "png", "text/html", "image/", "IMAGE")),
    {"image.png": {"application/pdf": "JVBERi0="}},
    {"\ud83d.png": {"image/png": "\udc00"}},
]


@pytest.mark.parametrize("attachments", ODD, ids=lambda odd: repr(odd)[:40])
def test_the_answer_is_marked_all_the_same(attachments):
    notebook = answered("Because ![x](attachment:image.png).")
    for cell in notebook.cells:
        cell.attachments = attachments
    handin, notes = handed_in(notebook)
    nbformat.validate(handin)
    nbformat.writes(handin).encode()
    assert not any("attachments" in cell for cell in handin.cells if cell.cell_type == "code")
    assert sum(map(is_answer, handin.cells)) == 5
    page = page_of(marked(notebook))
    assert "Because x [a picture that is not" in page
    assert len(notes) == 1


@pytest.mark.parametrize(
    "bundle",
    [
        {"image/png; charset=utf-8": picture()},
        {"IMAGE/PNG": picture()},
        {"image/jpg": picture(kind="JPEG")},
        {"image/png": [picture()[:20] + "\n", picture()[20:] + "\n"]},
        {"image/png": f"data:image/png;base64,{picture()}"},
        {"image/png": picture().rstrip("=")},
    ],
)
def test_what_can_be_meant_only_one_way_is_shown(bundle):
    notebook = answered("![x](attachment:image.png)", {"image.png": bundle})
    (data,) = marked(notebook).attachments["image.png"].values()
    assert base64.b64decode(data, validate=True)
    assert f";base64,{data}" in page_of(marked(notebook))
    assert handed_in(notebook)[1] == []


def test_an_editor_that_keeps_them_in_the_metadata():
    notebook = answered("![x](attachment:image.png)")
    cell = next(cell for cell in notebook.cells if cell.id == "question")
    cell.metadata.attachments = {"image.png": {"image/png": picture()}}
    assert picture() in page_of(marked(notebook))


def test_an_answer_in_a_text_cell_loses_its_pictures_and_not_its_code():
    notebook = answered("Because.")
    cell = next(cell for cell in notebook.cells if is_answer(cell))
    cell.update(cell_type="markdown", attachments={"a.png": {"image/png": picture()}})
    del cell["outputs"], cell["execution_count"]
    handin, _ = handed_in(notebook)
    nbformat.validate(handin)
    assert cell.source in [other.source for other in handin.cells if other.cell_type == "code"]


def test_old_formats_keep_their_pictures():
    notebook = answered("![x](attachment:image.png)", {"image.png": {"image/png": picture()}})
    for cell in notebook.cells:
        del cell["id"]
    notebook.nbformat_minor = 0
    assert picture() in page_of(marked(notebook))
    old = nbformat.from_dict(
        {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": notebook.cells}]}
    )
    assert picture() in page_of(marked(old))
