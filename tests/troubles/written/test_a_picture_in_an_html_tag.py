"""A student writes ``<img src="attachment:image.png" width="300">`` to choose the picture's size.

jupyter/nbconvert#1057 and jupyter/nbconvert#2236: Jupyter shows it, and the page does not. It must
be on the page, in the size that was chosen, and without anything else that the tag can do.
"""

import pytest
from pictures import answered, marked, page_of, picture

TAGS = [
    '<img src="attachment:image.png" width="300">',
    "<img width='300' src='attachment:image.png'/>",
    "<img src=attachment:image.png width=300>",
    '<IMG SRC = "attachment:image.png" width="300" >',
    '<div align="center"><img src="attachment:image.png" width="300"></div>',
    '<img src="attachment:image.png" onload="alert(1)" width="300" style="position: fixed">',
]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("around", ["{}", "See {} here."])
def test_it_is_shown(tag, around):
    notebook = answered(around.format(tag), {"image.png": {"image/png": picture()}})
    page = page_of(marked(notebook))
    assert f'src="data:image/png;base64,{picture()}"' in page
    assert 'width="300"' in page
    assert "onload" not in page
    assert "style" not in page


def test_a_tag_without_its_picture_says_so():
    page = page_of(marked(answered('See <img src="attachment:image.png"> here.')))
    assert "See [a picture that is not in the notebook] here." in page
