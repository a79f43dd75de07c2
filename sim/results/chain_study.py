"""On which requests a chain is studied: a client's offers, or what a chain file describes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path

import numpy as np

from sim.client.chain_file import ChainFile, Step, listed_arrivals, read_chain_file
from sim.client.files import find_file
from sim.client.load import Client
from sim.client.regimes import chasing_of
from sim.client.worktime import Workdays, parse_spans, parse_time
from sim.luck.draw import draw_season
from sim.luck.streams import ROUNDS, RequestLuck, durations, invert, signing_stream
from sim.luck.vectors import Floats, uniforms, unit_exponential
from sim.messages import Problem, ProblemError, msg
from sim.model.chain import Attendance
from sim.model.clock import Clock, daily_looks, weekly_clock
from sim.model.offers import Offer, Request, agency_likes, forecast
from sim.model.scenario import APPEARANCE_CEILING, Approver, Chain, Scenario, Signatures
from sim.model.season import Season
from sim.model.units import DAY, HOUR, SECOND, fen
from sim.results.latency import Batch, Study

MOST_EMPTY_SEASONS = 200
SPARE_DAYS = 1500
WEEK_HOURS = 168
SORT = "chain"
"""How the streams of a bare chain begin."""


def client_study(client: Client, requests: int, seed: int) -> Study:
    """Return the study of a client's chain on the offers of as many seasons as are needed."""
    chain = replace(client.scenario.chain, withdraws_dead=False)
    return Study(
        chain=chain,
        start=client.scenario.start,
        clock=next(iter(chain.approvers.values())).clock,
        batches=Seasons(client, requests, seed),
        chasing=chasing_of(client.file),
    )


@dataclass(frozen=True)
class Seasons:
    """Give the filed requests of one season after the other until there are enough.

    A season is drawn when its turn comes, so that few are in memory at once.
    """

    client: Client
    requests: int
    seed: int

    def __iter__(self) -> Iterator[Batch]:
        """Give a season's requests, with who was away and what else was on the desks."""
        missing, replication = self.requests, 0
        while missing:
            season = draw_season(self.client.scenario, self.seed, replication)
            filed = tuple(self._filed(season))[:missing]
            if filed:
                yield Batch(
                    attendance=season.attendance,
                    requests=filed,
                    other_work=season.other_work,
                    address=(self.seed, replication),
                )
            elif missing == self.requests and replication > MOST_EMPTY_SEASONS:
                rule = msg("no offer ever comes")
                where = str(self.client.path)
                raise ProblemError(Problem(where=where, field="[offers]", rule=rule))
            missing, replication = missing - len(filed), replication + 1

    def _filed(self, season: Season) -> Iterator[Request]:
        scenario = self.client.scenario
        return (offer.request for offer in season.offers if _is_filed(scenario, offer))


def _is_filed(scenario: Scenario, offer: Offer) -> bool:
    """Tell whether the platform makes the offer and the agency files it."""
    made = offer.campaign != "" or offer.u_appears < 1.0 / APPEARANCE_CEILING
    return made and agency_likes(scenario, offer, forecast(scenario, offer, offer.seen_by_agency))


def chain_study(path: str | Path, requests: int, seed: int) -> Study:
    """Return the study of a bare chain: its desks, and ``requests`` requests with their luck."""
    file = read_chain_file(path)
    arrivals = listed_arrivals(file, find_file(path), requests)
    clock = _clock(file, requests, arrivals)
    chain = _chain(file, clock)
    moments = arrivals or _drawn_arrivals(file, clock, requests, seed)
    batch = Batch(
        attendance=Attendance(away={}, looks=_looks(file, clock)),
        requests=_requests(file, chain, moments, seed),
        other_work={},
        address=(seed, 0),
    )
    start = file.calendar.start.date()
    return Study(chain=chain, start=start, clock=clock, batches=(batch,))


