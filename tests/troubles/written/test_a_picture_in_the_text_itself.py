"""Colab writes a pasted picture into the text, as a ``data:`` URL of millions of characters.

googlecolab/colabtools#3836: so Colab does it. The picture must be shown, and a page with one must
not take longer than a page without.
"""

import base64
import time

import pytest
from pictures import answered, handed_in, marked, page_of, picture


@pytest.mark.parametrize(
    "form", ["![image.png]({})", '<img src="{}" width="300"/>', "<img src='{}'>"]
)
def test_it_is_shown(form):
    url = f"data:image/png;base64,{picture()}"
    notebook = answered(f"See {form.format(url)} here.")
    assert f'src="{url}"' in page_of(marked(notebook))
    assert handed_in(notebook)[1] == []


@pytest.mark.parametrize("form", ["![image.png]({})", '<img src="{}"/>'])
def test_a_large_one_is_quick(form):
    data = base64.b64encode(base64.b64decode(picture()) + bytes(4 * 2**20)).decode()
    notebook = answered(form.format(f"data:image/png;base64,{data}"))
    began = time.process_time()
    page = page_of(marked(notebook))
    assert time.process_time() - began < 2
    assert f'src="data:image/png;base64,{data}"' in page


def test_in_code_it_is_shortened():
    page = page_of(marked(answered(f"`data:image/png;base64,{'A' * 5000}`")))
    assert "<code>data:image/png;base64,AAAA" in page
    assert len(page) < 200
