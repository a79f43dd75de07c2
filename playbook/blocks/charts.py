"""Charts as values: the numbers of each kind, and what every format asks of them.

``format`` names how the numbers are written (``wording.FORMATS``); ``key`` names a regime, which
fixes colour, hatch and marker. ``None`` among numbers is a gap.

A new kind is a class here and in ``blocks``, and one drawing in each format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import model_validator
from pydantic_core import InitErrorDetails

from playbook.block_problems import Steps, fault, refusal
from playbook.block_values import (
    Checked,
    Few,
    Format,
    Gap,
    Many,
    Number,
    Text,
    Words,
    iso_date,
    number,
    one_of,
    python_number,
    refused,
    said,
)
from playbook.blocks.block import Block, Part
from playbook.look.measure import text_width, wrap
from playbook.table import Column, Table
from playbook.words.wording import cells
from sim.language import say

Extent = tuple[float, float]
Orientation = Annotated[str, one_of(("horizontal", "vertical"))]
Moment = Annotated[str | int | float, Checked(python_number)]
"""A date such as ``2010-10-01``, or a number of working days: the plan's unit tells which."""


def _axis(told: Any) -> tuple[Any, ...]:
    members = tuple(told) if isinstance(told, list | tuple) else ()
    if len(members) < 2:
        raise refusal(say("must be a sequence of at least 2 members"))
    check = said if all(isinstance(one, str) for one in members) else number
    return tuple(check(one) for one in members)


Axis = Annotated[tuple[Any, ...], Checked(_axis)]
"""Names, or numbers."""

_PAGE = 720
"""How wide a page is, in the pixels in which labels are measured."""
_LETTERS = 11.0
_MOST_STANDING = 14


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
        return _extent((0.0, *self.numbers))

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


class Measured(Chart):
    """A chart with one axis of values; ``format`` says how they are written."""

    format: Format


class Bars(Measured):
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
    def lies(self) -> bool:
        """Tell whether the bars lie, so that their labels stand in a column beside them."""
        return _lies(self.orientation, self.labels, cells(self.values, self.format))

    def key_at(self, index: int) -> str | None:
        """Return the regime of a bar, if it has one."""
        return self.keys[index] if self.keys else None

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the columns that have not one member for each label."""
        named = {"values": self.values, "low": self.low, "high": self.high, "keys": self.keys}
        for name, members in named.items():
            yield from _wrong_length((name,), members, len(self.labels))

    def as_table(self) -> Table:
        """Return a row a bar; the ends of intervals stand beside their value."""
        (series,) = self.series
        known = self.low is not None and self.high is not None
        return _one_value_each(self, self.labels, series, intervals=known)


class SeriesBars(Measured):
    """Bars of several series under the same labels."""

    labels: Many[Text]
    series: Many[Series]
    orientation: Orientation | None = None
    value_label: Words = ""

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return every number of the value axis."""
        return _numbers(self.series)

    @property
    def lies(self) -> bool:
        """Tell whether the bars lie, so that their labels stand in a column beside them."""
        return _lies(self.orientation, self.labels, ())

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the series that have not one number for each label."""
        return _wrong_series(self.series, len(self.labels))

    def as_table(self) -> Table:
        """Return a row a label and a column a series."""
        return _table(
            self,
            [Column(name=say("Item")), *(_number(one.name, self.format) for one in self.series)],
            zip(self.labels, *(one.values for one in self.series), strict=True),
        )


class GroupedBars(SeriesBars):
    """Bars of several series, side by side."""

    kind: Literal["grouped_bars"] = "grouped_bars"


class StackedBars(SeriesBars):
    """Bars of several series, one on the other; losses hang below nought."""

    kind: Literal["stacked_bars"] = "stacked_bars"

    @property
    def extent(self) -> Extent:
        """Return the lowest and the highest end of a stack."""
        rows = range(len(self.labels))
        return _extent(
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


class Lines(Measured):
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
        return _numbers(self.series)

    @property
    def over_names(self) -> bool:
        """Tell whether the lines run over names, not over numbers."""
        return isinstance(self.x[0], str)

    def faults(self) -> Iterable[InitErrorDetails]:
        """Yield the series that have not one number for each point."""
        return _wrong_series(self.series, len(self.x))

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
                columns.append(_number(name, self.format))
                numbers.append(values)
        return _table(self, columns, zip(self.x, *numbers, strict=True))


class Estimate(Part):
    """A value with its interval, and the regime that it belongs to."""

    label: Text
    value: Gap
    low: Gap
    high: Gap
    key: Text | None = None


class Forest(Measured):
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
        return _extent((self.reference, *self.numbers))

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
        return _one_value_each(self, self.labels, series, intervals=True)


class Point(Part):
    """A point of two measures; without a label it stays nameless."""

    label: Words
    x: Number
    y: Number
    key: Text | None = None


class Scatter(Chart):
    """Points of two measures."""

    kind: Literal["scatter"] = "scatter"
    points: Many[Point]
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
        return _extent((0.0, *(point.x for point in self.points)))

    def as_table(self) -> Table:
        """Return a row a point."""
        columns = [
            Column(name=say("Item")),
            _number(self.x_label, self.x_format),
            _number(self.y_label, self.y_format),
        ]
        return _table(self, columns, ((one.label, one.x, one.y) for one in self.points))


class Span(Part):
    """A task of a plan; ``start_late`` and ``finish_late`` say how far it may slip."""

    label: Text
    area: Text
    start: Moment
    finish: Moment
    critical: bool = False
    start_late: Moment | None = None
    finish_late: Moment | None = None


class Milestone(Part):
    """A moment of a plan that has a name."""

    label: Text
    at: Moment


class Gantt(Chart):
    """A plan: tasks over time, by area. A task that ends on a date fills that day."""

    kind: Literal["gantt"] = "gantt"
    bars: Many[Span]
    unit: Annotated[str, one_of(("date", "working_day"))]
    milestones: Few[Milestone] = ()
    x_label: Words = ""

    @property
    def dated(self) -> bool:
        """Tell whether the moments are dates, not numbers of working days."""
        return self.unit == "date"

    @property
    def areas(self) -> dict[str, tuple[Span, ...]]:
        """Return the areas in their first order, each with its tasks in theirs."""
        areas = dict.fromkeys(bar.area for bar in self.bars)
        return {area: tuple(bar for bar in self.bars if bar.area == area) for area in areas}

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Return where each task starts and ends, at latest too, and each milestone stands."""
        starts = [self.at(bar.start) for bar in self.bars]
        ends = [self.end(bar.finish) for bar in self.bars]
        late = [self.end(bar.finish_late or bar.finish) for bar in self.bars]
        return (*starts, *ends, *late, *(self.at(stone.at) for stone in self.milestones))

    @property
    def extent(self) -> Extent:
        """Return the first and the last moment of the plan."""
        return _extent(self.numbers)

    def at(self, moment: str | int | float) -> float:
        """Return a date's ordinal, or the number of the working day."""
        return float(date.fromisoformat(moment).toordinal() if isinstance(moment, str) else moment)

    def end(self, moment: str | int | float) -> float:
        """Return where a task ends that fills the whole of its last day, if that is a date."""
        return self.at(moment) + self.dated

    def faults(self) -> Iterator[InitErrorDetails]:
        """Yield the moments that are not in the plan's unit, and ends before their start."""
        check = iso_date if self.dated else number
        for index, bar in enumerate(self.bars):
            ends = {name: getattr(bar, name) for name in _ENDS}
            found = [
                wrong
                for name, moment in ends.items()
                if moment is not None
                for wrong in refused(check, ("bars", index, name), moment)
            ]
            if not found and self.at(bar.finish) < self.at(bar.start):
                rule = say("lies before its start {start}", start=bar.start)
                found = [fault(("bars", index, "finish"), bar.finish, rule)]
            yield from found
        for index, stone in enumerate(self.milestones):
            yield from refused(check, ("milestones", index, "at"), stone.at)


