"""The typed blocks that a notebook's cells return and that every document is made of.

A block carries facts: text as plain text and numbers as numbers. How they look is the business of
the renderers, so one notebook serves every format. Client strings are data and are never mark-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from playbook.blocks import calculated as live_tables
from playbook.blocks import charts as chart_data
from playbook.blocks.block import MIME, Block, Blocks, Part, blocks_from, from_dict
from playbook.blocks.block_checks import Findings
from playbook.blocks.calculated import Grid
from playbook.blocks.money_columns import OneUnit, one_unit, units_of
from playbook.words.slug import slug
from playbook.words.wording import FORMATS, cell, day
from sim.language import LANGUAGES, language, say

__all__ = [
    "MIME",
    "Block",
    "Blocks",
    "Bullets",
    "Callout",
    "Chart",
    "Column",
    "Cover",
    "Heading",
    "Kpi",
    "Kpis",
    "PageBreak",
    "Prose",
    "Provenance",
    "Sources",
    "Table",
    "blocks_from",
    "from_dict",
]

TONES = ("good", "bad", "neutral")
ALIGNMENTS = ("left", "right")


@dataclass(frozen=True, kw_only=True)
class Cover(Block):
    """The title page: what, for whom, as of which day, and a few facts of the client."""

    title: str
    subtitle: str = ""
    client: str
    as_of: str
    facts: tuple[tuple[str, str], ...] = ()

    def _check(self, findings: Findings) -> None:
        findings.text("title", self.title)
        findings.text("subtitle", self.subtitle, may_be_empty=True)
        findings.text("client", self.client)
        _check_date(findings, "as_of", self.as_of)
        _check_pairs(findings, "facts", self.facts)

    def __str__(self) -> str:
        return f"{self.title} | {self.client} | {day(self.as_of)}"


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 (chapter) or 2; ``id`` is its anchor, made from the text if empty."""

    text: str
    level: int = 1
    id: str = ""

    def _check(self, findings: Findings) -> None:
        findings.text("text", self.text)
        findings.choice("level", self.level, (1, 2))
        findings.text("id", self.id, may_be_empty=True)
        if not self.id and isinstance(self.text, str):
            object.__setattr__(self, "id", slug(self.text, "section"))
        elif self.id != slug(self.id):
            findings.refuse("id", self.id, say("must be letters, digits and dashes"))

    def __str__(self) -> str:
        return f"{'#' * self.level} {self.text}"


