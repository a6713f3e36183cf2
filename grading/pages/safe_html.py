"""Convert Markdown written by students to HTML that is safe to show in an instructor's page.

nbconvert keeps HTML in Markdown cells as it is, so a script in a student's answer would run in
Formgrader with the instructor's rights.
"""

import html
import re
from secrets import token_hex
from typing import Any

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grading.hand_ins.images import (
    ATTACHMENT,
    IMAGE_TAG,
    SOURCE,
    WHY,
    find_image,
    with_quoted_names,
)
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
LONG = 1_000
"""Characters of an image's URL from which on it is taken out of the text before it is converted."""

LONG_URL = re.compile(rf"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=]{{{LONG},}}")
MOST = 3
"""How often one image is shown, since a short text could refer to a large one a million times."""

PROTOCOLS = frozenset(["http", "https", "mailto", "data"])


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        # Loading an image would tell its server who reads the page, and when.
        return PICTURE.fullmatch(value) is not None and len(value) < LONG
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
    """Replaces each formula and image with a placeholder until the rest of the HTML is cleaned.

    Args:
        attachments: the attachments of the cell.
    """

    def __init__(self, attachments: Any) -> None:
        super().__init__(
            escape=False,
            anchor_link_text="",
            exclude_anchor_links=True,
            attachments=attachments,
        )
        self.mark = f"formula{token_hex(8)}n"
        self.held: list[str] = []
        self.image_mark = f"image{token_hex(8)}n"
        self.images: list[str] = []
        self._long: list[str] = []

    def without_long_urls(self, source: str) -> str:
        """Replace the URLs that would take the converter seconds, as Colab writes them."""

        def short(url: re.Match) -> str:
            self._long.append(url[0])
            return f"{ATTACHMENT}{self.image_mark}{len(self._long) - 1}"

        return LONG_URL.sub(short, source)

    def inline_math(self, body: str) -> str:
        """Render a formula inside a line of text."""
        return self._hold(mathml(body, False), super().inline_math(body))

    def block_math(self, body: str) -> str:
        """Render a formula on a line of its own."""
        return self._hold(mathml(body, True), super().block_math(body))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Render an image of the notebook; nbconvert itself fails if an attachment is missing."""
        found, instead = self._image(url)
        return HTMLRenderer.image(self, text, found, title) if found else f"{text} {instead}"

    def block_html(self, markup: str) -> str:
        """Render HTML, in which a tag may show an attached image."""
        return super().block_html(IMAGE_TAG.sub(self._image_tag, markup))

    def inline_html(self, markup: str) -> str:
        """Render HTML inside a line of text."""
        return super().inline_html(IMAGE_TAG.sub(self._image_tag, markup))

    def _image_tag(self, tag: re.Match) -> str:
        source = SOURCE.search(tag[0])
        if source is None:
            return tag[0]
        found, instead = self._image(source[2] or source[3] or source[4] or "")
        if found is None:
            return instead
        return f'{tag[0][: source.start()]}{source[1]}"{found}"{tag[0][source.end() :]}'

    def _image(self, url: str) -> tuple[str | None, str]:
        """Return a placeholder of an image's URL, or None and what to say in its place."""
        url = html.unescape(url)
        name = url.removeprefix(ATTACHMENT + self.image_mark)
        if name != url and name.isdecimal():
            url = self._long[int(name)]
        found, problem = find_image(url, self.attachments)
        if found is None and problem is None:
            where = html.escape(url[:500])
            return None, f"[a picture from the internet, which is not loaded: {where}]"
        if found is None:
            return None, f"[{WHY[problem]}]"
        if self.images.count(found) == MOST:
            return None, "[a picture that is shown above]"
        self.images.append(found)
        return f"data:image/png;base64,{self.image_mark}{len(self.images) - 1}e", ""

    def _hold(self, formula: str | None, raw: str) -> str:
        if formula is None:
            return raw
        self.held.append(formula)
        return f"{self.mark}{len(self.held) - 1}e"

    def put_back(self, markup: str) -> str:
        """Replace every placeholder with its formula or image, or with the start of a long URL."""
        in_text = rf"{ATTACHMENT}{self.image_mark}(\d+)"
        markup = re.sub(in_text, lambda found: f"{self._long[int(found[1])][:40]}…", markup)
        markup = re.sub(rf"{self.mark}(\d+)e", lambda found: self.held[int(found[1])], markup)
        image = rf"data:image/png;base64,{self.image_mark}(\d+)e"
        return re.sub(image, lambda found: self.images[int(found[1])], markup)


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Convert Markdown to safe HTML, as a replacement of nbconvert's filter ``markdown2html``.

    Args:
        context: the context of the template, which contains the cell's attachments.
        source: the Markdown of a cell or a comment.

    Returns:
        HTML with formulas in MathML; a formula that cannot be converted is left to MathJax.
    """
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = _Renderer(attachments)
    source = renderer.without_long_urls(with_quoted_names(source, attachments))
    markup = MarkdownWithMath(renderer=renderer).render(source)
    return renderer.put_back(clean(markup, without=renderer.mark))
