"""Read and write tables as learning platforms and spreadsheets do, in any of their forms.

A table is written as it was read: in the same encoding, with the same separator and line ends.
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from grading.errors import CourseError

MAX_BYTES = 30 * 2**20
BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
NOT_TABLES = {
    b"PK\x03\x04": "an Excel or OpenDocument workbook, or an archive",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"%PDF": "a PDF",
    b"<": "a web page",
    b"{": "JSON",
}
SEPARATORS = (",", ";", "\t")
EXCEL_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass
class Sheet:
    """A table from a file.

    Attributes:
        path: the file.
        rows: its rows; the first has the headings.
        bom: the bytes before the text.
        codec: the encoding; "latin-1" stands for any encoding of one byte a character.
        hint: the line with which Excel is told the separator, or an empty string.
        separator: what separates the cells.
        newline: what ends a row.
    """

    path: Path
    rows: list[list[str]]
    bom: bytes = b""
    codec: str = "utf-8"
    hint: str = ""
    separator: str = ","
    newline: str = "\r\n"

    @property
    def headings(self) -> list[str]:
        """The headings of the columns."""
        return self.rows[0]

    def students(self) -> list[list[str]]:
        """Return the rows below the headings that are not empty."""
        return [row for row in self.rows[1:] if any(cell.strip() for cell in row)]

    def column(self, index: int) -> list[str]:
        """Return the cells of a column, without its heading."""
        return [row[index].strip() for row in self.students()]

    def write(self, row: list[str], index: int, text: str) -> None:
        """Write a text of our own into a cell."""
        text = safe_cell(text)
        if self.codec == "latin-1":
            # Only these characters are the same in all encodings of one byte a character.
            text = text.encode("ascii", "xmlcharrefreplace").decode()
        row[index] = text

    def content(self) -> bytes:
        """Return the content of the file."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.separator, lineterminator=self.newline)
        writer.writerows(self.rows)
        return self.bom + (self.hint + text.getvalue()).encode(self.codec)


def safe_cell(text: str) -> str:
    """Return the text of a cell, such that no spreadsheet evaluates it as a formula."""
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


def read_sheet(path: Path) -> Sheet:
    """Read a table that a learning platform or a spreadsheet wrote.

    Raises:
        CourseError: the file cannot be read or is not a table.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read ({error.strerror}): name the table that you downloaded"
        ) from None
    what = "larger than 30 MiB" if len(data) > MAX_BYTES else None if data.strip() else "empty"
    for start, name in NOT_TABLES.items():
        what = name if what is None and data.lstrip()[:4].startswith(start) else what
    if what is not None:
        raise _not_a_table(path, what)
    bom = next((bom for bom in BOMS if data.startswith(bom)), b"")
    codec = BOMS[bom] if bom else _codec(data)
    try:
        text = data[len(bom) :].decode(codec)
    except UnicodeDecodeError:
        raise _not_a_table(path, "no table") from None
    hint = EXCEL_HINT.match(text)
    start = hint[0] if hint else ""
    text = text[len(start) :]
    separators = (hint[1],) if hint else SEPARATORS
    # An essay that was typed into Moodle is one cell.
    csv.field_size_limit(MAX_BYTES)
    try:
        tables = {sep: next(_reader(text, sep), []) for sep in separators}
        separator = max(tables, key=lambda sep: len(tables[sep]))
        rows = list(_reader(text, separator))
    except csv.Error as error:
        raise _not_a_table(path, f"no table ({error})") from None
    width = len(rows[0]) if rows else 0
    if width < 2 or "\0" in text or sum(0 < len(row) < width for row in rows) > len(rows) / 2:
        raise _not_a_table(path, "no table")
    rows = [row + [""] * (width - len(row)) if row else row for row in rows]
    newline = "\r\n" if "\r\n" in text else "\n"
    sheet = Sheet(path, rows, bom, codec, start, separator, newline)
    if not sheet.students():
        raise _not_a_table(path, "a table without a single student")
    return sheet


def _reader(text: str, separator: str) -> "csv._reader":
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _codec(data: bytes) -> str:
    """Return the encoding of a text without a byte order mark."""
    seconds = data[1:200:2]
    if seconds.count(0) > len(seconds) / 2:
        return "utf-16-le"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _not_a_table(path: Path, what: str) -> CourseError:
    return CourseError(
        f"{path} is {what}: give the table as your learning platform exports it, or save it as CSV"
    )
