"""The name of a picture has spaces, brackets, umlauts, or is written as a URL.

laurent22/joplin#7970 and nextcloud/server#29939: a picture whose name has a space is not found. It
must be, however the text writes the name.
"""

import unicodedata

import pytest
from pictures import answered, handed_in, page_of, picture

NAMES = {
    "my plot.png": "attachment:my plot.png",
    "Screenshot (1).png": "attachment:Screenshot%20(1).png",
    "Bildschirmfoto (2).png": "attachment:Bildschirmfoto (2).png",
    "Größe.png": unicodedata.normalize("NFD", "attachment:Größe.png"),
    "图片.png": "attachment:%E5%9B%BE%E7%89%87.png",
    "a&b.png": "attachment:a&amp;b.png",
    "a%20b.png": "attachment:a%20b.png",
    "in brackets.png": "<attachment:in brackets.png>",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_is_found(name):
    text = f'![x]({NAMES[name]} "a title")'
    handin, notes = handed_in(answered(text, {name: {"image/png": picture()}}))
    cell = next(cell for cell in handin.cells if cell.get("attachments"))
    assert picture() in page_of(cell)
    assert notes == []


def test_a_reference_below_the_text_is_followed():
    text = "![x][plot]\n\n[plot]: attachment:image.png"
    notebook = answered(text, {"image.png": {"image/png": picture()}})
    assert handed_in(notebook)[1] == []
    assert "'image.png' of a written answer is not in" in handed_in(answered(text))[1][0]
