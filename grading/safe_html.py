"""Markdown as HTML without what a browser would run: students' texts stand in an instructor's page.

nbconvert passes HTML in Markdown cells on as it is. In Formgrader a script in a student's answer
would act with the instructor's rights.
"""

import re

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

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
        # A picture from elsewhere would tell its server who reads the page, and when.
        return PICTURE.fullmatch(value) is not None
    if tag == "a" and name == "href":
        return not value.strip().lower().startswith("data:")
    return name in ATTRIBUTES


def clean(html: str) -> str:
    """HTML with its text and layout; scripts, frames, forms and handlers are shown as text."""
    return bleach.clean(html, tags=TAGS, attributes=_allowed, protocols=PROTOCOLS)


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Markdown to HTML: nbconvert's filter ``markdown2html``, followed by `clean`.

    Args:
        context: of the template; the cell's attachments are in it.
        source: a cell's or a comment's Markdown.
    """
    renderer = IPythonRenderer(
        escape=False,
        attachments=context.get("cell", {}).get("attachments", {}),
        anchor_link_text="",
        exclude_anchor_links=True,
    )
    return clean(MarkdownWithMath(renderer=renderer).render(source))
