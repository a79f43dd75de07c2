"""Charts of points: lines over names or numbers, and points of two measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic_core import InitErrorDetails

from playbook.blocks.block import Part
from playbook.blocks.charts import (
    Chart,
    Extent,
    Series,
    ValueChart,
    extent_of,
    number_column,
    numbers_of,
    table_of,
    wrong_series,
)
from playbook.blocks.faults import refusal
from playbook.blocks.table import Column, Table
from playbook.blocks.values import (
    Checked,
    Format,
    Many,
    Number,
    Text,
    Words,
    number,
    said,
)
from playbook.words.language import say


def _axis(told: Any) -> tuple[Any, ...]:
    members = tuple(told) if isinstance(told, list | tuple) else ()
    if len(members) < 2:
        raise refusal(say("must be a sequence of at least 2 members"))
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
