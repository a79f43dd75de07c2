"""What the plan of operations knows of a client: its file, its world, and what an order leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from playbook.study.outlook import Outlook
from sim.client.schema import ClientFile
from sim.client.workdays import Workdays
from sim.client.world import scenario_of
from sim.model.deal import follow_on_contribution
from sim.model.months import first_of_month
from sim.model.scenario import Scenario

FEN = 100


@dataclass(frozen=True, kw_only=True)
class OperationsFacts:
    """Hold a checked client file, the world that it describes, and how its offers are decided.

    Where ``deciding`` is None, the shares of captured offers are judgements. ``lacking`` names the
    levers (``trial``, ``group``) for which the client's SKU list has no pack.
    """

    file: ClientFile
    scenario: Scenario
    deciding: Outlook | None = None
    lacking: frozenset[str] = frozenset()

    @cached_property
    def order_left_cny(self) -> float:
        """Return what one ordinary order leaves after goods, commissions, returns and parcel."""
        return follow_on_contribution(self.scenario) / FEN

    @property
    def workdays(self) -> Workdays:
        """Return the working calendar of the client."""
        return Workdays(country=self.file.office.holidays, days=self.file.office.days)

    @property
    def target_month_cny(self) -> float | None:
        """Return the monthly sales that the client asks for; None if it names none."""
        return self.file.targets.sales_month_cny if self.file.targets else None

    @cached_property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each month of the season."""
        first, count = self.file.season.start, self.file.season.months
        return tuple(first_of_month(first, step) for step in range(count))

    def days_of(self, month: date) -> Iterator[date]:
        """Return the days of a month of the season."""
        day = month
        while day < first_of_month(month, 1):
            yield day
            day += timedelta(days=1)


def operations_facts(
    file: ClientFile, deciding: Outlook | None = None, lacking: frozenset[str] = frozenset()
) -> OperationsFacts:
    """Return the facts of a checked client file."""
    world = scenario_of(file)
    return OperationsFacts(file=file, scenario=world, deciding=deciding, lacking=lacking)
