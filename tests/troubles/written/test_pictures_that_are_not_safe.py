"""A picture can contain scripts, or be too large for the marker's browser.

jupyterlab/jupyterlab#10464 and jupyter/nbconvert#1894: an SVG can contain scripts. Such a picture
must not be on the page, and a note must say why. Nothing else may suffer.
"""

import base64

import pytest
from pictures import answered, handed_in, marked, page_of, picture, picture_header

from grading.lessons.cells import grade_id

SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
IN_BASE64 = base64.b64encode(SVG.encode()).decode()


@pytest.mark.parametrize(
    ("text", "attachments"),
    [
        ("![](attachment:a.svg)", {"a.svg": {"image/svg+xml": SVG}}),
        ("![](attachment:a.svg)", {"a.svg": {"image/svg+xml": IN_BASE64}}),
        (f"![](data:image/svg+xml;base64,{IN_BASE64})", None),
        ("![](data:image/svg+xml;utf8,%3Csvg%3E)", None),
        (f'<img src="data:image/svg+xml;base64,{IN_BASE64}">', None),
    ],
)
def test_an_svg_is_left_out(text, attachments):
    notebook = answered(text, attachments)
    page = page_of(marked(notebook))
    assert "[a picture that is not shown: it is an SVG, which can contain scripts]" in page
    assert "<img" not in page
    assert "because an SVG can contain scripts: open the file that was" in handed_in(notebook)[1][0]


def test_of_an_svg_and_a_png_of_one_picture_the_png_is_shown():
    both = {"image/svg+xml": SVG, "image/png": picture()}
    notebook = answered("![](attachment:a)", {"a": both})
    assert marked(notebook).attachments == {"a": {"image/png": picture()}}
    assert picture() in page_of(marked(notebook))


@pytest.mark.parametrize("form", ["![](attachment:a.png)", "![](data:image/png;base64,{})"])
def test_a_picture_that_is_too_large_is_left_out(form):
    many_bytes = base64.b64encode(bytes(9 * 2**20)).decode()
    for data in (many_bytes, picture_header(9000, 9000), picture_header(30_000, 30_000)):
        notebook = answered(form.format(data), {"a.png": {"image/png": data}})
        handin, (note,) = handed_in(notebook)
        assert "is larger than 8 MiB or 64 million pixels" in note
        cell = next(cell for cell in handin.cells if grade_id(cell) == "question")
        assert "[a picture that is not shown: it is too large]" in page_of(cell)
        assert len(str(cell.attachments)) < 100


def test_a_short_text_cannot_show_a_large_picture_without_end():
    notebook = answered("![](attachment:a.png)\n\n" * 500, {"a.png": {"image/png": picture()}})
    page = page_of(marked(notebook))
    assert page.count(picture()) == 3
    assert page.count("[a picture that is shown above]") == 497


def test_thousands_of_pictures_are_not_all_examined():
    attachments = {f"{i}.png": {"image/png": picture()} for i in range(5_000)}
    notebook = answered("![](attachment:0.png) ![](attachment:4999.png)", attachments)
    assert len(marked(notebook).attachments) == 1_000
    assert "'4999.png'" in handed_in(notebook)[1][0]