@dataclass(frozen=True, kw_only=True)
class Prose(Block):
    """Plain text; a blank line starts a new paragraph. There is no mark-up.

    ``language`` is told where it is not the document's, such as of a letter to be sent.
    """

    text: str
    language: str = ""

    def _check(self, findings: Findings) -> None:
        findings.text("text", self.text)
        findings.choice("language", self.language, ("", *LANGUAGES))

    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs, each on one line."""
        return tuple(" ".join(part.split()) for part in self.text.split("\n\n") if part.strip())

    def __str__(self) -> str:
        return "\n\n".join(self.paragraphs())


@dataclass(frozen=True, kw_only=True)
class Bullets(Block):
    """A list of sentences; ``numbered`` when their order matters."""

    items: tuple[str, ...]
    numbered: bool = False

    def _check(self, findings: Findings) -> None:
        findings.texts("items", self.items)
        findings.choice("numbered", str(self.numbered), ("True", "False"))

    def __str__(self) -> str:
        return "\n".join(f"- {item}" for item in self.items)


@dataclass(frozen=True, kw_only=True)
class Kpi(Part):
    """One headline figure, already in words (use ``wording``), with what it is compared with."""

    label: str
    value: str
    detail: str = ""
    tone: str = "neutral"

    def _check(self, findings: Findings) -> None:
        findings.text("label", self.label)
        findings.text("value", self.value)
        findings.text("detail", self.detail, may_be_empty=True)
        findings.choice("tone", self.tone, TONES)


@dataclass(frozen=True, kw_only=True)
class Kpis(Block):
    """A row of headline figures."""

    items: tuple[Kpi, ...]
    parts: ClassVar[dict[str, type[Part]]] = {"items": Kpi}

    def _check(self, findings: Findings) -> None:
        _check_parts(findings, "items", self.items, Kpi)

    def __str__(self) -> str:
        return "\n".join(f"{kpi.label}: {kpi.value} ({kpi.detail})" for kpi in self.items)


@dataclass(frozen=True, kw_only=True)
class Column(Part):
    """A column's head, unit and number format; numbers stand on the right unless told.

    ``id`` names it for the formulas of its table.
    """

    name: str
    unit: str = ""
    format: str = "text"
    align: str = ""
    id: str = ""

    def _check(self, findings: Findings) -> None:
        findings.text("name", self.name)
        findings.text("unit", self.unit, may_be_empty=True)
        findings.choice("format", self.format, FORMATS)
        if not self.align:
            object.__setattr__(self, "align", "left" if self.format == "text" else "right")
        findings.choice("align", self.align, ALIGNMENTS)
        findings.text("id", self.id, may_be_empty=True)


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """A table whose numbers stay numbers; ``None`` is "does not exist" and shows as a dash.

    The first column names its row. ``total`` says that the last row sums the others up.
    ``formulas`` pairs the id of a row or column with how it is computed from its like
    (``live_tables``): the workbook calculates so, and stated values that differ are refused.
    ``row_formats`` gives rows another number format than their columns', "" the same.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    note: str = ""
    total: bool = False
    row_ids: tuple[str, ...] = ()
    row_formats: tuple[str, ...] = ()
    formulas: tuple[tuple[str, str], ...] = ()
    parts: ClassVar[dict[str, type[Part]]] = {"columns": Column}

    def _check(self, findings: Findings) -> None:
        findings.text("title", self.title)
        findings.text("note", self.note, may_be_empty=True)
        findings.choice("total", str(self.total), ("True", "False"))
        _check_parts(findings, "columns", self.columns, Column)
        for place, row in findings.items("rows", self.rows, least=0):
            cells = findings.items(place, row)
            if cells and len(cells) != len(self.columns):
                findings.refuse(place, row, say("must have {count} cells", count=len(self.columns)))
                continue
            for (at, value), column in zip(cells, self.columns, strict=False):
                _check_cell(findings, at, value, column)
        for place, name in findings.items("row_ids", self.row_ids, least=0):
            findings.text(place, name, may_be_empty=True)
        for place, format in findings.items("row_formats", self.row_formats, least=0):
            findings.choice(place, format, ("", *FORMATS))
        if len(self.row_formats) not in (0, len(self.rows)):
            rule = say("must have {count} members, one for each row", count=len(self.rows))
            findings.refuse("row_formats", self.row_formats, rule)
        _check_pairs(findings, "formulas", self.formulas)
        if not findings.problems:
            live_tables.check(findings, self.grid())

    def grid(self) -> Grid:
        """Return the cells with their ids and formulas."""
        return Grid(
            row_ids=self.row_ids,
            column_ids=tuple(column.id for column in self.columns),
            rows=self.rows,
            formulas=self.formulas,
        )

    def format_at(self, row: int, column: int) -> str:
        """Return the number format of a cell, counted from 0 without the head."""
        own = self.row_formats[row] if self.row_formats else ""
        return own or self.columns[column].format

    def words(self, row: int) -> list[str]:
        """Return the cells of a row as they are read, in the language spoken."""
        units = self._units_of_row(row) if self.row_formats else self._units_of_columns
        return [
            unit.words(value) if unit and language() == "zh" else self._own_words(row, index)
            for index, (value, unit) in enumerate(zip(self.rows[row], units, strict=True))
        ]

    def heads(self) -> list[tuple[str, str]]:
        """Return the names and units of the columns as they are read, in the language spoken."""
        return [
            (column.name, unit.name if unit and language() == "zh" else column.unit)
            for column, unit in zip(self.columns, self._units_of_columns, strict=True)
        ]

    @cached_property
    def _units_of_columns(self) -> list[OneUnit | None]:
        """Return the unit of each column of money; none where the rows have their own formats."""
        if self.row_formats:
            return [None] * len(self.columns)
        return units_of(
            [
                ([row[index] for row in self.rows], column.format, column.unit)
                for index, column in enumerate(self.columns)
            ]
        )

    def _units_of_row(self, row: int) -> list[OneUnit | None]:
        """Return the unit of a row of money, which stands in a text cell of it, for each cell."""
        unit = one_unit(self.rows[row], self.row_formats[row], self._told_unit(row))
        return [unit] * len(self.columns)

    def _own_words(self, row: int, index: int) -> str:
        unit = self.columns[index].unit or self._told_unit(row)
        return cell(self.rows[row][index], self.format_at(row, index), unit)

    def _told_unit(self, row: int) -> str:
        """Return the unit of money that a text cell of a row with its own format names."""
        told = next((value for value in self.rows[row] if value in ("CNY", "元")), "")
        return str(told) if self.row_formats else ""

    def __str__(self) -> str:
        lines = [" | ".join(f"{name} {unit}".strip() for name, unit in self.heads())]
        lines += [" | ".join(self.words(row)) for row in range(len(self.rows))]
        return "\n".join([self.title, *lines])


