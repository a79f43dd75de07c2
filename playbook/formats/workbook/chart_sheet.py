"""A chart in a sheet: its numbers as a table, and beside it the chart that Excel draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Native

from playbook.blocks import (
    Bars,
    Chart,
    Forest,
    GroupedBars,
    Lines,
    Scatter,
    SeriesBars,
    StackedBars,
    Table,
)
from playbook.formats.workbook.page import HEAD, SheetPage
from playbook.formats.workbook.styles import pattern, unit_of
from playbook.formats.workbook.table_sheet import write_table
from playbook.look.theme import GRID, INK, MUTED, look_of
from playbook.words.language import say

_FIRST = HEAD + 1
_MOST_MARKED = 29
_DASHES = ("solid", "dash", "square_dot", "long_dash", "dash_dot", "long_dash_dot")
_MARKERS = {
    "o": "circle",
    "v": "triangle",
    "^": "triangle",
    "s": "square",
    "D": "diamond",
    "X": "x",
    "P": "plus",
}


def write_chart(page: SheetPage, workbook: Workbook, chart: Chart, chapter: str) -> None:
    """Write a chart with its numbers; gaps stay empty cells, as Excel leaves them out."""
    table = chart.as_table()
    write_table(page, table, chapter, gap="")
    drawn = _native(workbook, page.sheet.get_name(), chart, table)
    page.sheet.insert_chart(
        HEAD, len(table.columns) + 1, drawn, {"description": chart.alt, "object_position": 2}
    )


def _native(workbook: Workbook, sheet: str, chart: Chart, table: Table) -> Native:
    """Return the chart of the table that stands in ``sheet``."""
    cells = _Cells(sheet, len(table.rows))
    drawn: Native = _DRAWN[type(chart)](workbook, cells, chart)
    font = {"size": 11, "bold": True, "color": INK}
    # The title is that of the sheet, in A1: a text given here might be taken for a formula.
    drawn.set_title({"name": [sheet, 0, 0], "name_font": font, "overlay": False})
    drawn.set_size({"width": 760, "height": _height(chart)})
    drawn.show_na_as_empty_cell()
    return drawn


class _Cells:
    """Name the ranges of one sheet's table."""

    def __init__(self, sheet: str, rows: int) -> None:
        self.sheet = sheet
        self.last = HEAD + rows

    def column(self, index: int) -> list[str | int]:
        return [self.sheet, _FIRST, index, self.last, index]

    def cell(self, row: int, index: int) -> list[str | int]:
        return [self.sheet, _FIRST + row, index, _FIRST + row, index]

    def formula(self, index: int) -> str:
        letter = chr(ord("A") + index)
        return f"='{self.sheet}'!${letter}${_FIRST + 1}:${letter}${self.last + 1}"

    def head(self, index: int) -> list[str | int]:
        return [self.sheet, HEAD, index]


def _bars(workbook: Workbook, cells: _Cells, bars: Bars) -> Native:
    chart = workbook.add_chart({"type": "bar" if bars.lies else "column"})
    keys = bars.keys or (None,) * len(bars.labels)
    intervals = bars.low is not None and bars.high is not None
    chart.add_series(_one_bar_each(cells, keys, intervals, bars.lies))
    chart.set_legend({"none": True})
    _axes(chart, bars.format, bars.value_label, across=bars.lies)
    return chart


def _forest(workbook: Workbook, cells: _Cells, forest: Forest) -> Native:
    chart = workbook.add_chart({"type": "bar"})
    keys = [point.key for point in forest.points]
    chart.add_series(_one_bar_each(cells, keys, True, True) | {"gap": 160})
    chart.set_legend({"none": True})
    _axes(chart, forest.format, forest.x_label, across=True, at=forest.reference)
    return chart


def _one_bar_each(
    cells: _Cells, keys: Sequence[str | None], intervals: bool, across: bool
) -> dict[str, Any]:
    plain = look_of(None, 0).colour
    series: dict[str, Any] = {
        "name": cells.head(1),
        "categories": cells.column(0),
        "values": cells.column(1),
        "points": [{"fill": {"color": look_of(key).colour if key else plain}} for key in keys],
        "gap": 60,
    }
    if intervals:
        series["x_error_bars" if across else "y_error_bars"] = {
            "type": "custom",
            "minus_values": cells.formula(4),
            "plus_values": cells.formula(5),
            "line": {"color": INK, "width": 1.5},
        }
    if across and intervals:  # a bar's value axis is Excel's y axis even when it lies across
        series["y_error_bars"] = series.pop("x_error_bars")
    return series


