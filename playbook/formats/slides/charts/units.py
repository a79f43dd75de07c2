"""In which unit a chart's numbers are embedded, said in one place for charts and their tests.

A number format of PowerPoint can divide by thousands only, never by the myriads of Chinese money,
so amounts and times are embedded in the unit that the value axis names; shares stay shares of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playbook.blocks import Chart
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
    data = chart.data
    if chart.kind == "gantt":
        return Unit(divisor=1.0, name="", format="0", axis_format="0")
    if chart.kind == "scatter":
        return unit_of(data["y_format"], [point["y"] for point in data["points"]])
    return unit_of(data["format"], _values(data))


def embedded_x(chart: Chart) -> Unit:
    """Return the unit of a scatter's x values."""
    return unit_of(chart.data["x_format"], [point["x"] for point in chart.data["points"]])


def unit_of(format: str, values: list[float | None]) -> Unit:
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


def _values(data: dict[str, Any]) -> list[float | None]:
    """Return every number of a chart, ends of intervals included."""
    found: list[float | None] = []
    for holder in [data, *data.get("series", []), *data.get("points", [])]:
        for name in ("values", "low", "high", "value"):
            value = holder.get(name)
            found += value if isinstance(value, list | tuple) else [value]
    return found
