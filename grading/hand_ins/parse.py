"""From the bytes of a notebook file to a notebook: any encoding, any format, nothing trusted.

What comes out has the newest format, and in it only what grading reads: the kind, the source, the
tags and nbgrader's marks of each cell. Outputs are left behind.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import nbformat
import numpy as np
from nbformat import NotebookNode

from grading.hand_ins.file import MAX_BYTES, HandInError
from grading.hand_ins.repair_notes import MENDED

MAX_PARTS = 1_000_000
"""Values of the JSON; each takes some sixty bytes once it is read."""

MAX_DEPTH = 100
MAX_CELLS = 1_000
MAX_SOURCE, MAX_CODE = 2**18, 2**21
"""Characters of one cell's code, and of all."""

ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
KINDS = {"heading": "markdown", "html": "markdown", "text": "markdown"}


def parse_notebook(data: bytes, name: str) -> tuple[NotebookNode, list[str]]:
    """Read a notebook.

    Args:
        data: the file's content.
        name: of the file, for messages.

    Returns:
        The notebook in format 4.5, and one line for each thing that was out of order.

    Raises:
        HandInError: it is no notebook, or one that is too large.
    """
    if len(data) > MAX_BYTES:
        raise HandInError(
            f"{name} is larger than {MAX_BYTES >> 20} MiB: clear its outputs and save again"
        )
    notes: list[str] = []
    content = _load(_text(data, name, notes), name, notes)
    cells = list(_cells(content, name, notes))
    if not all(isinstance(cell, dict) for cell in cells):
        notes.append(MENDED + "what stood among the cells and is no cell was left out")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    taken: set[str] = set()
    for cell in filter(lambda cell: isinstance(cell, dict), cells):
        notebook.cells.append(_cell(cell, len(notebook.cells) + 1, taken, notes))
    if sum(len(c.source) for c in notebook.cells if c.cell_type != "markdown") > MAX_CODE:
        raise HandInError(
            f"{name} has more than {MAX_CODE:,} characters of code: delete what is no answer"
        )
    return notebook, list(dict.fromkeys(notes))


def _text(data: bytes, name: str, notes: list[str]) -> str:
    """The file as text, in whatever encoding an editor has left it."""
    if not data.strip():
        raise HandInError(f"{name} is empty: the upload broke off, hand it in again")
    encoding = json.detect_encoding(data)
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(MENDED + f"the file was saved as {encoding.upper()}; it was read as such")
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if "\ufffd" in text and "\ufffd".encode() not in data:
        notes.append(MENDED + "some characters are no UTF-8; they were replaced")
    return text


def _load(text: str, name: str, notes: list[str]) -> Any:
    """The JSON of a notebook, bounded before it is built."""
    _bound(text, name)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            notes.append(
                MENDED + "an entry of the file stands twice in one place; the last one was taken"
            )
        return found

    def constant(word: str) -> None:
        notes.append(
            MENDED + f"the file has {word} in it, which JSON does not know; it was left out"
        )

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant, strict=False)
    except (ValueError, RecursionError) as error:
        why = _not_json(text, error)
        raise HandInError(
            f"{name} is not a Jupyter notebook ({why}): "
            "hand in the .ipynb file that JupyterLab saved"
        ) from None


def _not_json(text: str, error: Exception) -> str:
    start = text[:1000].lstrip().lower()
    if start.startswith(("<!doctype", "<html")):
        return "it is a web page"
    if start.startswith("pk\x03\x04"):
        return "it is a zip archive"
    if start.startswith("%pdf"):
        return "it is a PDF"
    if re.search(r"^<{7} ", text, re.MULTILINE) and re.search(r"^>{7} ", text, re.MULTILINE):
        return "it has the marks of an unfinished git merge in it"
    if not start.startswith("{"):
        return "it is not JSON"
    if getattr(error, "pos", 0) >= len(text.rstrip()) - 1 or "Unterminated" in str(error):
        return "it breaks off in the middle"
    line = getattr(error, "lineno", None)
    return "its JSON is broken" + (f" in line {line}" if line else "")