def _series_bars(workbook: Workbook, cells: _Cells, bars: SeriesBars) -> Native:
    kind = {"type": "bar" if bars.lies else "column"}
    stacked = {"subtype": "stacked"} if isinstance(bars, StackedBars) else {}
    chart = workbook.add_chart(kind | stacked)
    for index, one in enumerate(bars.series):
        chart.add_series(
            {
                "name": cells.head(index + 1),
                "categories": cells.column(0),
                "values": cells.column(index + 1),
                "fill": {"color": look_of(one.key, index).colour},
                "gap": 60,
            }
        )
    chart.set_legend({"position": "bottom"})
    _axes(chart, bars.format, bars.value_label, across=bars.lies)
    return chart


def _lines(workbook: Workbook, cells: _Cells, lines: Lines) -> Native:
    names = {"type": "line"}
    chart = workbook.add_chart(
        names if lines.over_names else {"type": "scatter", "subtype": "straight"}
    )
    columns = list(_columns(lines))
    for column, (index, is_band) in enumerate(columns, start=1):
        look = _band(lines, index) if is_band else _line(lines, index)
        chart.add_series(
            {
                "name": cells.head(column),
                "categories": cells.column(0),
                "values": cells.column(column),
                **look,
            }
        )
    # The thin lines are the ends of the band of the thick line in their colour.
    unnamed = [place for place, (_, is_band) in enumerate(columns) if is_band]
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    _axes(chart, lines.format, lines.value_label, across=False)
    chart.set_x_axis({"name": lines.x_label, "label_position": "low", "num_font": {"size": 9}})
    return chart


def _columns(lines: Lines) -> Iterator[tuple[int, bool]]:
    """Yield of each column of numbers its series, and whether it is an end of its band."""
    for index, one in enumerate(lines.series):
        yield index, False
        yield from ((index, True) for ends in (one.low, one.high) if ends is not None)


def _line(lines: Lines, index: int) -> dict[str, Any]:
    look = look_of(lines.series[index].key, index)
    dash = _DASHES[index % len(_DASHES)]
    marked = len(lines.x) <= _MOST_MARKED
    return {
        "line": {"color": look.colour, "width": 2.25, "dash_type": dash},
        "marker": {
            "type": _MARKERS.get(look.marker, "circle") if marked else "none",
            "size": 6,
            "fill": {"color": look.colour},
            "border": {"color": look.colour},
        },
    }


def _band(lines: Lines, index: int) -> dict[str, Any]:
    colour = look_of(lines.series[index].key, index).colour
    line = {"color": colour, "width": 0.75, "transparency": 45}
    return {"line": line, "marker": {"type": "none"}}


def _scatter(workbook: Workbook, cells: _Cells, scatter: Scatter) -> Native:
    chart = workbook.add_chart({"type": "scatter"})
    for index, point in enumerate(scatter.points):
        look = look_of(point.key, index)
        chart.add_series(
            {
                "name": cells.cell(index, 0)[:3],
                "categories": cells.cell(index, 1),
                "values": cells.cell(index, 2),
                "marker": {
                    "type": _MARKERS.get(look.marker, "circle"),
                    "size": 9,
                    "fill": {"color": look.colour},
                    "border": {"color": INK},
                },
                "data_labels": {"series_name": True, "value": False, "position": "right"},
            }
        )
    chart.set_legend({"none": True})
    for axis, name, format in (
        (chart.set_x_axis, scatter.x_label, scatter.x_format),
        (chart.set_y_axis, scatter.y_label, scatter.y_format),
    ):
        axis(_value_axis(format, _with_unit(name, format)))
    return chart


def _axes(chart: Native, format: str, name: str, *, across: bool, at: float = 0) -> None:
    values = _value_axis(format, _with_unit(name, format))
    labels: dict[str, Any] = {"label_position": "low", "num_font": {"size": 9}}
    if across:
        labels["reverse"] = True
    if at:
        values["crossing"] = at
    if across:  # XlsxWriter's y axis stands upright in both directions
        chart.set_y_axis(labels)
        chart.set_x_axis(values | {"label_position": "high"})
    else:
        chart.set_x_axis(labels)
        chart.set_y_axis(values)


def _value_axis(format: str, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_font": {"size": 9, "bold": False, "color": MUTED},
        "num_format": pattern(format) if format != "number" else "General",
        "num_font": {"size": 9},
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
        "label_position": "low",
    }


def _with_unit(name: str, format: str) -> str:
    unit = unit_of(format)
    if name and unit:
        return say("{name} ({unit})", name=name, unit=unit)
    return name or unit


def _height(chart: Chart) -> int:
    match chart:
        case Forest() | Bars() if chart.lies:
            return max(320, 150 + 34 * len(chart.labels))
        case SeriesBars() if chart.lies:
            return max(320, 150 + 34 * len(chart.labels) * (len(chart.series) // 3 + 1))
    return 430


_DRAWN: dict[type[Chart], Callable[[Workbook, _Cells, Any], Native]] = {
    Bars: _bars,
    Forest: _forest,
    GroupedBars: _series_bars,
    StackedBars: _series_bars,
    Lines: _lines,
    Scatter: _scatter,
}
