"""Make images, and written answers that show them, as notebook editors save them."""

import base64
import io
import json
import struct
import zlib

from handins import untouched
from jinja2 import Environment
from nbformat import NotebookNode
from PIL import Image
from small_class import LESSON, question

from grading.hand_ins.read import parse_handin
from grading.hand_ins.repair import restore
from grading.lessons.cells import grade_id
from grading.pages.safe_html import safe_markdown


def picture(color: str = "red", kind: str = "PNG", size: tuple[int, int] = (2, 2)) -> str:
    """Return a small image in base64."""
    content = io.BytesIO()
    Image.new("RGB", size, color).save(content, kind)
    return base64.b64encode(content.getvalue()).decode()


def picture_header(width: int, height: int) -> str:
    """Return a PNG in base64 that claims to have a size and has no content."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n\0\0\0\r" + chunk + struct.pack(">I", zlib.crc32(chunk))
    return base64.b64encode(content + b"\0\0\0\0IDAT\0\0\0\0" * 80).decode()


def answered(source: str, attachments: object = None, **entries: object) -> NotebookNode:
    """Return lesson 01 with a written answer to which something is attached."""
    notebook = untouched(LESSON)
    cell = question(notebook)
    cell.source = source
    if attachments is not None:
        cell.attachments = attachments
    cell.update(entries)
    return notebook


def handed_in(notebook: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """Return a notebook as it is marked, and the notes on its repair."""
    handin = parse_handin(json.dumps(notebook).encode(), f"{LESSON}.ipynb", LESSON)
    return handin, restore(handin, untouched(LESSON))


def marked(notebook: NotebookNode) -> NotebookNode:
    """Return the cell of the written answer as the marker gets it."""
    return next(cell for cell in handed_in(notebook)[0].cells if grade_id(cell) == "question")


def page_of(cell: NotebookNode) -> str:
    """Return the HTML that Formgrader and the feedback page show for a text."""
    environment = Environment()
    environment.filters["markdown2html"] = safe_markdown
    template = environment.from_string("{{ cell.source | markdown2html }}")
    return template.render(cell=cell)
