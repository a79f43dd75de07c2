"""Charts that Excel draws itself from the cells beside them, in the looks of the other formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Native

from playbook.blocks import Chart, Table
from playbook.formats.workbook.number_formats import pattern, unit_of
from playbook.formats.workbook.page import HEAD
from playbook.look.theme import GRID, INK, MUTED, look_of
from sim.language import say

_FIRST = HEAD + 1
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


def native(workbook: Workbook, sheet: str, chart: Chart, table: Table) -> Native:
    """Return the chart of the table that stands in ``sheet``."""
    cells = _Cells(sheet, len(table.rows))
    drawn: Native = _DRAWN[chart.kind](workbook, cells, chart.data)
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


def _bars(workbook: Workbook, cells: _Cells, data: dict[str, Any]) -> Native:
    across = data.get("orientation", "vertical") == "horizontal"
    chart = workbook.add_chart({"type": "bar" if across else "column"})
    keys = data.get("keys") or [None] * len(data["labels"])
    chart.add_series(_one_bar_each(cells, keys, data.keys() >= {"low", "high"}, across))
    chart.set_legend({"none": True})
    _axes(chart, data["format"], data.get("value_label", ""), across=across)
    return chart


def _forest(workbook: Workbook, cells: _Cells, data: dict[str, Any]) -> Native:
    chart = workbook.add_chart({"type": "bar"})
    keys = [point.get("key") for point in data["points"]]
    chart.add_series(_one_bar_each(cells, keys, True, True) | {"gap": 160})
    chart.set_legend({"none": True})
    _axes(chart, data["format"], data.get("x_label", ""), across=True, at=data.get("reference", 0))
    return chart


def _one_bar_each(
    cells: _Cells, keys: list[str | None], intervals: bool, across: bool
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


def _series_bars(stacked: bool) -> Callable[[Workbook, _Cells, dict[str, Any]], Native]:
    def drawn(workbook: Workbook, cells: _Cells, data: dict[str, Any]) -> Native:
        across = data.get("orientation", "vertical") == "horizontal"
        kind = {"type": "bar" if across else "column"}
        chart = workbook.add_chart(kind | ({"subtype": "stacked"} if stacked else {}))
        for index, one in enumerate(data["series"]):
            fill = {"color": look_of(one.get("key"), index).colour}
            chart.add_series(
                {
                    "name": cells.head(index + 1),
                    "categories": cells.column(0),
                    "values": cells.column(index + 1),
                    "fill": fill,
                    "gap": 60,
                }
            )
        chart.set_legend({"position": "bottom"})
        _axes(chart, data["format"], data.get("value_label", ""), across=across)
        return chart

    return drawn


def _lines(workbook: Workbook, cells: _Cells, data: dict[str, Any]) -> Native:
    texts = isinstance(data["x"][0], str)
    kind = {"type": "line"} if texts else {"type": "scatter", "subtype": "straight"}
    chart = workbook.add_chart(kind)
    column, unnamed = 1, []
    for index, one in enumerate(data["series"]):
        look = look_of(one.get("key"), index)
        for end in ("values", "low", "high"):
            if end not in one:
                continue
            line: dict[str, Any] = {"color": look.colour, "width": 2.25}
            if end == "values":
                marker = {
                    "type": _MARKERS.get(look.marker, "circle") if len(data["x"]) < 30 else "none",
                    "size": 6,
                    "fill": {"color": look.colour},
                    "border": {"color": look.colour},
                }
                line["dash_type"] = _DASHES[index % len(_DASHES)]
            else:
                unnamed.append(column - 1)
                marker = {"type": "none"}
                line |= {"width": 0.75, "transparency": 45}
            chart.add_series(
                {
                    "name": cells.head(column),
                    "categories": cells.column(0),
                    "values": cells.column(column),
                    "line": line,
                    "marker": marker,
                }
            )
            column += 1
    # The thin lines are the ends of the band of the thick line in their colour.
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    _axes(chart, data["format"], data.get("value_label", ""), across=False)
    chart.set_x_axis(
        {"name": data.get("x_label", ""), "label_position": "low", "num_font": {"size": 9}}
    )
    return chart


def _scatter(workbook: Workbook, cells: _Cells, data: dict[str, Any]) -> Native:
    chart = workbook.add_chart({"type": "scatter"})
    for index, point in enumerate(data["points"]):
        look = look_of(point.get("key"), index)
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
    for axis, name in ((chart.set_x_axis, "x"), (chart.set_y_axis, "y")):
        format = data[f"{name}_format"]
        axis(_value_axis(format, _with_unit(data[f"{name}_label"], format)))
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
    if chart.kind == "forest" or chart.data.get("orientation") == "horizontal":
        rows = len(chart.data.get("points") or chart.data["labels"])
        return max(320, 150 + 34 * rows * (len(chart.data.get("series", [0])) // 3 + 1))
    return 430


_DRAWN: dict[str, Callable[[Workbook, _Cells, dict[str, Any]], Native]] = {
    "bars": _bars,
    "forest": _forest,
    "grouped_bars": _series_bars(stacked=False),
    "stacked_bars": _series_bars(stacked=True),
    "lines": _lines,
    "scatter": _scatter,
}
