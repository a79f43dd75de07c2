"""What the data of each kind of chart must look like.

Every kind is a JSON mapping; ``format`` names how its numbers are written (``wording.FORMATS``);
``key`` names a regime, which fixes colour, hatch and marker. None is a gap.

bars          labels, values, format; low and high (interval ends), keys, orientation
grouped_bars  labels, series [{name, values; key}], format; orientation
stacked_bars  the same as grouped_bars
lines         x (texts or numbers), series [{name, values; low, high, key}], format; x_label, band
forest        points [{label, value, low, high; key}], format; reference (default 0), x_label
gantt         bars [{label, area, start, finish; critical, start_late, finish_late}], unit
              ("date", a bar fills its last day, or "working_day"); milestones [{label, at}]
scatter       points [{label, x, y; key}], x_format, y_format, x_label, y_label
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from playbook.blocks.block_checks import Findings
from playbook.words.wording import FORMATS
from sim.language import say

KINDS = ("bars", "grouped_bars", "stacked_bars", "lines", "forest", "gantt", "scatter")
ORIENTATIONS = ("horizontal", "vertical")


def check(findings: Findings, kind: str, data: Any) -> None:
    """Note every fault of ``data`` as a chart of ``kind``."""
    _CHECKS[kind](findings, data)


def _bars(findings: Findings, data: Any) -> None:
    optional = {"low", "high", "keys", "orientation", "value_label"}
    if not findings.keys("data", data, {"labels", "values", "format"}, optional):
        return
    findings.texts("data.labels", data["labels"])
    _format(findings, data)
    findings.choice("data.orientation", data.get("orientation", "vertical"), ORIENTATIONS)
    for name in ("values", "low", "high"):
        if name in data:
            _numbers(findings, f"data.{name}", data[name], len(data["labels"]))
    _keys(findings, data.get("keys"), len(data["labels"]))


def _series_bars(findings: Findings, data: Any) -> None:
    optional = {"orientation", "value_label"}
    if not findings.keys("data", data, {"labels", "series", "format"}, optional):
        return
    findings.texts("data.labels", data["labels"])
    _format(findings, data)
    findings.choice("data.orientation", data.get("orientation", "vertical"), ORIENTATIONS)
    _series(findings, data["series"], len(data["labels"]), {"key"})


def _lines(findings: Findings, data: Any) -> None:
    optional = {"x_label", "band", "value_label"}
    if not findings.keys("data", data, {"x", "series", "format"}, optional):
        return
    _format(findings, data)
    _axis(findings, data["x"])
    _series(findings, data["series"], len(data["x"]), {"low", "high", "key"})


def _forest(findings: Findings, data: Any) -> None:
    if not findings.keys("data", data, {"points", "format"}, {"reference", "x_label"}):
        return
    _format(findings, data)
    findings.number("data.reference", data.get("reference", 0), may_be_none=False)
    for place, point in findings.items("data.points", data["points"]):
        if findings.keys(place, point, {"label", "value", "low", "high"}, {"key"}):
            findings.text(f"{place}.label", point["label"])
            for name in ("value", "low", "high"):
                findings.number(f"{place}.{name}", point[name])
            _key(findings, place, point)


def _gantt(findings: Findings, data: Any) -> None:
    if not findings.keys("data", data, {"bars", "unit"}, {"milestones", "x_label"}):
        return
    findings.choice("data.unit", data["unit"], ("date", "working_day"))
    optional = {"critical", "start_late", "finish_late"}
    for place, bar in findings.items("data.bars", data["bars"]):
        if findings.keys(place, bar, {"label", "area", "start", "finish"}, optional):
            findings.text(f"{place}.label", bar["label"])
            findings.text(f"{place}.area", bar["area"])
            _span(findings, place, bar, data["unit"])
            findings.choice(f"{place}.critical", str(bar.get("critical", False)), ("True", "False"))
    for place, stone in findings.items("data.milestones", data.get("milestones", []), least=0):
        if findings.keys(place, stone, {"label", "at"}, set()):
            findings.text(f"{place}.label", stone["label"])
            _moment(findings, f"{place}.at", stone["at"], data["unit"])


def _scatter(findings: Findings, data: Any) -> None:
    needed = {"points", "x_format", "y_format", "x_label", "y_label"}
    if not findings.keys("data", data, needed, set()):
        return
    for name in ("x_format", "y_format"):
        findings.choice(f"data.{name}", data[name], FORMATS)
    for name in ("x_label", "y_label"):
        findings.text(f"data.{name}", data[name])
    for place, point in findings.items("data.points", data["points"]):
        if findings.keys(place, point, {"label", "x", "y"}, {"key"}):
            findings.text(f"{place}.label", point["label"], may_be_empty=True)
            findings.number(f"{place}.x", point["x"], may_be_none=False)
            findings.number(f"{place}.y", point["y"], may_be_none=False)
            _key(findings, place, point)


def _format(findings: Findings, data: dict[str, Any]) -> None:
    findings.choice("data.format", data["format"], FORMATS)
    for name in ("x_label", "value_label", "band"):
        findings.text(f"data.{name}", data.get(name, ""), may_be_empty=True)


def _axis(findings: Findings, x: Any) -> None:
    members = findings.items("data.x", x, least=2)
    if all(isinstance(item, str) for _, item in members):
        findings.texts("data.x", x)
        return
    for place, item in members:
        findings.number(place, item, may_be_none=False)


def _series(findings: Findings, series: Any, length: int, optional: set[str]) -> None:
    for place, one in findings.items("data.series", series):
        if findings.keys(place, one, {"name", "values"}, optional):
            findings.text(f"{place}.name", one["name"])
            for name in {"values", "low", "high"} & one.keys():
                _numbers(findings, f"{place}.{name}", one[name], length)
            _key(findings, place, one)


def _numbers(findings: Findings, field: str, values: Any, length: int) -> None:
    members = findings.items(field, values)
    if members and len(members) != length:
        findings.refuse(
            field, values, say("must have {count} members, one for each label", count=length)
        )
    for place, item in members:
        findings.number(place, item)


def _keys(findings: Findings, keys: Any, length: int) -> None:
    if keys is None:
        return
    if len(findings.items("data.keys", keys)) != length:
        findings.refuse(
            "data.keys", keys, say("must have {count} members, one for each label", count=length)
        )


def _key(findings: Findings, place: str, holder: dict[str, Any]) -> None:
    if holder.get("key") is not None:
        findings.text(f"{place}.key", holder["key"])


def _span(findings: Findings, place: str, bar: dict[str, Any], unit: str) -> None:
    ends = {"start", "finish", "start_late", "finish_late"} & bar.keys()
    sound = [_moment(findings, f"{place}.{end}", bar[end], unit) for end in sorted(ends)]
    if all(sound) and bar["finish"] < bar["start"]:
        findings.refuse(
            f"{place}.finish",
            bar["finish"],
            say("lies before its start {start}", start=bar["start"]),
        )


def _moment(findings: Findings, field: str, value: Any, unit: str) -> bool:
    before = len(findings.problems)
    if unit == "date":
        if not _is_date(value):
            findings.refuse(field, value, say("must be a date such as '2010-10-01'"))
    else:
        findings.number(field, value, may_be_none=False)
    return len(findings.problems) == before


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[Findings, Any], None]] = {
    "bars": _bars,
    "grouped_bars": _series_bars,
    "stacked_bars": _series_bars,
    "lines": _lines,
    "forest": _forest,
    "gantt": _gantt,
    "scatter": _scatter,
}
