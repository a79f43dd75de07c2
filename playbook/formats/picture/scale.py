"""From values to pixels, with round ticks written in one unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from playbook.words.wording import axis_unit, tick


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Map values from ``low`` to ``high`` onto pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of ``value``."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, format: str, about: int = 5) -> list[tuple[float, str]]:
        """Return round values inside the scale with their words."""
        unit = axis_unit(format, max(abs(self.low), abs(self.high)))
        step = _round_step((self.high - self.low) / unit[0] / about, whole=format == "integer")
        first, last = (
            ceil(self.low / unit[0] / step - 1e-9),
            floor(self.high / unit[0] / step + 1e-9),
        )
        decimals = max(0, -floor(log10(step) + 1e-9)) + (1 if _is_quarter(step) else 0)
        values = [index * step * unit[0] for index in range(first, last + 1)]
        return [(value, tick(value, format, unit, decimals)) for value in values]


def extent(values: Iterable[float | None], *, zero: bool, room: float = 0.0) -> tuple[float, float]:
    """Return the least and greatest of the values, with zero and some room when asked."""
    present = [value for value in values if value is not None] or [0.0]
    low, high = min(present), max(present)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        spread = abs(high) or 1.0
        return (low, high + spread) if zero else (low - spread / 2, high + spread / 2)
    margin = (high - low) * room
    return low - (margin if low < 0 or not zero else 0), high + margin


def _round_step(least: float, *, whole: bool) -> float:
    power = 10.0 ** floor(log10(least))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if power * part >= least * 0.8)
    return max(1.0, float(ceil(step))) if whole else step


def _is_quarter(step: float) -> bool:
    return abs(step / 10.0 ** floor(log10(step) + 1e-9) - 2.5) < 1e-6
