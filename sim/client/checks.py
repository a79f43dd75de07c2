"""What a client file must make sense of beyond single keys; and what is legal but worth a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sim.client.hours import parse_spans, parse_time
from sim.client.schema import ClientFile
from sim.client.workdays import Workdays, country_known, country_meant
from sim.messages import Message, RuleError, listed, msg
from sim.model.months import first_of_month
from sim.problems import Problem, did_you_mean
from sim.tables.read import read_table

INSTRUMENTS = ("budget", "gift", "price", "inventory", "brand")


LARGEST_COST_CNY = 1_000_000


def cross_checks(file: ClientFile, where: str) -> list[Problem]:
    """Return every problem that shows only when keys are read together."""
    return [
        Problem(where=where, **found)  # type: ignore[arg-type]
        for check in (_dates, _term, _office, _classes, _approvers, _kinds)
        for found in check(file)
    ]


def warnings_of(file: ClientFile) -> Iterator[Message]:
    """Yield what is legal but should be known: provisional years, dates on rest days."""
    if not country_known(file.office.holidays):
        return
    calendar = Workdays(country=file.office.holidays, days=file.office.days)
    last = season_end(file)
    top = file.chain.classes[-1].up_to_cny
    if top < LARGEST_COST_CNY:
        yield msg(
            "The last class of [chain].classes ends at {amount} CNY; it signs all above it too.",
            amount=f"{top:g}",
        )
    if 0 < file.charter.quota_cny < file.charter.alone_cny:
        yield msg(
            "charter.alone_cny lies above charter.quota_cny: nothing is left for the dual sign."
        )
    years = calendar.provisional_years(min(file.project.start_date, file.season.start), last)
    if years:
        yield msg(
            "The holidays of {years} are not announced yet: weekly rest days only (provisional).",
            years=listed(map(str, years)),
        )
    for name, day in (
        ("project.start_date", file.project.start_date),
        ("project.go_live", file.project.go_live),
    ):
        kind = calendar.kind(day)
        if kind not in ("workday", "make_up_workday"):
            kind_of_day = msg("holiday") if kind == "holiday" else msg("rest day")
            yield msg(
                "{setting} = {day} is a {kind_of_day}.",
                setting=name,
                day=day.isoformat(),
                kind_of_day=kind_of_day,
            )


def season_end(file: ClientFile) -> date:
    """Return the last day of the simulated season."""
    return first_of_month(file.season.start, file.season.months) - timedelta(days=1)


def _dates(file: ClientFile) -> Iterator[dict[str, object]]:
    dated = {
        "[project].start_date": file.project.start_date,
        "[project].go_live": file.project.go_live,
        "[season].start": file.season.start,
    }
    beyond = {field: day for field, day in dated.items() if not 1990 <= day.year <= 2100}
    for field, day in beyond.items():
        rule = msg("calendars reach from 1990 to 2100")
        yield {"field": field, "value": day.isoformat(), "rule": rule}
    if beyond:
        return
    if file.project.start_date >= file.project.go_live:
        yield {
            "field": "[project].go_live",
            "value": file.project.go_live.isoformat(),
            "rule": msg(
                "must come after start_date ({day})", day=file.project.start_date.isoformat()
            ),
        }
    if file.season.start.day != 1:
        yield {
            "field": "[season].start",
            "value": file.season.start.isoformat(),
            "rule": msg("the season is made of full months and starts on the first of one"),
            "remedy": msg("Write {value}", value=first_of_month(file.season.start).isoformat()),
        }
    switch = file.season.switch_on
    if switch and not file.season.start < switch <= season_end(file):
        yield {
            "field": "[season].switch_on",
            "value": switch.isoformat(),
            "rule": msg(
                "must lie after the season's first day, {first}, and not after its last, {last}",
                first=file.season.start.isoformat(),
                last=season_end(file).isoformat(),
            ),
        }


def _term(file: ClientFile) -> Iterator[dict[str, object]]:
    begins, ends = file.charter.valid_from, file.charter.valid_until
    if begins and ends and ends < begins:
        yield {
            "field": "[charter].valid_until",
            "value": ends.isoformat(),
            "rule": msg("lies before valid_from ({day})", day=begins.isoformat()),
        }


def _office(file: ClientFile) -> Iterator[dict[str, object]]:
    if not country_known(file.office.holidays):
        yield {
            "field": "[office].holidays",
            "value": file.office.holidays,
            "rule": msg("no such country in the calendar library"),
            "remedy": country_meant(file.office.holidays),
        }
    try:
        parse_spans(file.office.hours)
    except RuleError as error:
        yield {"field": "[office].hours", "value": list(file.office.hours), "rule": error.rule}


def _classes(file: ClientFile) -> Iterator[dict[str, object]]:
    rows = file.chain.classes
    known = file.chain.approvers
    for number, row in enumerate(rows, start=1):
        for role in row.roles:
            if role not in known:
                yield {
                    "field": f"[chain].classes.#{number}.roles",
                    "value": role,
                    "rule": msg("no such approver"),
                    "remedy": did_you_mean(role, known),
                }
        if not set(row.roles) - set(file.chain.dropped):
            yield {
                "field": f"[chain].classes.#{number}.roles",
                "rule": msg("nobody is left to sign once the dropped signatures are taken out"),
            }
        if len(set(row.roles)) < len(row.roles):
            yield {
                "field": f"[chain].classes.#{number}.roles",
                "value": list(row.roles),
                "rule": msg("a role signs once in a chain"),
            }
    for number, (lower, upper) in enumerate(pairwise(rows), start=2):
        if upper.up_to_cny <= lower.up_to_cny:
            yield {
                "field": f"[chain].classes.#{number}.up_to_cny",
                "value": upper.up_to_cny,
                "rule": msg("classes rise: must be above {amount}", amount=f"{lower.up_to_cny:g}"),
            }


def _approvers(file: ClientFile) -> Iterator[dict[str, object]]:
    for role in file.chain.dropped:
        if role not in file.chain.approvers:
            yield {
                "field": "[chain].dropped",
                "value": role,
                "rule": msg("no such approver"),
                "remedy": did_you_mean(role, file.chain.approvers),
            }
    for role, row in file.chain.approvers.items():
        for look in row.looks:
            try:
                parse_time(look)
            except RuleError as error:
                field = f"[chain].approvers.{role}.looks"
                yield {"field": field, "value": look, "rule": error.rule}


def _kinds(file: ClientFile) -> Iterator[dict[str, object]]:
    known = [
        r.text("kind_id")
        for r in read_table("market/resource_kinds")
        if r["era"] == file.client.era
    ]
    own = [kind.id for kind in file.offers.own]
    named = known if file.offers.kinds is None else list(file.offers.kinds)
    if not named and not own:
        yield {
            "field": "[offers].kinds",
            "value": [],
            "rule": msg("the catalogue is empty: no kind of offer would ever come"),
            "remedy": msg("Leave the key out to take all kinds of the era"),
        }
    for field, words in (
        ("[offers].kinds", named),
        ("[charter].kinds_excluded", file.charter.kinds_excluded or ()),
    ):
        for word in words:
            if word not in known and word not in own:
                yield {
                    "field": field,
                    "value": word,
                    "rule": msg("no such kind in era {era}", era=file.client.era),
                    "remedy": did_you_mean(word, [*known, *own]),
                }
    instruments = {*INSTRUMENTS, *(word for kind in file.offers.own for word in kind.asks)}
    for word in file.charter.instruments:
        if word not in instruments:
            yield {
                "field": "[charter].instruments",
                "value": word,
                "rule": msg("no kind asks for such an instrument"),
                "remedy": did_you_mean(word, instruments),
            }
    for kind, count in Counter([*own, *known]).items():
        if count > 1:
            rule = msg("this kind exists already")
            yield {"field": "[offers].own", "value": kind, "rule": rule}
    for own_kind in file.offers.own:
        for name, pair in (
            ("window_h", own_kind.window_h),
            ("cost_cny", own_kind.cost_cny),
            ("visitors", own_kind.visitors),
        ):
            if pair[1] < pair[0]:
                yield {
                    "field": f"[offers].own.{own_kind.id}.{name}",
                    "value": list(pair),
                    "rule": msg("the 90th percentile lies below the median"),
                }
