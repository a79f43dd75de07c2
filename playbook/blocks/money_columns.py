"""Money in tables: a whole column in yuan, or in thousands or ten thousands of them.

Worded cell by cell, 2.2万 would stand above 8,060 under one head, or 99,734 below 147 k, and who
reads down the column takes the wrong one for the larger. So the largest amount chooses the unit of
all, and the largest of a table how many decimals its columns have, which are added and subtracted
across. For the same reason the columns of one table share the unit; a column stays in yuan if all
its amounts are small, as prices are, unless it tells differences of what stands beside it. Chinese
counts in ten thousands from there on, English in thousands from a hundred thousand on, and leaves
to the yuan what is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.words.language import say
from playbook.words.wording import DASH, MINUS, tick

Cell = str | int | float | None

_FORMATS = ("money", "signed_money", "exact_money")
_NEVER = 10**18


@dataclass(frozen=True, kw_only=True)
class _Larger:
    """The larger unit of a language: from how large an amount on a column stands in it.

    ``alone`` and ``beside`` give the amount for ``_FORMATS``, the second in a table that has
    another column in the larger unit; ``decimals`` pairs amounts with those of what lies below.
    """

    name: str
    divisor: float
    alone: tuple[int, int, int]
    beside: tuple[int, int, int]
    decimals: tuple[tuple[int, int], ...]

    def begins(self, format: str, *, beside: bool) -> int:
        return (self.beside if beside else self.alone)[_FORMATS.index(format)]


_LARGER = {
    "元": _Larger(
        name="万元",
        divisor=1e4,
        alone=(10_000, 10_000, 100_000),
        beside=(10_000, 100, 10_000),
        decimals=((1_000_000, 2), (10_000_000, 1)),
    ),
    "CNY": _Larger(
        name="CNY k",
        divisor=1e3,
        alone=(99_500, 99_500, _NEVER),
        beside=(1_000, 100, _NEVER),
        decimals=((1_000_000, 1),),
    ),
}
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

    Beside a column in the larger unit a smaller one of the table joins it, one of differences from
    100 yuan on; what two decimals would lose is 0.00 there.
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
    told = next(unit.told for unit in joined if unit and unit.divisor > 1)
    decimals = _decimals(_LARGER[told], max(large))
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
    >>> one_unit([147_000, 99_734], "money", "CNY").words(99_734)
    '99.7'
    """
    if not _in_yuan(format, told):
        return None
    if _largest(values) >= _LARGER[told].begins(format, beside=False):
        larger = _larger(values, format, told)
        if not any(larger.loses(value) for value in values if isinstance(value, int | float)):
            return larger
    return OneUnit(told=told, name=told, format=format)


def _beside_others(values: Sequence[Cell], format: str, told: str) -> OneUnit | None:
    """Return the unit of a column in a table that has another one in the larger unit."""
    if not _in_yuan(format, told):
        return None
    if _largest(values) >= _LARGER[told].begins(format, beside=True):
        return _larger(values, format, told)
    return OneUnit(told=told, name=told, format=format)


def _in_yuan(format: str, told: str) -> bool:
    return format in _FORMATS and told in _LARGER


def _larger(values: Sequence[Cell], format: str, told: str) -> OneUnit:
    unit = _LARGER[told]
    decimals = _decimals(unit, _largest(values))
    return OneUnit(
        told=told, name=unit.name, format=format, divisor=unit.divisor, decimals=decimals
    )


def _largest(values: Sequence[Cell]) -> int:
    amounts = (abs(value) for value in values if isinstance(value, int | float))
    return round(max(amounts, default=0))


def _decimals(unit: _Larger, largest: float) -> int:
    return next((some for below, some in unit.decimals if largest < below), 0)
