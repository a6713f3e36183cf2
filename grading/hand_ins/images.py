"""Decide which images of a student's text are kept, and find those that cannot be shown.

An image is either attached to its cell (a pasted picture) or written into the text as a ``data:``
URL, as Colab does. Markdown and HTML refer to an attachment as ``attachment:name``.
"""

import base64
import binascii
import html
import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

MAX_BYTES = 8 * 2**20
MAX_PIXELS = 64_000_000
"""A small file can hold an image that is too large for a browser's memory."""

MAX_IMAGES = 1_000
"""Attachments that are examined in one notebook."""

ATTACHMENT = "attachment:"
RASTER = ("image/png", "image/jpeg", "image/gif", "image/webp")
SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png"}

MISSING, SVG, LARGE, DAMAGED = "missing image", "svg image", "large image", "damaged image"
WHY = {
    MISSING: "a picture that is not in the notebook",
    SVG: "a picture that is not shown: it is an SVG, which can contain scripts",
    LARGE: "a picture that is not shown: it is too large",
    DAMAGED: "a picture that is not shown: it is damaged, or not a PNG, JPEG, GIF or WebP",
}
"""What a page shows in place of an image, by the kind of problem."""

_DATA = re.compile(r"data:([^;,]*)[^,]*;base64,", re.IGNORECASE)
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_MARKDOWN = re.compile(
    r"!\[[^][]*(?:\[[^][]*\][^][]*)*\]\("
    r"\s*(?:<([^<>\n]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))"
)
_DEFINED = re.compile(r"^ {0,3}\[[^]\n]+\]:[ \t]*<?(attachment:[^\s<>]+)", re.MULTILINE)
IMAGE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
SOURCE = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_WEB = ("http:", "https:", "//")
_SUFFIXES = frozenset(".png .jpg .jpeg .gif .svg .webp .bmp .tif .tiff .heic .heif".split())


def kept_attachments(found: Any, most: int = MAX_IMAGES) -> dict[str, dict[str, str]]:
    """Return the attachments of a cell that are safe to keep.

    Args:
        found: the attachments in the file, which may be anything.
        most: how many of them may be kept.

    Returns:
        For each name, one raster image in base64 by its type. In place of an image that is not
        kept, the kind of problem is the name's ``text/plain``.
    """
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in found.items() if isinstance(found, dict) else ():
        if len(kept) < most:
            kept[name.encode("utf-8", "replace").decode()] = _kept(bundle)
    return kept


def _kept(bundle: Any) -> dict[str, str]:
    types = {_type(key): value for key, value in bundle.items()} if isinstance(bundle, dict) else {}
    problem = SVG if "image/svg+xml" in types else DAMAGED
    for kind in RASTER:
        if kind in types:
            data = plain_base64(types[kind])
            problem = DAMAGED if data is None else image_problem(data)
            if problem is None:
                return {kind: data}
    return {"text/plain": problem}


def _type(mime: str) -> str:
    """Return a MIME type without parameters, in the usual spelling."""
    plain = mime.partition(";")[0].strip().lower()
    return SAME.get(plain, plain)


def plain_base64(data: Any) -> str | None:
    """Return base64 without line breaks and with its padding, or None if it is not base64."""
    if isinstance(data, list) and all(isinstance(line, str) for line in data):
        data = "".join(data)
    if not isinstance(data, str):
        return None
    start = _DATA.match(data[:200])
    text = "".join(data[start.end() if start else 0 :].split()).rstrip("=")
    text += "=" * (-len(text) % 4)
    try:
        return text if binascii.a2b_base64(text, strict_mode=True) else None
    except ValueError:
        return None


