"""Make a deck's file the same, byte for byte, whenever and wherever it is written."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

FIRST = "[Content_Types].xml"

_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office PowerPoint</Application></Properties>'
)


def fixed(package: bytes, moment: datetime) -> bytes:
    """Return the package with its entries in one order and all dated ``moment``.

    The charts' workbooks inside it are treated alike.
    """
    stamp = moment.timetuple()[:6]
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = fixed(content, moment)
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return kept.getvalue()


def without_strangers(presentation: Any) -> None:
    """Drop what the empty template brings along: picture, printer and the old file's facts."""
    package = presentation.part.package
    for holder in (package._rels, presentation.part._rels):
        for key, relation in list(holder.items()):
            if re.search(r"thumbnail|printerSettings", relation.reltype):
                holder.pop(key)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _PROPERTIES.encode()


class Categories(CategoryChartData):
    """Chart data whose workbook takes words as words and is dated ``moment``."""

    def __init__(self, moment: datetime, number_format: str) -> None:
        super().__init__(number_format=number_format)  # type: ignore[no-untyped-call]
        self.moment = moment

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _CategoryWriter(self)  # type: ignore[no-untyped-call]


class Points(XyChartData):
    """The same for points with two numbers."""

    def __init__(self, moment: datetime, number_format: str) -> None:
        super().__init__(number_format=number_format)  # type: ignore[no-untyped-call]
        self.moment = moment

    @property
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _PointWriter(self)  # type: ignore[no-untyped-call]


class _CategoryWriter(CategoryWorkbookWriter):
    """Writes what a client typed as text: a name that begins with = is no formula."""

    @property
    def xlsx_blob(self) -> bytes:
        return _written(self)


class _PointWriter(XyWorkbookWriter):
    """The same for points."""

    @property
    def xlsx_blob(self) -> bytes:
        return _written(self)


def _written(writer: Any) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(file, options)
    workbook.set_properties({"created": writer._chart_data.moment})
    writer._populate_worksheet(workbook, workbook.add_worksheet())
    workbook.close()
    return file.getvalue()
