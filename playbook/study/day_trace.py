"""One day of a season step by step under several regimes, as the model of record played it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sim.client.load import Client
from sim.client.regimes import named_regimes, regimes_of
from sim.luck.draw import draw_season
from sim.messages import Problem, ProblemError, msg
from sim.model.ledger import Day, Entry, Fate, Ledger
from sim.model.offers import reported_visitors
from sim.model.replay import replay
from sim.model.season import Season
from sim.model.units import DAY, in_cny, in_hours

Facts = Mapping[str, str | float | bool | None]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Hold one step of an offer's story: when, in microseconds of the season, what, and the facts.

    ``what`` is ``offered``, ``forecast``, ``charter``, ``signed``, ``resubmitted``, ``answered``,
    ``rival``, ``closed``, ``fate``, ``held`` or ``earned``.
    """

    at: int
    offer: int
    what: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RegimeDay:
    """Hold what becomes of a day's offers under a regime, and the store's day.

    The happenings stand offer by offer, each in the order of its moments.
    """

    happenings: tuple[Happening, ...]
    store: Facts


@dataclass(frozen=True, kw_only=True)
class DayTrace:
    """Hold a day of one season under regimes, all on the same luck."""

    client: Client
    day: date
    seed: int
    season: int
    regimes: Mapping[str, RegimeDay]

    def moment(self, at: int) -> datetime:
        """Return a moment of the season as the calendar has it."""
        start = datetime.combine(self.client.scenario.start, time())
        return start + timedelta(microseconds=at)

    def as_json(self) -> dict[str, Any]:
        """Return the trace for a program to read."""
        return {
            "client": self.client.file.client.name,
            "date": self.day.isoformat(),
            "seed": self.seed,
            "season": self.season,
            "regimes": {
                name: {
                    "happenings": [
                        {
                            "at": self.moment(one.at).isoformat(timespec="seconds"),
                            "offer": one.offer,
                            "what": one.what,
                            **one.facts,
                        }
                        for one in told.happenings
                    ],
                    "store": dict(told.store),
                }
                for name, told in self.regimes.items()
            },
        }


def day_traced(
    client: Client, day: date, names: tuple[str, ...] = (), *, seed: int = 1, season: int = 0
) -> DayTrace:
    """Return a day of a season; raise ``ProblemError`` where it has no offer, or is outside."""
    regimes = named_regimes(names, regimes_of(client.file, client.scenario))
    number = client.scenario.day_number(day)
    if not 0 <= number < client.scenario.days:
        raise ProblemError(_outside(client))
    tape = draw_season(client.scenario, seed, season)
    ledgers = {name: replay(tape, regime, name) for name, regime in regimes.items()}
    if not any(_entries(ledger, number) for ledger in ledgers.values()):
        raise ProblemError(_no_offer(client, ledgers, number))
    return DayTrace(
        client=client,
        day=day,
        seed=seed,
        season=season,
        regimes={name: _regime_day(tape, ledger, number) for name, ledger in ledgers.items()},
    )


def _outside(client: Client) -> Problem:
    first, last = client.scenario.start, client.scenario.date_of(client.scenario.days - 1)
    rule = msg("outside the period, {first} to {last}", first=first, last=last)
    return Problem(where="--date", rule=rule)


