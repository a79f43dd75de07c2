"""A workbook is opened however it was returned: within bounds, or refused in words, and at once."""

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font

from playbook.clients.workbook.package import LARGEST_PART, MOST_CELLS
from playbook.clients.workbook.sheets import open_sheets
from sim.messages import ProblemError


def saved(change=lambda sheet: None):
    """Return the bytes of a small workbook that somebody has changed."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["name", "amount"])
    sheet.append(["a", 1500])
    change(sheet)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def cells(content, folder):
    path = folder / "book.xlsx"
    path.write_bytes(content)
    (sheet,) = open_sheets(path, "book.xlsx")
    return sheet


def packed_anew(content, change):
    """Return a workbook whose parts somebody has changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def refused(content, folder):
    with pytest.raises(ProblemError) as told:
        cells(content, folder)
    return str(told.value)


STATED = {(1, 1): "name", (1, 2): "amount", (2, 1): "a", (2, 2): 1500}


def _far_blank(sheet):
    sheet["XFD1048576"] = " "


def _looks(sheet):
    for row in range(1, 2000):
        sheet.cell(row, 20).font = Font(bold=True)


def _linked(sheet):
    sheet["A2"].hyperlink = "https://example.org"
    sheet.auto_filter.ref = "A1:B2"


@pytest.mark.parametrize("change", [_far_blank, _looks, _linked])
def test_what_states_nothing_changes_nothing(change, tmp_path):
    """A blank in the last cell once took a minute and a gigabyte."""
    assert cells(saved(change), tmp_path).cells == STATED


def test_a_range_merged_to_the_end_of_the_sheet_is_looked_at_near_its_first_cell(tmp_path):
    """Its seventeen thousand million cells are not."""
    content = saved(lambda sheet: sheet.merge_cells("C1:D2"))
    wide = _with(SHEET, lambda part: part.replace(b'"C1:D2"', b'"C1:XFD1048576"'))
    sheet = cells(packed_anew(content, wide), tmp_path)
    assert sheet.cells == STATED
    assert "lies in the merged cells" in str(sheet.broken[2, 3])


def test_a_workbook_saved_as_strict_ooxml_is_the_same(tmp_path):
    usual, ours = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = {
        usual + b"spreadsheetml/2006/main": ours + b"spreadsheetml/main",
        usual + b"officeDocument/2006/relationships": ours + b"officeDocument/relationships",
    }

    def strict(_, part):
        for old, new in names.items():
            part = part.replace(old, new)
        return part

    content = packed_anew(saved(), strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    assert cells(content, tmp_path).cells == STATED


def _without(name):
    return lambda each, part: None if each == name else part


def _with(name, change):
    return lambda each, part: change(part) if each == name else part


SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = [
    _without("[Content_Types].xml"),
    _without("xl/workbook.xml"),
    _with("xl/styles.xml", lambda part: b"garbage"),
    _with(SHEET, lambda part: part.replace(b"<v>1500</v>", b"<v>abc</v>")),
    _with(SHEET, lambda part: part.replace(b'r="B2"', b'r="ZZZZZ9"')),
    _with(SHEET, lambda part: b'<!DOCTYPE x [<!ENTITY a "aa">]>' + part),
]


@pytest.mark.parametrize("change", DAMAGED)
def test_a_damaged_part_is_told_in_words(change, tmp_path):
    told = refused(packed_anew(saved(), change), tmp_path)
    assert told.startswith("book.xlsx: is no Excel workbook, or is damaged. Open it in Excel")


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"<html><table>", saved()[:2000], saved()[:900] + b"x" + saved()[901:]],
)
def test_what_is_no_workbook_is_told_in_words(content, tmp_path):
    assert "is no Excel workbook, or is damaged" in refused(content, tmp_path)


def test_a_locked_workbook_is_told_to_be_one(tmp_path):
    content = bytearray(saved())
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[found.start() + 8] |= 1
    assert "is locked with a password" in refused(bytes(content), tmp_path)
    assert "is locked with a password" in refused(b"\xd0\xcf\x11\xe0" + bytes(500), tmp_path)


def test_a_workbook_without_end_is_refused_before_it_is_opened(tmp_path):
    def endless(part):
        return part.replace(b"</sheetData>", b" " * LARGEST_PART + b"</sheetData>")

    told = refused(packed_anew(saved(), _with(SHEET, endless)), tmp_path)
    assert "holds more than 100 MB in one sheet or in its texts" in told


def test_a_sheet_of_too_many_cells_is_refused_before_it_is_opened(tmp_path):
    def full(part):
        return part.replace(b"</sheetData>", b"<c><v>1</v></c>" * MOST_CELLS + b"</sheetData>")

    told = refused(packed_anew(saved(), _with(SHEET, full)), tmp_path)
    assert "holds more than 500,000 filled cells in a sheet" in told
