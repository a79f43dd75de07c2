"""What a what-if workbook is made of, in both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from playbook.look.brand import Brand

Both = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """Hold the regimes to choose from; under ``idle`` ones the first input moves nothing."""

    name: Both
    meaning: Both
    options: tuple[Both, ...]
    idle: tuple[bool, ...]
    chosen: int


@dataclass(frozen=True, kw_only=True)
class Input:
    """Hold a number that is typed in: its nodes in rising order, and where it stands."""

    name: Both
    meaning: Both
    format: str
    nodes: tuple[float, ...]
    value: float


@dataclass(frozen=True, kw_only=True)
class Output:
    """Hold a figure that is looked up: in which columns of the grid it stands as set and today."""

    name: Both
    format: str
    own: int
    today: int


@dataclass(frozen=True, kw_only=True)
class GridRows:
    """Hold a row a node: the choice counted slowest, the last input fastest; nan is nothing.

    ``reach`` is the column that says how far the interval of the first output's difference goes.
    """

    heads: tuple[Both, ...]
    rows: Sequence[Sequence[float]]
    reach: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Hold a small table of the notes: every cell a text in both languages."""

    title: Both
    heads: tuple[Both, ...]
    rows: tuple[tuple[Both, ...], ...]


@dataclass(frozen=True, kw_only=True)
class LookupBook:
    """Hold the whole book; ``shown`` are the columns of the grid where the inputs stand."""

    title: Both
    lead: Both
    choice: Options
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    grid: GridRows
    shown: Sequence[float]
    errors: tuple[Both, ...]
    """How far the answer may be off, by choice."""

    notes: tuple[Both, ...]
    listings: tuple[Listing, ...]
    brand: Brand
    moment: datetime


@dataclass(frozen=True)
class Sheets:
    """Name the four sheets, as a formula names them."""

    front: str = "What if 假如"
    working: str = "Working 计算"
    grid: str = "Grid 网格"
    notes: str = "Notes 说明"


SHEETS = Sheets()


def line(text: Both) -> str:
    """Return both languages in one line.

    >>> line({"en": "quota", "zh": "限额"})
    'quota · 限额'
    """
    return " · ".join(text.values())
