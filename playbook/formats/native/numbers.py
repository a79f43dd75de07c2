"""The numbers inside a native chart: in which unit they are embedded, and their workbook.

A number format of PowerPoint can divide by thousands only, never by the myriads of Chinese money,
so amounts and times are embedded in the unit that the value axis names; shares stay shares of
one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

from playbook.blocks import Chart, Scatter, ValueChart
from playbook.words.wording import MINUS, axis_unit

SHARE = "0.0 %"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What the numbers are divided by, what they are then called and how they are written."""

    divisor: float
    name: str
    format: str
    axis_format: str

    def of(self, value: float | None) -> float | None:
        """Return the number as it is embedded."""
        return None if value is None else value / self.divisor


def embedded(chart: Chart) -> Unit:
    """Return the unit of a chart's values; of a scatter's, that of its y values."""
    if isinstance(chart, Scatter):
        return unit_of(chart.y_format, chart.numbers)
    if isinstance(chart, ValueChart):
        return unit_of(chart.format, chart.numbers)
    return Unit(divisor=1.0, name="", format="0", axis_format="0")


def embedded_x(chart: Scatter) -> Unit:
    """Return the unit of a scatter's x values."""
    return unit_of(chart.x_format, [point.x for point in chart.points])


def unit_of(format: str, values: Sequence[float | None]) -> Unit:
    """Return the unit that fits values of this format best, the largest deciding."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if format == "share":
        return Unit(divisor=1.0, name="", format=SHARE, axis_format="0 %")
    divisor, pattern = axis_unit(format, largest)
    if not divisor > 1 and "hours" not in format and format != "points":
        divisor = 1.0
    scaled = largest / divisor
    decimals = 0 if format == "integer" or scaled >= 100 else 1 if scaled >= 10 else 2
    if format in ("points", "tenths") or "hours" in format:
        decimals = 1
    plain = "#,##0" + ("." + "0" * decimals if decimals else "")
    signed = format.startswith("signed") or format == "points"
    written = f'+{plain};"{MINUS}"{plain};0' if signed else f'{plain};"{MINUS}"{plain};0'
    rough = "#,##0" + ("" if scaled >= 10 else ".0" if scaled >= 2 else ".00")
    return Unit(
        divisor=divisor,
        name=" ".join(pattern.replace("{}", "").split()),
        format=written,
        axis_format=f'{rough};"{MINUS}"{rough};0',
    )


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
