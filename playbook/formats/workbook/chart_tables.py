"""The numbers of a chart as a table: what a native chart is drawn from, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playbook.blocks import Chart, Column, Table
from playbook.words.language import say

Cell = str | float | None


def as_table(chart: Chart) -> Table:
    """Return a chart's numbers: one row a label, the ends of intervals beside their value."""
    columns, rows, formulas = _SHAPES[chart.kind](chart.data)
    return Table(
        title=chart.title,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        note=chart.note,
        formulas=formulas,
    )


_Shape = tuple[list[Column], list[list[Cell]], tuple[tuple[str, str], ...]]

REACH = (("below", "value - low"), ("above", "high - value"))
"""How far an interval reaches from its value: the lengths of the error bars, live."""


def _bars(data: dict[str, Any]) -> _Shape:
    columns = [
        Column(name=say("Item")),
        _number(data.get("value_label") or say("Value"), data["format"], "value"),
    ]
    rows: list[list[Cell]] = [
        [label, value] for label, value in zip(data["labels"], data["values"], strict=True)
    ]
    if not {"low", "high"} <= data.keys():
        return columns, rows, ()
    for row, low, high in zip(rows, data["low"], data["high"], strict=True):
        row += _interval(row[1], low, high)
    return columns + _interval_columns(data["format"]), rows, REACH


def _forest(data: dict[str, Any]) -> _Shape:
    columns = [
        Column(name=say("Item")),
        _number(data.get("x_label") or say("Value"), data["format"], "value"),
        *_interval_columns(data["format"]),
    ]
    rows: list[list[Cell]] = [
        [p["label"], p["value"], *_interval(p["value"], p["low"], p["high"])]
        for p in data["points"]
    ]
    return columns, rows, REACH


def _series(data: dict[str, Any]) -> _Shape:
    columns = [Column(name=say("Item"))]
    columns += [_number(one["name"], data["format"]) for one in data["series"]]
    rows = [
        [label, *(one["values"][index] for one in data["series"])]
        for index, label in enumerate(data["labels"])
    ]
    return columns, rows, ()


def _lines(data: dict[str, Any]) -> _Shape:
    texts = isinstance(data["x"][0], str)
    columns = [
        Column(name=data.get("x_label") or say("Point"), format="text" if texts else "number")
    ]
    rows: list[list[Cell]] = [[x] for x in data["x"]]
    for one in data["series"]:
        for end, name in (
            ("values", one["name"]),
            ("low", say("{name}, low end", name=one["name"])),
            ("high", say("{name}, high end", name=one["name"])),
        ):
            if end in one:
                columns.append(_number(name, data["format"]))
                for row, value in zip(rows, one[end], strict=True):
                    row.append(value)
    return columns, rows, ()


def _scatter(data: dict[str, Any]) -> _Shape:
    columns = [
        Column(name=say("Item")),
        _number(data["x_label"], data["x_format"]),
        _number(data["y_label"], data["y_format"]),
    ]
    return columns, [[p["label"], p["x"], p["y"]] for p in data["points"]], ()


def _number(name: str, format: str, id: str = "") -> Column:
    return Column(name=name, format="number" if format == "text" else format, id=id)


def _interval_columns(format: str) -> list[Column]:
    plain = format.removeprefix("signed_")
    return [
        _number(say("Low end"), format, "low"),
        _number(say("High end"), format, "high"),
        _number(say("Below the value"), plain, "below"),
        _number(say("Above the value"), plain, "above"),
    ]


def _interval(value: Cell, low: Cell, high: Cell) -> list[Cell]:
    """Return the ends of an interval and how far they lie from its value."""
    if not (
        isinstance(value, int | float)
        and isinstance(low, int | float)
        and isinstance(high, int | float)
    ):
        return [low, high, None, None]
    return [low, high, value - low, high - value]


_SHAPES: dict[str, Callable[[dict[str, Any]], _Shape]] = {
    "bars": _bars,
    "forest": _forest,
    "grouped_bars": _series,
    "stacked_bars": _series,
    "lines": _lines,
    "scatter": _scatter,
}
