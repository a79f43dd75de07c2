"""The packed parts of a workbook, made fit to open: within bounds, unlocked, without empty cells.

A workbook that was formatted to the end of the sheet, merged over a million rows or saved as strict
OOXML states no more than one that was not. What a client never states, such as pictures, comments
and drop-downs, is left behind: its damage is no reason to refuse the cells.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from sim.messages import RuleError, msg

LARGEST_PART = 100 * 2**20
"""Bytes of one part unpacked; the sheet of twenty thousand SKUs has fifteen million."""
MOST_CELLS = 500_000
MERGED = (1000, 100)
"""Rows and columns of a merged range that are looked at."""

DAMAGED = msg("is no Excel workbook, or is damaged")
LOCKED = msg("is locked with a password, or is an old Excel workbook (*.xls)")

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_LEFT_BEHIND = re.compile(
    r"docProps/|customXml/|xl/(worksheets/_rels|drawings|media|charts|comments|threadedComments"
    r"|printerSettings|tables|pivot|ctrlProps|activeX|embeddings|externalLinks|vbaProject|calcChain)",
    re.IGNORECASE,
)
_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": (
        b"http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_SHEET = re.compile(
    rb"(?P<root><(?P<p>(?:\w+:)?)worksheet\b[^>]*>).*?"
    rb"(?P<data><(?P=p)sheetData\b[^>]*/>|<(?P=p)sheetData\b.*</(?P=p)sheetData>)"
    rb"(?P<rest>.*)</(?P=p)worksheet>",
    re.DOTALL,
)
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*(?:/>|></(?:\w+:)?c>)")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCells\b.*</(?:\w+:)?mergeCells>", re.DOTALL)
_RANGE = re.compile(rb'ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def repacked(content: bytes) -> bytes:
    """Return a workbook that holds the same cells; raise ``RuleError`` for one that cannot be."""
    if content.startswith(_OLD_OR_LOCKED):
        raise RuleError(LOCKED)
    packed = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w") as new:
            for name, part in _parts(old):
                new.writestr(name, part)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise error if isinstance(error, RuleError) else RuleError(DAMAGED) from None
    return packed.getvalue()


def _parts(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        if entry.flag_bits & 1:
            raise RuleError(LOCKED)
        if not _LEFT_BEHIND.match(entry.filename):
            yield entry.filename, _cleaned(_unpacked(archive, entry))


def _unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Return a part; how large it says it is may be a lie."""
    with archive.open(entry) as file:
        part = file.read(LARGEST_PART + 1)
    if len(part) > LARGEST_PART:
        most = LARGEST_PART // 2**20
        raise RuleError(msg("holds more than {n} MB in one sheet or in its texts", n=most))
    return part


def _cleaned(part: bytes) -> bytes:
    if b"<!DOCTYPE" in part[:1000]:  # no workbook has one; it could unfold without end
        raise RuleError(DAMAGED)
    for strict, usual in _STRICT.items():
        part = part.replace(strict, usual)
    sheet = _SHEET.search(part)
    if sheet is None:
        return part
    cells = _EMPTY_CELL.sub(b"", sheet["data"])
    if len(_CELL.findall(cells)) > MOST_CELLS:
        raise RuleError(msg("holds more than {n} filled cells in a sheet", n=f"{MOST_CELLS:,}"))
    merged = _MERGED.search(sheet["rest"])
    ranges = _RANGE.sub(_bounded, merged[0]) if merged else b""
    return b"".join((sheet["root"], cells, ranges, b"</", sheet["p"], b"worksheet>"))


def _bounded(found: re.Match[bytes]) -> bytes:
    """Return a merged range that ends within reach of its first cell."""
    from openpyxl.utils import column_index_from_string, get_column_letter

    first, last = (column_index_from_string(found[part].decode()) for part in (1, 3))
    row = int(found[2])
    column = get_column_letter(min(last, first + MERGED[1])).encode()
    return b'ref="%s%d:%s%d"' % (found[1], row, column, min(int(found[4]), row + MERGED[0]))
