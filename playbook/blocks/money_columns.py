"""Money in the tables of a Chinese document: a whole column in yuan, or in ten thousands of them.

Worded cell by cell, 2.2万 would stand above 8,060 under one head, and who reads down the column
takes the second for the larger. So the largest amount chooses the unit of all, and the largest
of a table how many decimals its columns have, which are added and subtracted across. For the same
reason the columns of one table share the unit; a column stays in yuan if all its amounts are below
ten thousand, as prices are, unless it tells differences of what stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.words.language import say
from playbook.words.wording import DASH, MINUS, tick

Cell = str | int | float | None

MYRIAD = "万元"

# From how large an amount on, to the yuan, a column stands in myriads.
_FROM_CNY = {"money": 10_000, "signed_money": 10_000, "exact_money": 100_000}
_BESIDE_OTHERS_CNY = {"money": 10_000, "signed_money": 100, "exact_money": 10_000}
_DECIMALS_BELOW_CNY = ((1_000_000, 2), (10_000_000, 1))
_MOST_DECIMALS = 2
_ONE_OR_NONE_CNY = 15_000
_VANISHED = f"{0:.{_MOST_DECIMALS}f}"


@dataclass(frozen=True, kw_only=True)
class OneUnit:
    """How all money of a column, or of a row, is written; ``told`` is the unit that it replaces."""

    told: str
    name: str
    format: str
    divisor: float = 1.0
    decimals: int = 0

    def words(self, value: Cell) -> str:
        """Return a cell; an amount that would vanish gets more decimals, two at most.

        What vanishes in two is 0.00, and nothing alone is 0.

        >>> thousands = OneUnit(told="元", name="万元", format="money", divisor=1e4, decimals=1)
        >>> [thousands.words(each) for each in (152_000, 300, 30, 0, None, "元")]
        ['15.2', '0.03', '0.00', '0', '–', '万元']
        """
        if value is None:
            return DASH
        if isinstance(value, str):
            return self.name if value == self.told else value
        most = self.decimals if self.divisor == 1 else _MOST_DECIMALS
        tried = (self._written(value, decimals) for decimals in range(self.decimals, most + 1))
        nothing = _VANISHED if self.divisor > 1 and round(value) else "0"
        return next((text for text in tried if text != "0"), nothing)

    def span(self, low: Cell, high: Cell) -> str:
        """Return the two ends of an interval as figures of this unit."""
        if not isinstance(low, int | float) or not isinstance(high, int | float):
            return DASH
        return say("{low} to {high}", low=self._end(low), high=self._end(high))

    def loses(self, value: float) -> bool:
        """Say whether an amount of a yuan or more is too small for this unit."""
        return round(abs(value)) > 0 and self._written(value, _MOST_DECIMALS) == "0"

    def _end(self, value: float) -> str:
        """Return an end of an interval: its sign says whether the interval holds nought."""
        text = self.words(value)
        if text != _VANISHED or not self.format.startswith("signed"):
            return text
        return ("+" if value > 0 else MINUS) + text

    def _written(self, value: float, decimals: int) -> str:
        return tick(value, self.format, (self.divisor, "{}"), decimals)


def units_of(columns: Sequence[tuple[Sequence[Cell], str, str]]) -> list[OneUnit | None]:
    """Return the unit of each column of a table; a column is its cells, format and told unit.

    Beside a column in myriads a smaller one of the table joins it, from 10,000 yuan on, one of
    differences from 100; what two decimals would lose is 0.00 there.
    """
    alone = [one_unit(*column) for column in columns]
    if not any(unit and unit.divisor > 1 for unit in alone):
        return alone
    joined = [_beside_others(*column) for column in columns]
    large = [
        _largest(cells)
        for (cells, _, _), unit in zip(columns, joined, strict=True)
        if unit and unit.divisor > 1
    ]
    decimals = _decimals(max(large))
    return [
        replace(unit, decimals=_beside(decimals, cells)) if unit and unit.divisor > 1 else unit
        for (cells, _, _), unit in zip(columns, joined, strict=True)
    ]


def _beside(decimals: int, cells: Sequence[Cell]) -> int:
    """Return a column's decimals: the table's, but two where all would be nought or one.

    >>> _beside(0, [9_860, 4_930]), _beside(0, [98_600, 4_930])
    (2, 0)
    """
    return _MOST_DECIMALS if _largest(cells) < _ONE_OR_NONE_CNY else decimals


def one_unit(values: Sequence[Cell], format: str, told: str) -> OneUnit | None:
    """Return the unit of a column's cells, or of a row's; ``None`` if they are no money in yuan.

    >>> one_unit([21_900, 8_060, -3_129], "money", "元").name
    '万元'
    >>> one_unit([21_900, 8_060, 30], "money", "元").name  # 30 would vanish
    '元'
    """
    if not _in_yuan(format, told):
        return None
    if _largest(values) >= _FROM_CNY[format]:
        myriads = _myriads(values, format, told)
        if not any(myriads.loses(value) for value in values if isinstance(value, int | float)):
            return myriads
    return OneUnit(told=told, name=told, format=format)


def _beside_others(values: Sequence[Cell], format: str, told: str) -> OneUnit | None:
    """Return the unit of a column in a table that has another one in myriads."""
    if not _in_yuan(format, told):
        return None
    if _largest(values) >= _BESIDE_OTHERS_CNY[format]:
        return _myriads(values, format, told)
    return OneUnit(told=told, name=told, format=format)


def _in_yuan(format: str, told: str) -> bool:
    return format in _FROM_CNY and told in ("CNY", "元")


def _myriads(values: Sequence[Cell], format: str, told: str) -> OneUnit:
    decimals = _decimals(_largest(values))
    return OneUnit(told=told, name=MYRIAD, format=format, divisor=1e4, decimals=decimals)


def _largest(values: Sequence[Cell]) -> int:
    amounts = (abs(value) for value in values if isinstance(value, int | float))
    return round(max(amounts, default=0))


def _decimals(largest: float) -> int:
    return next((some for below, some in _DECIMALS_BELOW_CNY if largest < below), 0)
