"""Convert Markdown written by students to HTML that is safe to show in an instructor's page.

nbconvert keeps HTML in Markdown cells as it is, so a script in a student's answer would run in
Formgrader with the instructor's rights.
"""

import re
from secrets import token_hex
from typing import Any

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grading.pages.formulas import mathml

BLOCKS = "blockquote dd details div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre summary ul"
TABLES = "table tbody td th thead tr"
TEXT = "a abbr b br code del em i img kbd s small span strong sub sup u"
TAGS = frozenset(f"{BLOCKS} {TABLES} {TEXT}".split())
ATTRIBUTES = {
    "align",
    "alt",
    "class",
    "colspan",
    "height",
    "id",
    "open",
    "rowspan",
    "title",
    "width",
}
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
PROTOCOLS = frozenset(["http", "https", "mailto", "data"])


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        # Loading an image would tell its server who reads the page, and when.
        return PICTURE.fullmatch(value) is not None
    if tag == "a" and name == "href":
        return not value.strip().lower().startswith("data:")
    return name in ATTRIBUTES


def clean(markup: str, without: str | None = None) -> str:
    """Keep the text and layout of HTML; show scripts, frames and forms as text; drop handlers.

    Args:
        markup: HTML from anyone.
        without: attributes that contain this text are removed.
    """

    def allowed(tag: str, name: str, value: str) -> bool:
        return _allowed(tag, name, value) and not (without and without in value)

    return bleach.clean(markup, tags=TAGS, attributes=allowed, protocols=PROTOCOLS)


class _Renderer(IPythonRenderer):
    """Replaces each formula with a placeholder until the rest of the HTML is cleaned."""

    def __init__(self, **options: Any) -> None:
        super().__init__(escape=False, anchor_link_text="", exclude_anchor_links=True, **options)
        self.mark = f"formula{token_hex(8)}n"
        self.held: list[str] = []

    def inline_math(self, body: str) -> str:
        """Render a formula inside a line of text."""
        return self._hold(mathml(body, False), super().inline_math(body))

    def block_math(self, body: str) -> str:
        """Render a formula on a line of its own."""
        return self._hold(mathml(body, True), super().block_math(body))

    def image(self, *arguments: Any, **options: Any) -> str:
        """Render an image; nbconvert itself fails if an attached image is missing."""
        try:
            return super().image(*arguments, **options)
        except Exception:
            return "[a picture that is not in the notebook]"

    def _hold(self, formula: str | None, raw: str) -> str:
        if formula is None:
            return raw
        self.held.append(formula)
        return f"{self.mark}{len(self.held) - 1}e"

    def put_back(self, markup: str) -> str:
        """Replace every placeholder with its formula."""
        return re.sub(rf"{self.mark}(\d+)e", lambda found: self.held[int(found[1])], markup)


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Convert Markdown to safe HTML, as a replacement of nbconvert's filter ``markdown2html``.

    Args:
        context: the context of the template, which contains the cell's attachments.
        source: the Markdown of a cell or a comment.

    Returns:
        HTML with formulas in MathML; a formula that cannot be converted is left to MathJax.
    """
    renderer = _Renderer(attachments=context.get("cell", {}).get("attachments", {}))
    markup = MarkdownWithMath(renderer=renderer).render(source)
    return renderer.put_back(clean(markup, without=renderer.mark))
