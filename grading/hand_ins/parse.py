"""Parse the bytes of an untrusted notebook file, in any encoding and notebook format.

The result is in the newest format and keeps only what grading reads: the type, source, tags and
nbgrader metadata of each cell, and the images attached to texts. Outputs are dropped.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import nbformat
import numpy as np
from nbformat import NotebookNode

from grading.hand_ins.file import MAX_BYTES, HandInError
from grading.hand_ins.images import MAX_IMAGES, kept_attachments
from grading.hand_ins.repair_notes import MENDED

MAX_PARTS = 1_000_000
"""Values in the JSON; each takes about sixty bytes of memory once it is parsed."""

MAX_DEPTH = 100
MAX_CELLS = 1_000
MAX_SOURCE, MAX_CODE = 2**18, 2**21
"""Characters of code in one cell, and in all cells together."""

ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
KINDS = {"heading": "markdown", "html": "markdown", "text": "markdown"}


def parse_notebook(data: bytes, name: str) -> tuple[NotebookNode, list[str]]:
    """Parse a notebook file.

    Args:
        data: the content of the file.
        name: the name of the file, for messages.

    Returns:
        The notebook in format 4.5, and one note for each defect that was repaired.

    Raises:
        HandInError: the file is not a notebook, or it is too large.
    """
    if len(data) > MAX_BYTES:
        raise HandInError(
            f"{name} is larger than {MAX_BYTES >> 20} MiB: clear its outputs and save it again"
        )
    notes: list[str] = []
    content = _load(_text(data, name, notes), name, notes)
    cells = list(_cells(content, name, notes))
    if not all(isinstance(cell, dict) for cell in cells):
        notes.append(MENDED + "entries in the list of cells that are not cells were left out")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    taken: set[str] = set()
    images = MAX_IMAGES
    for given in filter(lambda cell: isinstance(cell, dict), cells):
        cell = _cell(given, len(notebook.cells) + 1, taken, notes)
        if cell.cell_type != "code" and (kept := kept_attachments(_attachments(given), images)):
            cell.attachments = nbformat.from_dict(kept)
            images -= len(kept)
        notebook.cells.append(cell)
    if sum(len(c.source) for c in notebook.cells if c.cell_type != "markdown") > MAX_CODE:
        raise HandInError(
            f"{name} has more than {MAX_CODE:,} characters of code: delete what you do not need"
        )
    return notebook, list(dict.fromkeys(notes))


def _text(data: bytes, name: str, notes: list[str]) -> str:
    """Decode the file, in any of the encodings that JSON allows."""
    if not data.strip():
        raise HandInError(f"{name} is empty: the upload may have failed, hand it in again")
    encoding = json.detect_encoding(data)
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append(MENDED + f"the file was saved as {encoding.upper()} and was read as such")
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if "\ufffd" in text and "\ufffd".encode() not in data:
        notes.append(MENDED + "some characters are not valid UTF-8 and were replaced")
    return text


def _load(text: str, name: str, notes: list[str]) -> Any:
    """Parse the JSON of a notebook, after checking that it is not too large."""
    _check_size(text, name)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            notes.append(
                MENDED + "a JSON object of the file has the same key twice; the last value was used"
            )
        return found

    def constant(word: str) -> None:
        notes.append(MENDED + f"the file contains {word}, which is not valid JSON; it was left out")

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
        return "it contains the conflict markers of an unfinished git merge"
    if not start.startswith("{"):
        return "it is not JSON"
    if getattr(error, "pos", 0) >= len(text.rstrip()) - 1 or "Unterminated" in str(error):
        return "it is cut off in the middle"
    line = getattr(error, "lineno", None)
    return "its JSON is broken" + (f" in line {line}" if line else "")


def _check_size(text: str, name: str) -> None:
    """Refuse, before parsing, JSON that has too many values or is nested too deeply."""
    plain = text.replace("\\\\", "").replace('\\"', "")
    if plain.count('"') <= 2 * MAX_PARTS:
        outside = re.sub('"[^"]*"', "", plain)
        if sum(map(outside.count, "[{,")) <= MAX_PARTS:
            brackets = re.sub(r"[^][{}]+", "", outside).encode("ascii")
            steps = np.where(np.isin(np.frombuffer(brackets, np.uint8), list(b"[{")), 1, -1)
            if np.cumsum(steps).max(initial=0) > MAX_DEPTH:
                raise HandInError(
                    f"{name} is nested more than {MAX_DEPTH} levels deep, which no notebook is: "
                    "hand in the .ipynb file that JupyterLab saved"
                )
            return
    raise HandInError(
        f"{name} contains more than {MAX_PARTS:,} values: clear its outputs and save it again"
    )


def _cells(content: Any, name: str, notes: list[str]) -> Iterator[Any]:
    """Return the cells of a notebook: format 4 has one list, formats 2 and 3 have worksheets."""
    if not isinstance(content, dict):
        raise HandInError(
            f"{name} is not a Jupyter notebook (its JSON is not an object): "
            "hand in the .ipynb file that JupyterLab saved"
        )
    version, cells = content.get("nbformat"), content.get("cells")
    if not isinstance(cells, list) and isinstance(content.get("worksheets"), list):
        sheets = content["worksheets"]
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for part in parts if isinstance(part, list) for cell in part]
    if not isinstance(cells, list):
        raise HandInError(
            f"{name} is not a Jupyter notebook (it has no cells): "
            "hand in the .ipynb file that JupyterLab saved"
        )
    if len(cells) > MAX_CELLS:
        raise HandInError(
            f"{name} has {len(cells)} cells, more than {MAX_CELLS}: delete those you do not need"
        )
    if version != 4:
        shown = version if type(version) is int else "unknown"
        notes.append(MENDED + f"the notebook's format was {shown}; it was read as format 4")
    return iter(cells)


def _cell(cell: dict, number: int, taken: set[str], notes: list[str]) -> NotebookNode:
    """Return a cell that keeps only what grading reads."""
    source = _source(cell)
    kind = cell.get("cell_type")
    if kind == "heading":
        level = cell.get("level")
        source = "#" * (level if level in range(1, 7) else 1) + " " + source
    kind = KINDS.get(kind, kind) if isinstance(kind, str) else None
    if kind not in ("code", "markdown", "raw"):
        looks_run = any(key in cell for key in ("outputs", "input", "execution_count"))
        kind = "code" if looks_run else "raw"
        notes.append(MENDED + f"cell {number} had no valid type; it was read as {kind}")
    if kind != "markdown" and len(source) > MAX_SOURCE:
        notes.append(f"cell {number} has more than {MAX_SOURCE:,} characters and was left out")
        source = ""
    given = cell.get("id")
    usable = isinstance(given, str) and ID.fullmatch(given) and given not in taken
    name = given if usable else f"handed-in-{number:04d}"
    taken.add(name)
    # `new_code_cell` would be slow: it validates every cell against the whole notebook schema.
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
    # A lone surrogate could not be written to a file.
    source = source.encode("utf-8", "replace").decode()
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _attachments(cell: dict) -> Any:
    """Return what is attached to a cell; some editors keep it in the cell's metadata."""
    metadata = cell.get("metadata")
    elsewhere = metadata.get("attachments") if isinstance(metadata, dict) else None
    return cell.get("attachments") or elsewhere


def _metadata(metadata: Any) -> dict[str, Any]:
    """Return the tags and nbgrader's metadata of a cell, as far as they have the right types."""
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