def image_problem(data: str) -> str | None:
    """Return `LARGE` if an image in base64 is too large to be shown, else None."""
    if len(data) > MAX_BYTES * 4 / 3 + 4:
        return LARGE
    # Importing Pillow takes a while, and most notebooks have no images.
    from PIL import Image

    content = io.BytesIO(base64.b64decode(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(content, formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                return LARGE if image.width * image.height > MAX_PIXELS else None
    except Image.DecompressionBombError:
        return LARGE
    # What Pillow cannot read is at worst a broken image in a browser. It raises many kinds of
    # errors on damaged files.
    except Exception:
        return None


def find_image(url: str, attachments: Any) -> tuple[str | None, str | None]:
    """Look up an image that a text refers to.

    Args:
        url: the address in the text.
        attachments: the attachments of the cell.

    Returns:
        A ``data:`` URL and None, or None and the kind of problem. Both are None if the image is on
        the internet.
    """
    url = url.strip()
    if url.lower().startswith(_WEB):
        return None, None
    if url.lower().startswith("data:"):
        return _find_in_text(url)
    if url.lower().startswith(ATTACHMENT):
        bundle = _attached(url[len(ATTACHMENT) :], attachments)
        for kind in RASTER:
            if isinstance(bundle.get(kind), str):
                return f"data:{kind};base64,{bundle[kind]}", None
        problem = bundle.get("text/plain")
        return None, problem if problem in WHY else MISSING
    return None, MISSING


def _find_in_text(url: str) -> tuple[str | None, str | None]:
    start = _DATA.match(url[:200])
    kind = _type(start[1]) if start else ""
    if kind not in RASTER:
        return None, SVG if "svg" in url[:40].lower() else DAMAGED
    data = plain_base64(unquote(url[start.end() :]))
    problem = DAMAGED if data is None else image_problem(data)
    return (None, problem) if problem else (f"data:{kind};base64,{data}", None)


def _attached(name: str, attachments: Any) -> Mapping[str, Any]:
    """Return an attachment, whether or not the text writes its name as a URL."""
    known = attachments if isinstance(attachments, Mapping) else {}
    spellings = {_spelling(other): bundle for other, bundle in known.items()}
    for key in (name, unquote(name), html.unescape(name), unquote(html.unescape(name))):
        bundle = spellings.get(_spelling(key))
        if isinstance(bundle, Mapping):
            return bundle
    return {}


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def with_quoted_names(source: str, attachments: Any) -> str:
    """Return a text in which Markdown finds the attachments whose names contain spaces."""
    for name in attachments if isinstance(attachments, Mapping) else ():
        if any(letter.isspace() for letter in name):
            source = source.replace(f"({ATTACHMENT}{name}", f"({ATTACHMENT}{quote(name)}")
    return source


def unshown_images(source: str, attachments: Any) -> Iterator[tuple[str, str]]:
    """Find the images of a text that a marker cannot see, except those on the internet.

    Args:
        source: Markdown.
        attachments: the attachments of the cell.

    Yields:
        The kind of problem, and the name by which the text calls the image.
    """
    text = _CODE.sub("", with_quoted_names(source, attachments))
    urls = [angle or plain for angle, plain in _MARKDOWN.findall(text)] + _DEFINED.findall(text)
    for tag in IMAGE_TAG.findall(text):
        if match := SOURCE.search(tag):
            urls.append(match[2] or match[3] or match[4] or "")
    for url in urls:
        own = url.lower().startswith((ATTACHMENT, "data:"))
        found, problem = find_image(url, attachments)
        if found is None and problem and (own or _names_image(url)):
            yield problem, _label(url)


def _names_image(url: str) -> bool:
    """Return whether an address names an image file, such as ``plots/loss.png?raw``."""
    return PurePosixPath(re.split(r"[?#]", url)[0]).suffix.lower() in _SUFFIXES


def _label(url: str) -> str:
    if url.lower().startswith("data:"):
        return url[:60].partition(";")[0].partition(",")[0]
    return unquote(url.removeprefix(ATTACHMENT))[:100]


def joined(parts: list[tuple[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Join the texts of several cells, each with its attachments.

    Args:
        parts: the text and the attachments of each cell. Different images may have one name, since
            Jupyter names every pasted picture of a cell "image.png".

    Returns:
        The text, in which such images have names of their own, and all attachments.
    """
    texts, attachments = [], {}
    for number, (text, own) in enumerate(parts, start=1):
        for name, bundle in (own or {}).items():
            new = name
            if attachments.get(name, bundle) != bundle:
                new = f"{number}-{name}"
                for written in {name, quote(name)}:
                    text = re.sub(
                        rf"{ATTACHMENT}{re.escape(written)}(?![\w.-])",
                        lambda _, new=new: ATTACHMENT + quote(new),
                        text,
                    )
            attachments[new] = bundle
        texts.append(text)
    return "\n\n".join(text for text in texts if text.strip()), attachments
