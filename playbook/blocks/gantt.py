"""A plan as a chart: tasks over time by area, with its milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic_core import InitErrorDetails

from playbook.blocks.block import Part, fault
from playbook.blocks.charts import (
    Chart,
    Extent,
    extent_of,
)
from playbook.blocks.values import (
    Checked,
    Few,
    Many,
    Text,
    iso_date,
    number,
    one_of,
    python_number,
    refused,
)
from sim.messages import msg

Moment = Annotated[str | int | float, Checked(python_number)]
"""A date such as ``2010-10-01``, or a number of working days: the plan's unit tells which."""

_ENDS = ("start", "finish", "finish_late")


class Span(Part):
    """A task of a plan; ``finish_late`` says how far it may slip."""

    label: Text
    area: Text
    start: Moment
    finish: Moment
    critical: bool = False
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
        return extent_of(self.numbers)

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
                rule = msg("lies before its start {start}", start=bar.start)
                found = [fault(("bars", index, "finish"), bar.finish, rule)]
            yield from found
        for index, stone in enumerate(self.milestones):
            yield from refused(check, ("milestones", index, "at"), stone.at)