def _no_offer(client: Client, ledgers: Mapping[str, Ledger], number: int) -> Problem:
    days = {e.offer.offered_at // DAY for ledger in ledgers.values() for e in ledger.entries}
    near = min(days, key=lambda day: abs(day - number), default=None)
    if near is None:
        return Problem(where="--date", rule=msg("no offer comes in this run"))
    remedy = msg("The nearest day with one is {day}", day=client.scenario.date_of(near))
    return Problem(where="--date", rule=msg("no offer comes on this day"), remedy=remedy)


def _entries(ledger: Ledger, number: int) -> list[Entry]:
    return [entry for entry in ledger.entries if entry.offer.offered_at // DAY == number]


def _regime_day(tape: Season, ledger: Ledger, number: int) -> RegimeDay:
    told = [one for entry in _entries(ledger, number) for one in _story(tape, entry)]
    return RegimeDay(happenings=tuple(told), store=_store(ledger.days[number]))


def _store(found: Day) -> Facts:
    return {
        "visits": found.visits,
        "orders": found.first_orders + found.repeat_orders,
        "sales_cny": in_cny(found.sales),
        "contribution_cny": in_cny(found.contribution),
        "spend_cny": in_cny(found.spend),
        "stock_orders": found.stock,
        "oversold_orders": found.oversold,
        "late_parcels": found.late_parcels,
    }


def _story(tape: Season, entry: Entry) -> list[Happening]:
    """Return all steps of an offer's story in the order of their moments."""
    steps = [_offered(entry), _forecast(tape, entry)]
    if entry.filed:
        steps += [*_charter(entry), *_chain(entry), *_answer(entry)]
    steps += [*_end(entry), _fate(entry), *_outcome(tape, entry)]
    return sorted(steps, key=lambda one: one.at)


def _step(entry: Entry, at: int, what: str, **facts: str | float | bool | None) -> Happening:
    return Happening(at=at, offer=entry.offer.number, what=what, facts=facts)


def _offered(entry: Entry) -> Happening:
    offer = entry.offer
    return _step(
        entry,
        offer.offered_at,
        "offered",
        kind=offer.kind.id,
        cash_cost_cny=in_cny(offer.cash_cost),
        window_h=in_hours(offer.closes_at - offer.offered_at),
        out_of_scope=offer.out_of_scope,
    )


def _forecast(tape: Season, entry: Entry) -> Happening:
    offer = entry.offer
    seen = tape.expected(offer, offer.seen_by_agency)
    return _step(
        entry,
        offer.offered_at,
        "forecast",
        visitors=offer.seen_by_agency,
        orders=seen.orders,
        deal_value_cny=in_cny(round(seen.deal_value)),
        reported_visitors=reported_visitors(tape.scenario, offer),
        exposure_cny=in_cny(entry.exposure),
        filed=entry.filed,
    )


def _charter(entry: Entry) -> Iterator[Happening]:
    """Give what the charter says, where there is one: within it, or the clause against it."""
    decision = entry.decision
    if decision.fallback or decision.route == "green":
        at, clause = entry.offer.offered_at, decision.fallback
        yield _step(entry, at, "charter", clause=clause, dual=decision.dual)


def _chain(entry: Entry) -> Iterator[Happening]:
    for signing in entry.decision.signings:
        yield _step(
            entry,
            signing.decided_at,
            "signed",
            role=signing.role,
            round=signing.round,
            waited_h=in_hours(signing.decided_at - signing.activated_at),
            looked_after_h=in_hours(signing.attended_at - signing.activated_at),
            handling_min=60 * in_hours(signing.handling),
            action=signing.action,
        )
    for returned_at, again_at in entry.decision.resubmissions:
        yield _step(entry, again_at, "resubmitted", after_h=in_hours(again_at - returned_at))


def _answer(entry: Entry) -> Iterator[Happening]:
    if entry.answered_at is not None:
        decision = entry.decision
        yield _step(
            entry,
            entry.answered_at,
            "answered",
            yes=decision.yes,
            route=decision.route,
            reason=decision.reason,
            taken_share=decision.taken,
            after_h=in_hours(entry.answered_at - entry.offer.offered_at),
        )


def _end(entry: Entry) -> Iterator[Happening]:
    """Give the rival and the window's end, unless the offer was taken before."""
    offer = entry.offer
    if entry.fate is not Fate.CAPTURED and offer.rival_at < offer.closes_at:
        yield _step(entry, offer.rival_at, "rival")
    yield _step(entry, offer.closes_at, "closed")


def _fate(entry: Entry) -> Happening:
    """Return what became of the offer, at the moment at which it was certain."""
    offer, answered_at = entry.offer, entry.answered_at
    certain = offer.dies_at if answered_at is None else min(answered_at, offer.dies_at)
    too_late = bool(entry.decision.yes) and entry.fate is not Fate.CAPTURED
    return _step(entry, certain, "fate", fate=entry.fate.value, yes_too_late=too_late)


def _outcome(tape: Season, entry: Entry) -> Iterator[Happening]:
    """Give the stock that is held for a captured offer, and what it brought."""
    if entry.fate is not Fate.CAPTURED:
        return
    offer, taken = entry.offer, entry.decision.taken
    seen = tape.expected(offer, offer.seen_by_agency)
    yield _step(entry, entry.answered_at or 0, "held", orders=round(seen.orders * taken))
    yield _step(
        entry,
        max(entry.answered_at or 0, (offer.event_day + offer.event_days) * DAY),
        "earned",
        visitors=entry.visitors,
        orders=entry.orders,
        sales_cny=in_cny(entry.sales),
        cash_cost_cny=in_cny(entry.cash_cost),
        deal_value_cny=in_cny(entry.deal_value),
        brand_damage_cny=in_cny(entry.brand_damage),
    )
