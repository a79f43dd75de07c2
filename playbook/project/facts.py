"""The facts of a client that an onboarding plan needs, and nothing more of the client file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from playbook.clients.prices import PriceRules
from playbook.clients.range import RangeFacts
from playbook.clients.skus import SkuList, read_skus
from playbook.words.language import say
from sim.client.load import Client, file_digest, load_client
from sim.client.schema import ClientFile
from sim.client.workdays import MONDAY_TO_FRIDAY, NO_COUNTRY, Workdays
from sim.problems import Problem, ProblemError

TaskDays = Mapping[str, tuple[float, float, float]]

# Why a task is left out; ``open_points`` puts it into words.
STORE_EXISTS, LINKED, NO_SHOPS = "store_exists", "linked", "no_shops"
NO_CHANNEL, OUTSIDE = "no_channel", "outside"

CHARTER_TASKS = ("GV5", "GV6")

# An onboarding takes months; a go-live further away is a slip of the keyboard.
_FURTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """Who the plan is for, when it starts, when the store shall be live, and when people work.

    ``task_days`` replaces estimates of the standard network, in working days (optimistic, most
    likely, pessimistic); ``not_needed`` are tasks left out, each with its reason
    (``STORE_EXISTS``, ``LINKED``, ``NO_SHOPS`` or ``OUTSIDE``); ``where`` names
    the client file in problems. ``skus`` and ``range`` are there when the client gave a SKU list.
    Raises ProblemError.
    """

    name: str
    brand: str
    as_of: date
    start_date: date
    go_live: date
    country: str = NO_COUNTRY
    work_days: tuple[str, ...] = MONDAY_TO_FRIDAY
    task_days: TaskDays = field(default_factory=dict)
    not_needed: Mapping[str, str] = field(default_factory=dict)
    skus: SkuList | None = None
    range: RangeFacts | None = None
    files: tuple[tuple[str, str], ...] = ()
    where: str = "client"

    def __post_init__(self) -> None:
        problems = tuple(self._problems())
        if problems:
            raise ProblemError(problems)

    @cached_property
    def workdays(self) -> Workdays:
        """Return the working calendar of the client."""
        return Workdays(country=self.country, days=self.work_days)

    def _problems(self) -> Iterator[Problem]:
        if self.go_live < self.start_date:
            yield Problem(
                where=self.where,
                field="go_live",
                value=self.go_live.isoformat(),
                rule=say(
                    "lies before the start of the plan, {start}",
                    start=self.start_date.isoformat(),
                ),
                remedy=say("Move the go-live after start_date"),
            )
        if self.go_live - self.start_date > _FURTHEST:
            yield Problem(
                where=self.where,
                field="go_live",
                value=self.go_live.isoformat(),
                rule=say(
                    "lies more than three years after the start, {start}",
                    start=self.start_date.isoformat(),
                ),
            )


def not_needed(file: ClientFile) -> dict[str, str]:
    """Return the tasks of the standard network that a client has behind it, with the reason."""
    reasons: dict[str, str] = {}
    if not file.offers.new_store:
        reasons |= dict.fromkeys(("PF1", "PF2", "PF3"), STORE_EXISTS)
    if file.supply.api_from <= max(file.project.go_live, file.season.start):
        reasons |= dict.fromkeys(("LG5", "LG7", "LG8", "LG9"), LINKED)
    if not file.store.shops:
        reasons["PD3"] = NO_SHOPS
    if file.warehouse is not None and not file.warehouse.own:
        reasons["LG2"] = OUTSIDE
    return reasons


def facts_of(client: str) -> PlanFacts:
    """Return the facts that a client file holds; ``client`` is its path."""
    loaded = load_client(client)
    who, project, office = loaded.file.client, loaded.file.project, loaded.file.office
    skus, range_facts, digest = _range(loaded, client)
    return PlanFacts(
        name=who.name,
        brand=who.brand,
        as_of=who.as_of,
        start_date=project.start_date,
        go_live=project.go_live,
        country=office.holidays,
        work_days=office.days,
        task_days=project.task_days,
        not_needed=not_needed(loaded.file),
        skus=skus,
        range=range_facts,
        files=tuple(dict.fromkeys((*loaded.files, *digest))),  # one file may hold both
        where=client,
    )


def _range(
    client: Client, where: str
) -> tuple[SkuList | None, RangeFacts | None, tuple[tuple[str, str], ...]]:
    """Return a client's SKU list, the facts it is read with, and the digest of its file."""
    file = client.file
    if file.range is None:
        return None, None, ()
    path = client.path.parent / file.range.skus
    rules = PriceRules(
        same_price=file.store.same_price, gift_not_discount=file.store.gift_not_discount
    )
    facts = RangeFacts(
        client=file.client.name,
        as_of=file.client.as_of,
        go_live=file.project.go_live,
        order_value_cny=file.store.order_value_cny,
        margin_share=file.store.margin_share,
        workdays=Workdays(country=file.office.holidays, days=file.office.days),
        prices=rules,
        review_days=file.supply.review_days,
        basis=file.range.basis,
        where=where,
    )
    return read_skus(path, rules), facts, ((path.name, file_digest(path)),)