def _bound(text: str, name: str) -> None:
    """Refuse JSON that would take much memory or is nested deeply, before it is parsed."""
    plain = text.replace("\\\\", "").replace('\\"', "")
    if plain.count('"') <= 2 * MAX_PARTS:
        outside = re.sub('"[^"]*"', "", plain)
        if sum(map(outside.count, "[{,")) <= MAX_PARTS:
            brackets = re.sub(r"[^][{}]+", "", outside).encode("ascii")
            steps = np.where(np.isin(np.frombuffer(brackets, np.uint8), list(b"[{")), 1, -1)
            if np.cumsum(steps).max(initial=0) > MAX_DEPTH:
                raise HandInError(
                    f"{name} is nested more than {MAX_DEPTH} deep, which no notebook is: "
                    "hand in the .ipynb file that JupyterLab saved"
                )
            return
    raise HandInError(
        f"{name} has more than {MAX_PARTS:,} values in it: clear its outputs and save again"
    )


def _cells(content: Any, name: str, notes: list[str]) -> Iterator[Any]:
    """The cells of any format: 4 has them in one list, 2 and 3 have worksheets."""
    if not isinstance(content, dict):
        raise HandInError(f"{name} is not a Jupyter notebook: its JSON is no notebook's")
    version, cells = content.get("nbformat"), content.get("cells")
    if not isinstance(cells, list) and isinstance(content.get("worksheets"), list):
        sheets = content["worksheets"]
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for part in parts if isinstance(part, list) for cell in part]
    if not isinstance(cells, list):
        raise HandInError(
            f"{name} is not a Jupyter notebook (it has no cells): hand in what JupyterLab saved"
        )
    if len(cells) > MAX_CELLS:
        raise HandInError(
            f"{name} has {len(cells)} cells, more than {MAX_CELLS}: delete what is no answer"
        )
    if version != 4:
        shown = version if type(version) is int else "an unknown one"
        notes.append(MENDED + f"the notebook's format was {shown}; it was read as format 4")
    return iter(cells)


def _cell(cell: dict, number: int, taken: set[str], notes: list[str]) -> NotebookNode:
    """A cell with only what grading reads of it."""
    source = _source(cell)
    kind = cell.get("cell_type")
    if kind == "heading":
        level = cell.get("level")
        source = "#" * (level if level in range(1, 7) else 1) + " " + source
    kind = KINDS.get(kind, kind) if isinstance(kind, str) else None
    if kind not in ("code", "markdown", "raw"):
        looks_run = any(key in cell for key in ("outputs", "input", "execution_count"))
        kind = "code" if looks_run else "raw"
        notes.append(MENDED + f"cell {number} did not say its kind; it was read as {kind}")
    if kind != "markdown" and len(source) > MAX_SOURCE:
        notes.append(f"cell {number} has more than {MAX_SOURCE:,} characters; it was left out")
        source = ""
    given = cell.get("id")
    usable = isinstance(given, str) and ID.fullmatch(given) and given not in taken
    name = given if usable else f"handed-in-{number:04d}"
    taken.add(name)
    # Not by `new_code_cell`: it checks each against the whole schema of notebooks.
    run = {"execution_count": None, "outputs": []} if kind == "code" else {}
    metadata = _metadata(cell.get("metadata"))
    return nbformat.from_dict(
        {"cell_type": kind, "id": name, "metadata": metadata, "source": source} | run
    )


def _source(cell: dict) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        source = ""
    # A lone surrogate cannot be written to any file.
    source = source.encode("utf-8", "replace").decode()
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _metadata(metadata: Any) -> dict[str, Any]:
    """Tags and nbgrader's marks, as far as they are what they should be."""
    kept: dict[str, Any] = {}
    if isinstance(metadata, dict):
        tags, marks = metadata.get("tags"), metadata.get("nbgrader")
        if isinstance(tags, list):
            words = [
                t for t in tags[:20] if isinstance(t, str) and 0 < len(t) < 100 and "," not in t
            ]
            kept["tags"] = list(dict.fromkeys(words))
        if isinstance(marks, dict):
            kept["nbgrader"] = {
                key: value
                for key, value in marks.items()
                if key in MARKS and isinstance(value, (str, bool, int, float))
            }
    return kept


MARKS = frozenset("grade grade_id solution locked points task cell_type".split())