_ENDS = ("start", "finish", "start_late", "finish_late")


def _extent(values: Iterable[float | None]) -> Extent:
    present = [value for value in values if value is not None]
    return min(present), max(present)


def _numbers(series: Iterable[Series]) -> tuple[float | None, ...]:
    return tuple(value for one in series for value in one.numbers)


def _lies(orientation: str | None, labels: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether the bars lie: as told, else where what is written does not fit over a bar."""
    return orientation == "horizontal" if orientation else not _fits_standing(labels, words)


def _fits_standing(labels: Sequence[str], words: Sequence[str]) -> bool:
    slot = _PAGE / len(labels) - 8
    return len(labels) <= _MOST_STANDING and all(
        len(wrap(label, slot, _LETTERS, most=9)) <= 2
        and all(text_width(part, _LETTERS) <= slot for part in label.split())
        for label in (*labels, *words)
    )


def _wrong_length(
    place: Steps, members: Sequence[object] | None, length: int
) -> Iterator[InitErrorDetails]:
    if members is not None and len(members) != length:
        rule = say("must have {count} members, one for each label", count=length)
        yield fault(place, members, rule)


def _wrong_series(series: Sequence[Series], length: int) -> Iterator[InitErrorDetails]:
    for index, one in enumerate(series):
        for name in ("values", "low", "high"):
            yield from _wrong_length(("series", index, name), getattr(one, name), length)


def _named_lines(series: Series) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    yield series.name, series.values
    if series.low is not None:
        yield say("{name}, low end", name=series.name), series.low
    if series.high is not None:
        yield say("{name}, high end", name=series.name), series.high


_REACH = (("below", "value - low"), ("above", "high - value"))
"""How far an interval reaches from its value: the lengths of the error bars, live."""


def _one_value_each(
    chart: Bars | Forest, labels: Sequence[str], series: Series, *, intervals: bool
) -> Table:
    columns = [
        Column(name=say("Item")),
        _number(chart.value_label or say("Value"), chart.format, "value"),
    ]
    if not intervals:
        return _table(chart, columns, zip(labels, series.values, strict=True))
    plain = chart.format.removeprefix("signed_")
    columns += [
        _number(say("Low end"), chart.format, "low"),
        _number(say("High end"), chart.format, "high"),
        _number(say("Below the value"), plain, "below"),
        _number(say("Above the value"), plain, "above"),
    ]
    rows = ((label, *_reaching(*ends)) for label, ends in zip(labels, series.ends, strict=True))
    return _table(chart, columns, rows, _REACH)


def _reaching(value: Gap, low: Gap, high: Gap) -> tuple[Gap, ...]:
    """Return a value, the ends of its interval, and how far they lie from it."""
    if value is None or low is None or high is None:
        return value, low, high, None, None
    return value, low, high, value - low, high - value


def _number(name: str, format: str, id: str = "") -> Column:
    return Column(name=name, format="number" if format == "text" else format, id=id)


def _table(
    chart: Chart,
    columns: Sequence[Column],
    rows: Iterable[Iterable[str | float | None]],
    formulas: tuple[tuple[str, str], ...] = (),
) -> Table:
    return Table(
        title=chart.title,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        note=chart.note,
        formulas=formulas,
    )
