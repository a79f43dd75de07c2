"""Money in the tables of a Chinese document: a whole column in yuan, or in ten thousands of them.

Worded cell by cell, 2.2万 would stand above 8,060 under one head, and who reads down the column
takes the second for the larger. So the largest amount chooses the unit of all, and the largest
of a table how many decimals its columns have, which are added and subtracted across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.words.wording import DASH, tick

Cell = str | int | float | None

MYRIAD = "万元"

# From how large an amount on, to the yuan, a column stands in myriads.
_FROM_CNY = {"money": 10_000, "signed_money": 10_000, "exact_money": 100_000}
_BESIDE_OTHERS_CNY = 10_000
_DECIMALS_BELOW_CNY = ((1_000_000, 2), (10_000_000, 1))
_MOST_DECIMALS = 2


@dataclass(frozen=True, kw_only=True)
class OneUnit:
    """How all money of a column, or of a row, is written; ``told`` is the unit that it replaces."""

    told: str
    name: str
    format: str
    divisor: float = 1.0
    decimals: int = 0

    def words(self, value: Cell) -> str:
        """Return a cell; an amount that would vanish gets more decimals, as far as there are.

        >>> thousands = OneUnit(told="元", name="万元", format="money", divisor=1e4, decimals=1)
        >>> [thousands.words(each) for each in (152_000, 300, 0, None, "元")]
        ['15.2', '0.03', '0', '–', '万元']
        """
        if value is None:
            return DASH
        if isinstance(value, str):
            return self.name if value == self.told else value
        most = self.decimals if self.divisor == 1 else _MOST_DECIMALS
        tried = (self._written(value, decimals) for decimals in range(self.decimals, most + 1))
        return next((text for text in tried if text != "0"), "0")

    def loses(self, value: float) -> bool:
        """Say whether an amount of a yuan or more is too small for this unit."""
        return round(abs(value)) > 0 and self._written(value, _MOST_DECIMALS) == "0"

    def _written(self, value: float, decimals: int) -> str:
        return tick(value, self.format, (self.divisor, "{}"), decimals)


def units_of(columns: Sequence[tuple[Sequence[Cell], str, str]]) -> list[OneUnit | None]:
    """Return the unit of each column of a table; a column is its cells, format and told unit.

    Beside a column in myriads a smaller one of the table joins it, from 10,000 yuan on.
    """
    alone = [one_unit(*column) for column in columns]
    if not any(unit and unit.divisor > 1 for unit in alone):
        return alone
    joined = [one_unit(*column, least=_BESIDE_OTHERS_CNY) for column in columns]
    large = [
        _largest(cells)
        for (cells, _, _), unit in zip(columns, joined, strict=True)
        if unit and unit.divisor > 1
    ]
    decimals = _decimals(max(large))
    return [
        replace(unit, decimals=decimals) if unit and unit.divisor > 1 else unit for unit in joined
    ]


def one_unit(
    values: Sequence[Cell], format: str, told: str, *, least: int | None = None
) -> OneUnit | None:
    """Return the unit of a column's cells, or of a row's; ``None`` if they are no money in yuan.

    ``least`` is the largest amount from which on it stands in myriads, by default the format's.

    >>> one_unit([21_900, 8_060, -3_129], "money", "元").name
    '万元'
    >>> one_unit([21_900, 8_060, 30], "money", "元").name  # 30 would vanish
    '元'
    """
    if format not in _FROM_CNY or told not in ("CNY", "元"):
        return None
    amounts = [value for value in values if isinstance(value, int | float)]
    largest = _largest(values)
    if largest >= (least or _FROM_CNY[format]):
        decimals = _decimals(largest)
        myriads = OneUnit(told=told, name=MYRIAD, format=format, divisor=1e4, decimals=decimals)
        if not any(map(myriads.loses, amounts)):
            return myriads
    return OneUnit(told=told, name=told, format=format)


def _largest(values: Sequence[Cell]) -> int:
    amounts = (abs(value) for value in values if isinstance(value, int | float))
    return round(max(amounts, default=0))


def _decimals(largest: float) -> int:
    return next((some for below, some in _DECIMALS_BELOW_CNY if largest < below), 0)
