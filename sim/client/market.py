"""What the market brings a client: kinds of offers, campaigns, and when offers come."""

from __future__ import annotations

from datetime import timedelta

from sim.client.schema import ClientFile, OffersSection, OwnKind
from sim.client.worktime import WEEKDAYS
from sim.model.scenario import Arrivals, Campaign, Kind
from sim.model.units import fen
from sim.tables.columns import Row
from sim.tables.read import read_table


def kinds_of(file: ClientFile) -> dict[str, Kind]:
    """Return the kinds of offers by id: the era's that the client chose, and its own."""
    chosen = file.offers.kinds
    kinds = {
        row.text("kind_id"): _kind(row, file.offers)
        for row in _era_rows("resource_kinds", file)
        if chosen is None or row["kind_id"] in chosen or row["planned"]
    }
    return {**kinds, **{kind.id: _own_kind(kind) for kind in file.offers.own}}


def _kind(row: Row, offers: OffersSection) -> Kind:
    """Return a kind of the era: what it is stands in its row, how much in its numbers."""
    numbers = offers.numbers[row.text("kind_id")]
    visitors = offers.visitors_factor * numbers.visitors
    cost = offers.cost_factor * numbers.cost_cny
    return Kind(
        id=row.text("kind_id"),
        planned=row.flag("planned"),
        rate_per_month=numbers.rate_per_month,
        window_h=(numbers.window_h, numbers.window_h * numbers.window_spread),
        cost_cny=(cost, cost * numbers.cost_spread),
        visitors=(visitors, visitors * numbers.visitors_spread),
        conversion=min(1.0, offers.conversion_factor * numbers.conversion_share),
        order_value_factor=numbers.order_value_factor,
        margin_lost=min(1.0, offers.giveaway_factor * numbers.margin_lost_share),
        commission=min(1.0, offers.giveaway_factor * numbers.commission_share),
        asks=frozenset(row.parts("scope")),
        out_of_scope=numbers.out_of_scope_share,
        event_days=row.integer("event_days"),
        repeat_factor=numbers.repeat_factor,
        trial_pack=fen(numbers.trial_pack_cny),
    )


def _own_kind(kind: OwnKind) -> Kind:
    return Kind(
        id=kind.id,
        planned=False,
        rate_per_month=kind.rate_per_month,
        window_h=kind.window_h,
        cost_cny=kind.cost_cny,
        visitors=kind.visitors,
        conversion=kind.conversion_share,
        order_value_factor=kind.order_value_factor,
        margin_lost=kind.margin_lost_share,
        commission=kind.commission_share,
        asks=frozenset(kind.asks),
        out_of_scope=kind.out_of_scope_share,
        event_days=kind.event_days,
        repeat_factor=kind.repeat_factor,
        trial_pack=0,
    )


def campaigns_of(file: ClientFile, days: int) -> tuple[Campaign, ...]:
    """Return the campaigns announced in the season, and those that run in it."""
    if not file.offers.campaigns:
        return ()
    first, last = file.season.start, file.season.start + timedelta(days=days)
    return tuple(
        Campaign(
            id=row.text("campaign_id"),
            kind=row.text("kind_id"),
            announced=row.day("announced_on"),
            due=row.day("signup_to"),
            starts=row.day("starts_on"),
            ends=row.day("ends_on"),
            visitors_factor=row.number("visitors_factor"),
        )
        for row in _era_rows("campaign_calendar", file)
        if first <= row.day("announced_on") < last
    )


def arrivals_of(file: ClientFile) -> Arrivals:
    """Return how offers come by hour, weekday, month of the store and festival."""
    pattern: dict[str, dict[str, float]] = {}
    for row in _era_rows("arrival_pattern", file):
        pattern.setdefault(row.text("pattern"), {})[row.text("key")] = row.number("value")
    ramp = pattern.get("store_month", {})
    use_ramp = file.offers.new_store and ramp
    lead = next(iter(pattern["festival"].items()))
    return Arrivals(
        weekday=tuple(7 * pattern["weekday"][day] for day in WEEKDAYS),
        hour=_by_hour(pattern["hour"]),
        ramp=tuple(ramp[key] for key in sorted(ramp, key=int)) if use_ramp else (1.0,),
        festivals=tuple(row.day("starts_on") for row in _era_rows("campaign_calendar", file)),
        festival_lead_days=int(lead[0].removeprefix("lead_").removesuffix("d")),
        festival_factor=lead[1],
        rate_factor=file.offers.rate_factor,
        window_factor=file.offers.window_factor,
        feedback=file.offers.feedback,
        adverse=file.offers.adverse_share,
    )


def _by_hour(shares: dict[str, float]) -> tuple[float, ...]:
    """Return 24 weights of mean 1 from shares of spans such as ``10-12``; the rest is ``other``."""
    weights = [-1.0] * 24
    for span, share in shares.items():
        if span != "other":
            begin, end = (int(part) for part in span.split("-"))
            for hour in range(begin, end):
                weights[hour] = 24 * share / (end - begin)
    rest = weights.count(-1.0)
    return tuple(24 * shares.get("other", 0.0) / rest if w < 0 else w for w in weights)


def _era_rows(table: str, file: ClientFile) -> list[Row]:
    """Return the rows of a table of the market that hold in the client's era."""
    return [row for row in read_table(f"market/{table}") if row["era"] == file.client.era]
