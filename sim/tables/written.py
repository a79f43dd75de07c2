"""What people write in a cell: full-width digits, thousands, units, ``3%``, ``1.2万``, ``是``.

What a cell surely means is taken; of what it might mean nothing is guessed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from decimal import Decimal

from sim.tables.columns import DataColumn

_BEFORE = {"cny": r"(?:cny|rmb|¥|人民币)?"}
_AFTER = {
    "cny": r"(?:元|cny|rmb|人民币)?",
    "days": r"(?:天|日|days?)?",
    "h": r"(?:小时|hours?|h)?",
    "kg": r"(?:kg|千克|公斤)?",
    "m2": r"(?:m2|平方米|平米)?",
    "min": r"(?:分钟|分|minutes?|min)?",
    "units": r"(?:件|个|units?|pcs)?",
}
"""The units by the last part of a key, as people write them."""

_NUMBER = (
    r"(?P<number>[+-]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,40})?"
    r"(?:\.\d{1,40})?(?:e[+-]?\d{1,3})?)"
)
_UP_TO = re.compile(r"^(?:不超过|不高于|up to|<=|≤)|(?:\(含\)|及以下|以下|以内|\(含\))+$")
_TIMES = {"%": Decimal("0.01"), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 0?0:00(?::00)?)?")
_TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "1", "是", "对", "有", "√", "✓"), True),
    **dict.fromkeys(("false", "no", "n", "0", "否", "无", "×"), False),
}
_TOTALS = {"total", "totals", "sum", "grand total", "合计", "总计", "小计", "共计"}


def number_in(text: str, key: str = "") -> int | float | None:
    """Return the number that a text surely is; the last part of ``key`` says its unit.

    A whole number is an ``int``. A share of a hundred is no amount of money and no weight.

    >>> [number_in(text) for text in ("1 950 000", "１２．５", "12,000", "8 %", "50万", "1,5")]
    [1950000, 12.5, 12000, 0.08, 500000, None]
    >>> number_in("￥1.2万元", "unit_cost_cny"), number_in("10万元以下", "up_to_cny")
    (12000, 100000)
    """
    name = key.rpartition(".")[2]
    bare = _plain(text)
    if name.startswith("up_to"):
        bare = _UP_TO.sub("", bare).strip()
    unit = name.rpartition("_")[2]
    signs = "[万亿]" if unit in _AFTER else "[%万亿]"
    pattern = rf"{_BEFORE.get(unit, '')} ?{_NUMBER} ?(?P<sign>{signs})? ?{_AFTER.get(unit, '')}"
    found = re.fullmatch(pattern, bare)
    if found is None:
        return None
    digits = found["number"].replace(",", "").replace(" ", "")
    return _valued(Decimal(digits) * _TIMES.get(found["sign"], Decimal(1)))


def _valued(number: Decimal) -> int | float | None:
    """Return a number whole if it is that, None if it lies beyond what is counted with."""
    if number == number.to_integral_value() and number.adjusted() < 40:
        return int(number)
    return float(number) if math.isfinite(float(number)) else None


def holds_several(text: str) -> bool:
    """Tell whether a text holds more than one number, as ``3-5`` and ``12 / 15`` do."""
    return len(re.findall(r"\d+(?:[.,]\d+)*(?:e[+-]?\d+)?", _plain(text))) > 1


def truth_in(text: str) -> bool | None:
    """Return the yes or no that a text surely is.

    >>> truth_in("是"), truth_in("０"), truth_in("maybe")
    (True, False, None)
    """
    return _TRUTH.get(_plain(text))


def date_in(text: str) -> date | None:
    """Return the day that a text surely is: the year first; raise ``ValueError`` if it is none.

    >>> date_in("2010年8月1日"), date_in("1.8.10")
    (datetime.date(2010, 8, 1), None)
    """
    found = _DATE.fullmatch(_plain(text))
    return date(*map(int, found.groups())) if found else None


def as_in_a_table(column: DataColumn, text: str) -> str:
    """Return a cell as the tables of ``data/`` would have it; what is not sure, as it stands.

    >>> cost = DataColumn(table="skus", name="unit_cost_cny", type="money_cny", meaning="")
    >>> as_in_a_table(cost, "￥1,234.50"), as_in_a_table(cost, "3-5")
    ('1234.5', '3-5')
    """
    bare = text.strip()
    if column.type in ("number", "money_cny", "share", "integer"):
        number = number_in(bare, column.name)
        return bare if number is None else str(number)
    if column.type == "bool":
        truth = truth_in(bare)
        return bare if truth is None else str(truth).lower()
    if column.type == "date":
        return _dated(bare)
    return bare


def _dated(text: str) -> str:
    try:
        found = date_in(text)
    except ValueError:
        return text
    return text if found is None else found.isoformat()


def is_total(line: list[str]) -> bool:
    """Tell whether a row sums those above it, by its first word."""
    first = next((_plain(cell) for cell in line if cell.strip()), "")
    return first.rstrip(": ") in _TOTALS


def _plain(text: str) -> str:
    """Return a text in half-width letters, small ones, with one space where there are several."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").lower().split())