@dataclass(frozen=True, kw_only=True)
class Chart(Block):
    """A chart as its numbers: ``chart_data`` says what ``data`` holds for each ``kind``.

    ``title`` is what the chart shows, as a sentence computed from the data; ``alt`` tells the same
    to somebody who cannot see it.
    """

    kind: str
    title: str
    alt: str
    data: dict[str, Any]
    note: str = ""

    def _check(self, findings: Findings) -> None:
        findings.text("title", self.title)
        findings.text("alt", self.alt)
        findings.text("note", self.note, may_be_empty=True)
        findings.choice("kind", self.kind, chart_data.KINDS)
        if self.kind in chart_data.KINDS:
            chart_data.check(findings, self.kind, self.data)

    def __str__(self) -> str:
        return f"[{self.kind}] {self.title}: {self.alt}"


@dataclass(frozen=True, kw_only=True)
class Callout(Block):
    """A message that must not be missed; ``title`` is optional."""

    text: str
    tone: str = "neutral"
    title: str = ""

    def _check(self, findings: Findings) -> None:
        findings.text("text", self.text)
        findings.text("title", self.title, may_be_empty=True)
        findings.choice("tone", self.tone, TONES)

    def __str__(self) -> str:
        return f"! {self.title or self.text}"


@dataclass(frozen=True, kw_only=True)
class Sources(Block):
    """Where the numbers come from, one entry a source."""

    items: tuple[str, ...]

    def _check(self, findings: Findings) -> None:
        findings.texts("items", self.items)

    def __str__(self) -> str:
        return "\n".join(self.items)


@dataclass(frozen=True, kw_only=True)
class PageBreak(Block):
    """Start a new page on paper."""

    def _check(self, findings: Findings) -> None:
        return


@dataclass(frozen=True, kw_only=True)
class Provenance(Block):
    """What the results rest on: shown in the footer and written into ``manifest.json``.

    ``inputs`` pairs the name of each file that was read with its SHA-256 in hexadecimal.
    """

    client: str
    as_of: str
    model_version: str
    seed: int | None = None
    replications: int | None = None
    inputs: tuple[tuple[str, str], ...] = ()

    def _check(self, findings: Findings) -> None:
        findings.text("client", self.client)
        _check_date(findings, "as_of", self.as_of)
        findings.text("model_version", self.model_version)
        findings.integer("seed", self.seed)
        findings.integer("replications", self.replications)
        _check_pairs(findings, "inputs", self.inputs)

    def __str__(self) -> str:
        return f"{self.client} | {self.as_of} | seed {self.seed} | {self.model_version}"


def _check_parts(findings: Findings, field: str, value: object, part: type[Part]) -> None:
    for place, item in findings.items(field, value):
        if not isinstance(item, part):
            findings.refuse(place, item, say("must be a {part}", part=part.__name__))


def _check_pairs(findings: Findings, field: str, value: object) -> None:
    for place, pair in findings.items(field, value, least=0):
        if not isinstance(pair, tuple) or len(pair) != 2:
            findings.refuse(place, pair, say("must be a pair of texts"))
            continue
        findings.texts(place, pair)


def _check_cell(findings: Findings, place: str, value: object, column: Any) -> None:
    if not isinstance(column, Column):
        return
    if column.format != "text":
        findings.number(place, value)
    elif value is not None:
        findings.text(place, value, may_be_empty=True)


def _check_date(findings: Findings, field: str, value: object) -> None:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        findings.refuse(field, value, say("must be a date such as '2010-10-01'"))
