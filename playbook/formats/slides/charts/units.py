"""In which unit a chart's numbers are embedded, said in one place for charts and their tests.

A number format of PowerPoint can divide by thousands only, never by the myriads of Chinese money,
so amounts and times are embedded in the unit that the value axis names; shares stay shares of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