def _looks(file: ChainFile, clock: Clock) -> dict[str, tuple[int, ...]]:
    days = sorted({span // DAY for span in clock.starts})
    return {
        step.role: daily_looks([parse_time(look) for look in step.looks], days)
        for step in file.steps
        if step.looks
    }


def _offset(file: ChainFile) -> int:
    start = file.calendar.start
    midnight = datetime.combine(start.date(), time())
    return round((start.replace(tzinfo=None) - midnight).total_seconds() * SECOND)


def _clock(file: ChainFile, count: int, arrivals: list[int] | None) -> Clock:
    """Return the office clock, long enough for all arrivals and a slow chain."""
    spans = parse_spans(file.calendar.hours)
    a_day = sum(end - begin for begin, end in spans) / HOUR
    a_week = a_day * len(file.calendar.days)
    if arrivals is not None:
        weeks = max(arrivals, default=0) / (7 * DAY)
    else:
        weekly = file.requests.per_week or (file.requests.per_working_hour or 0.0) * a_week
        weeks = count / weekly * 1.3
    length = min(int(weeks * 7) + SPARE_DAYS, (date.max - file.calendar.start.date()).days - 1)
    calendar = Workdays(country=file.calendar.holidays, days=file.calendar.days)
    first = file.calendar.start.date().toordinal()
    return weekly_clock(
        spans, 0, length, lambda day: calendar.is_workday(date.fromordinal(first + day))
    )


def _drawn_arrivals(file: ChainFile, clock: Clock, count: int, seed: int) -> list[int]:
    """Return Poisson arrivals after the start, on the working clock or at any hour of the week."""
    gaps = unit_exponential(uniforms(seed, 0, "chain/arrival", count))
    if file.requests.per_week:
        at = np.cumsum(gaps) * WEEK_HOURS / file.requests.per_week * HOUR
        return [int(moment) for moment in np.rint(at)]
    worked = np.rint(np.cumsum(gaps) / (file.requests.per_working_hour or 1.0) * HOUR)
    start = _offset(file)
    return [clock.add(start, max(1, int(work))) - start for work in worked]


def _chain(file: ChainFile, clock: Clock) -> Chain:
    bounds = sorted({fen(step.above_cny) for step in file.steps} | {0})
    tops = [*bounds[1:], 1 << 60]
    return Chain(
        approvers={step.role: _approver(step, clock) for step in file.steps},
        classes=tuple(
            Signatures(
                above=above,
                up_to=up_to,
                roles=tuple(s.role for s in file.steps if fen(s.above_cny) <= above),
            )
            for above, up_to in zip(bounds, tops, strict=True)
        ),
        rounds=file.requests.rework_rounds if any(s.return_rate for s in file.steps) else 0,
        resubmission=file.requests.resubmission_h.law(1.0),
    )


def _approver(step: Step, clock: Clock) -> Approver:
    return Approver(
        role=step.role,
        clock=clock,
        late_clock=clock,
        attention=step.attention_h.law(1.0),
        handling=step.handling_min.law(1 / 60),
        people=step.people,
        sign=step.sign,
        queued=step.queue == "fifo",
        rejects=step.reject_rate,
        returns_first=step.return_rate,
        returns_later=step.return_rate,
    )


def _requests(file: ChainFile, chain: Chain, moments: list[int], seed: int) -> tuple[Request, ...]:
    """Return the requests that arrive at these moments after the start, with their luck."""
    start, count = _offset(file), len(moments)
    amounts = invert(file.requests.amount_cny.law(1.0), uniforms(seed, 0, "chain/amount", count))
    shape = count, max(ROUNDS, chain.rounds + 1)
    again = durations(chain.resubmission, uniforms(seed, 0, "chain/resubmission", shape))
    luck = RequestLuck(chain, partial(_signings, chain, seed, (*shape, 4)), again, name=SORT)
    return tuple(
        luck.request(number, number, start + moment, fen(amount), budgeted=True)
        for number, (moment, amount) in enumerate(zip(moments, amounts.tolist(), strict=True))
    )


def _signings(chain: Chain, seed: int, shape: tuple[int, ...]) -> dict[str, Floats]:
    """Return each role's uniforms; every person has a stream."""
    people = {
        role: [signing_stream(SORT, role, nth) for nth in range(approver.signers)]
        for role, approver in chain.approvers.items()
    }
    return {
        role: np.stack([uniforms(seed, 0, each, shape) for each in streams], axis=2)
        for role, streams in people.items()
    }
