"""What every chart is: its numbers as a value, and what the formats ask of them.

``format`` names how the numbers are written (``wording.FORMATS``); ``key`` names a regime, which
fixes colour, hatch and marker. ``None`` among numbers is a gap.

A new kind is a class in one of the modules of charts, a line in ``kinds``, and one drawing in each
format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import model_validator
from pydantic_core import InitErrorDetails

from playbook.blocks.block import Block, Part, Steps, fault, refusal
from playbook.blocks.table import Column, Table
from playbook.blocks.values import (
    Checked,
    Format,
    Gap,
    Many,
    Number,
    Text,
    Words,
    number,
    said,
)
from playbook.words.language import say
from sim.messages import msg

Extent = tuple[float, float]


class Series(Part):
    """Numbers under one name, and the ends of their intervals where they are known."""

    name: Text
    values: Many[Gap]
    low: Many[Gap] | None = None
    high: Many[Gap] | None = None
    key: Text | None = None

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number, ends of intervals last."""
        return (*self.values, *(self.low or ()), *(self.high or ()))

    @property
    def ends(self) -> list[tuple[float | None, float | None, float | None]]:
        """Return each value with the ends of its interval."""
        gaps = (None,) * len(self.values)
        return list(zip(self.values, self.low or gaps, self.high or gaps, strict=True))

    def interval(self, index: int) -> Extent | None:
        """Return the ends of one value's interval, or None where one of them is not known."""
        _, low, high = self.ends[index]
        return None if low is None or high is None else (low, high)


class Chart(Block):
    """A chart as its numbers; each kind adds its own.

    ``title`` is what the chart shows, as a sentence computed from the data; ``alt`` tells the same
    to somebody who cannot see it.
    """

    block: Literal["chart"] = "chart"
    kind: str
    title: Text
    alt: Text
    note: Words = ""

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis, ends of intervals included."""
        raise NotImplementedError

    @property
    def extent(self) -> Extent:
        """Return the least and the greatest value that is drawn; bars and lines include nought."""
        return extent_of((0.0, *self.numbers))

    def as_table(self) -> Table:
        """Return the numbers as a table, of which a chart can be drawn cell by cell."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the chart as JSON, its numbers under ``data``."""
        shared = set(Chart.model_fields)
        data = self.model_dump(mode="json", exclude=shared, exclude_defaults=True)
        return {**self.model_dump(include=shared), "data": data}

    def __str__(self) -> str:
        return f"[{self.kind}] {self.title}: {self.alt}"

    @model_validator(mode="before")
    @classmethod
    def _levelled(cls, told: Any) -> Any:
        """Take the numbers out of ``data``, where ``to_dict`` puts them."""
        if isinstance(told, dict) and isinstance(told.get("data"), dict):
            return {**{name: told[name] for name in told if name != "data"}, **told["data"]}
        return told


class ValueChart(Chart):
    """A chart with one axis of values; ``format`` says how they are written."""

    format: Format


def extent_of(values: Iterable[float | None]) -> Extent:
    """Return the least and the greatest of the values that there are."""
    present = [value for value in values if value is not None]
    return min(present), max(present)


def numbers_of(series: Iterable[Series]) -> tuple[float | None, ...]:
    """Return every number of several series, ends of intervals included."""
    return tuple(value for one in series for value in one.numbers)


def wrong_length(
    place: Steps, members: Sequence[object] | None, length: int
) -> Iterator[InitErrorDetails]:
    """Yield the fault of a sequence that has not one member for each label."""
    if members is not None and len(members) != length:
        rule = msg("must have {count} members, one for each label", count=length)
        yield fault(place, members, rule)


def wrong_series(series: Sequence[Series], length: int) -> Iterator[InitErrorDetails]:
    """Yield the faults of the series that have not one number for each label."""
    for index, one in enumerate(series):
        for name in ("values", "low", "high"):
            yield from wrong_length(("series", index, name), getattr(one, name), length)


def number_column(name: str, format: str, id: str = "") -> Column:
    """Return the column that holds numbers of a chart."""
    return Column(name=name, format="number" if format == "text" else format, id=id)


def table_of(
    chart: Chart,
    columns: Sequence[Column],
    rows: Iterable[Iterable[str | float | None]],
    formulas: tuple[tuple[str, str], ...] = (),
) -> Table:
    """Return the table of which a chart is drawn, under its title and with its note."""
    return Table(
        title=chart.title,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        note=chart.note,
        formulas=formulas,
    )


def _axis(told: Any) -> tuple[Any, ...]:
    members = tuple(told) if isinstance(told, list | tuple) else ()
    if len(members) < 2:
        raise refusal(msg("must be a sequence of at least 2 members"))
    check = said if all(isinstance(one, str) for one in members) else number
    return tuple(check(one) for one in members)


Axis = Annotated[tuple[Any, ...], Checked(_axis)]
"""Names, or numbers."""


class Lines(ValueChart):
    """Lines over names or over numbers; ``band`` says what the intervals of the series are."""

    kind: Literal["lines"] = "lines"
    x: Axis
    series: Many[Series]
    x_label: Words = ""
    value_label: Words = ""
    band: Words = ""

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis, ends of bands included."""
        return numbers_of(self.series)

    @property
    def over_names(self) -> bool:
        """Tell whether the lines run over names, not over numbers."""
        return isinstance(self.x[0], str)

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the series that have not one number for each point."""
        return wrong_series(self.series, len(self.x))

    def as_table(self) -> Table:
        """Return a row a point and a column a series, the ends of its band beside it."""
        columns = [
            Column(
                name=self.x_label or say("Point"), format="text" if self.over_names else "number"
            )
        ]
        numbers: list[Sequence[float | None]] = []
        for one in self.series:
            for name, values in _named_lines(one):
                columns.append(number_column(name, self.format))
                numbers.append(values)
        return table_of(self, columns, zip(self.x, *numbers, strict=True))


class Dot(Part):
    """A point of two measures; without a label it stays nameless."""

    label: Words
    x: Number
    y: Number
    key: Text | None = None


class Scatter(Chart):
    """Points of two measures."""

    kind: Literal["scatter"] = "scatter"
    points: Many[Dot]
    x_format: Format
    y_format: Format
    x_label: Text
    y_label: Text

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return how high each point lies."""
        return tuple(point.y for point in self.points)

    @property
    def x_extent(self) -> Extent:
        """Return the least and the greatest value across, nought included."""
        return extent_of((0.0, *(point.x for point in self.points)))

    def as_table(self) -> Table:
        """Return a row a point."""
        columns = [
            Column(name=say("Item")),
            number_column(self.x_label, self.x_format),
            number_column(self.y_label, self.y_format),
        ]
        return table_of(self, columns, ((one.label, one.x, one.y) for one in self.points))


def _named_lines(series: Series) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    yield series.name, series.values
    if series.low is not None:
        yield say("{name}, low end", name=series.name), series.low
    if series.high is not None:
        yield say("{name}, high end", name=series.name), series.high
