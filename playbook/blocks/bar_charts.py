"""Charts with a row or a column for each label: bars, grouped, stacked, and differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic_core import InitErrorDetails

from playbook.blocks.block import Part
from playbook.blocks.charts import (
    Extent,
    Series,
    ValueChart,
    extent_of,
    number_column,
    numbers_of,
    table_of,
    wrong_length,
    wrong_series,
)
from playbook.blocks.table import Column, Table
from playbook.blocks.values import (
    Gap,
    Many,
    Number,
    Text,
    Words,
    one_of,
)
from playbook.look.measure import SCREEN, text_width, wrap
from playbook.words.language import say
from playbook.words.wording import cells

Orientation = Annotated[str, one_of(("horizontal", "vertical"))]

_PAGE = 720
"""How wide a page is, in the pixels in which labels are measured."""
_LETTERS = 11.0 * SCREEN
_MOST_STANDING = 14


class Bars(ValueChart):
    """One bar a label, with its interval and its regime where they are known."""

    kind: Literal["bars"] = "bars"
    labels: Many[Text]
    values: Many[Gap]
    low: Many[Gap] | None = None
    high: Many[Gap] | None = None
    keys: Many[Text | None] | None = None
    orientation: Orientation | None = None
    value_label: Words = ""

    @property
    def series(self) -> tuple[Series, ...]:
        """Return the bars as the one series that they are."""
        name = self.value_label or self.title
        return (Series(name=name, values=self.values, low=self.low, high=self.high),)

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis, ends of intervals included."""
        return (*self.values, *(self.low or ()), *(self.high or ()))

    @property
    def reference(self) -> float:
        """Return where the bars begin."""
        return 0.0

    @property
    def bars_a_row(self) -> int:
        """Return how many bars stand side by side under each label."""
        return 1

    @property
    def lies(self) -> bool:
        """Tell whether the bars lie, so that their labels stand in a column beside them."""
        return self.lies_on(_PAGE)

    def lies_on(self, width: float) -> bool:
        """Tell whether the bars lie on a page of ``width``."""
        words = cells(self.values, self.format)
        return _lies(self.orientation, self.labels, words, width)

    def key_at(self, index: int) -> str | None:
        """Return the regime of a bar, if it has one."""
        return self.keys[index] if self.keys else None

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the columns that have not one member for each label."""
        named = {"values": self.values, "low": self.low, "high": self.high, "keys": self.keys}
        for name, members in named.items():
            yield from wrong_length((name,), members, len(self.labels))

    def as_table(self) -> Table:
        """Return a row a bar; the ends of intervals stand beside their value."""
        (series,) = self.series
        known = self.low is not None and self.high is not None
        return _one_value_each(self, series, intervals=known)


class SeriesBars(ValueChart):
    """Bars of several series under the same labels."""

    labels: Many[Text]
    series: Many[Series]
    orientation: Orientation | None = None
    value_label: Words = ""

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis."""
        return numbers_of(self.series)

    @property
    def bars_a_row(self) -> int:
        """Return how many bars stand side by side under each label."""
        return len(self.series)

    @property
    def lies(self) -> bool:
        """Tell whether the bars lie, so that their labels stand in a column beside them."""
        return self.lies_on(_PAGE)

    def lies_on(self, width: float) -> bool:
        """Tell whether the bars lie on a page of ``width``."""
        return _lies(self.orientation, self.labels, (), width)

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the series that have not one number for each label."""
        return wrong_series(self.series, len(self.labels))

    def as_table(self) -> Table:
        """Return a row a label and a column a series."""
        return table_of(
            self,
            [
                Column(name=say("Item")),
                *(number_column(one.name, self.format) for one in self.series),
            ],
            zip(self.labels, *(one.values for one in self.series), strict=True),
        )


class GroupedBars(SeriesBars):
    """Bars of several series, side by side."""

    kind: Literal["grouped_bars"] = "grouped_bars"


class StackedBars(SeriesBars):
    """Bars of several series, one on the other; losses hang below nought."""

    kind: Literal["stacked_bars"] = "stacked_bars"

    @property
    def bars_a_row(self) -> int:
        """Return how many stacks stand under each label."""
        return 1

    @property
    def extent(self) -> Extent:
        """Return the lowest and the highest end of a stack."""
        rows = range(len(self.labels))
        return extent_of(
            (0.0, *(end for row in rows for _, *ends in self.layers(row) for end in ends))
        )

    @property
    def totals(self) -> tuple[float | None, ...]:
        """Return the sum of each row, None where it has no number."""
        rows = zip(*(one.values for one in self.series), strict=True)
        present = [[value for value in row if value is not None] for row in rows]
        return tuple(sum(row) if row else None for row in present)

    def layers(self, row: int) -> list[tuple[int, float, float]]:
        """Return the series, the lower end and the upper end of each layer of a row."""
        layers, above, below = [], 0.0, 0.0
        for index, one in enumerate(self.series):
            value = one.values[row] or 0.0
            if value > 0:
                layers.append((index, above, above + value))
                above += value
            elif value < 0:
                layers.append((index, below + value, below))
                below += value
        return layers


class Estimate(Part):
    """A value with its interval, and the regime that it belongs to."""

    label: Text
    value: Gap
    low: Gap
    high: Gap
    key: Text | None = None


class Forest(ValueChart):
    """Differences with their intervals beside a line of reference."""

    kind: Literal["forest"] = "forest"
    points: Many[Estimate]
    reference: Number = 0.0
    x_label: Words = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the name of each row."""
        return tuple(point.label for point in self.points)

    @property
    def series(self) -> tuple[Series, ...]:
        """Return the differences as the one series that they are."""
        values, low, high = zip(
            *((one.value, one.low, one.high) for one in self.points), strict=True
        )
        return (Series(name=self.x_label or self.title, values=values, low=low, high=high),)

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis, ends of intervals included."""
        return tuple(end for one in self.points for end in (one.value, one.low, one.high))

    @property
    def extent(self) -> Extent:
        """Return the least and the greatest value that is drawn, the reference included."""
        return extent_of((self.reference, *self.numbers))

    @property
    def value_label(self) -> str:
        """Return what the axis of the values is called."""
        return self.x_label

    @property
    def lies(self) -> bool:
        """Tell that the rows lie, as they always do."""
        return True

    def key_at(self, index: int) -> str | None:
        """Return the regime of a row, if it has one."""
        return self.points[index].key

    def as_table(self) -> Table:
        """Return a row a difference; the ends of its interval stand beside it."""
        (series,) = self.series
        return _one_value_each(self, series, intervals=True)


def _lies(
    orientation: str | None, labels: Sequence[str], words: Sequence[str], width: float
) -> bool:
    """Tell whether the bars lie: as told, else where what is written does not fit over a bar.

    What is told of a page is not heeded on a narrower one.
    """
    told = orientation if orientation == "horizontal" or width >= _PAGE else None
    return told == "horizontal" if told else not _fits_standing(labels, words, width)


def _fits_standing(labels: Sequence[str], words: Sequence[str], width: float) -> bool:
    slot = width / len(labels) - 8
    return len(labels) <= _MOST_STANDING and all(
        len(wrap(label, slot, _LETTERS, most=9)) <= 2
        and all(text_width(part, _LETTERS) <= slot for part in label.split())
        for label in (*labels, *words)
    )


_REACH = (("below", "value - low"), ("above", "high - value"))
"""How far an interval reaches from its value: the lengths of the error bars, live."""


def _one_value_each(chart: Bars | Forest, series: Series, *, intervals: bool) -> Table:
    columns = [
        Column(name=say("Item")),
        number_column(chart.value_label or say("Value"), chart.format, "value"),
    ]
    if not intervals:
        return table_of(chart, columns, zip(chart.labels, series.values, strict=True))
    plain = chart.format.removeprefix("signed_")
    columns += [
        number_column(say("Low end"), chart.format, "low"),
        number_column(say("High end"), chart.format, "high"),
        number_column(say("Below the value"), plain, "below"),
        number_column(say("Above the value"), plain, "above"),
    ]
    rows = (
        (label, *_reaching(*ends)) for label, ends in zip(chart.labels, series.ends, strict=True)
    )
    return table_of(chart, columns, rows, _REACH)


def _reaching(value: Gap, low: Gap, high: Gap) -> tuple[Gap, ...]:
    """Return a value, the ends of its interval, and how far they lie from it."""
    if value is None or low is None or high is None:
        return value, low, high, None, None
    return value, low, high, value - low, high - value
