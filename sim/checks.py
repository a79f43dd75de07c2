"""What a client file must make sense of beyond single keys; and what is legal but worth a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from sim.csv_tables import read_table
from sim.hours import parse_spans, parse_time
from sim.problems import Problem, did_you_mean
from sim.schema import ClientFile
from sim.workdays import Workdays, country_known, known_countries

INSTRUMENTS = ("budget", "gift", "price", "inventory", "brand")


LARGEST_COST_CNY = 1_000_000


def cross_checks(file: ClientFile, where: str) -> list[Problem]:
    """Return every problem that shows only when keys are read together."""
    return [
        Problem(where=where, **found)  # type: ignore[arg-type]
        for check in (_dates, _term, _office, _classes, _approvers, _kinds)
        for found in check(file)
    ]


def warnings_of(file: ClientFile) -> Iterator[str]:
    """Yield what is legal but should be known: provisional years, dates on rest days."""
    if not country_known(file.office.holidays):
        return
    calendar = Workdays(country=file.office.holidays, days=file.office.days)
    last = season_end(file)
    top = file.chain.classes[-1].up_to_cny
    if top < LARGEST_COST_CNY:
        yield f"The last class of [chain].classes ends at {top:g} CNY; it signs all above it too."
    if 0 < file.charter.quota_cny < file.charter.alone_cny:
        yield "charter.alone_cny lies above charter.quota_cny: nothing is left for the dual sign."
    years = calendar.provisional_years(min(file.project.start_date, file.season.start), last)
    if years:
        named = ", ".join(map(str, years))
        yield f"The holidays of {named} are not announced yet: weekly rest days only (provisional)."
    for name, day in (
        ("project.start_date", file.project.start_date),
        ("project.go_live", file.project.go_live),
    ):
        kind = calendar.kind(day)
        if kind not in ("workday", "make_up_workday"):
            yield f"{name} = {day.isoformat()} is a {kind.replace('_', ' ')}."


def season_end(file: ClientFile) -> date:
    """Return the last day of the simulated season."""
    month = file.season.start.month - 1 + file.season.months
    first_after = date(file.season.start.year + month // 12, month % 12 + 1, 1)
    return first_after - timedelta(days=1)


def _dates(file: ClientFile) -> Iterator[dict[str, object]]:
    dated = {
        "[project].start_date": file.project.start_date,
        "[project].go_live": file.project.go_live,
        "[season].start": file.season.start,
    }
    beyond = {field: day for field, day in dated.items() if not 1990 <= day.year <= 2100}
    for field, day in beyond.items():
        rule = "calendars reach from 1990 to 2100"
        yield {"field": field, "value": day.isoformat(), "rule": rule}
    if beyond:
        return
    if file.project.start_date >= file.project.go_live:
        yield {
            "field": "[project].go_live",
            "value": file.project.go_live.isoformat(),
            "rule": f"must come after start_date ({file.project.start_date.isoformat()})",
        }
    if file.season.start.day != 1:
        yield {
            "field": "[season].start",
            "value": file.season.start.isoformat(),
            "rule": "the season is made of full months and starts on the first of one",
            "remedy": f"Write {file.season.start.replace(day=1).isoformat()}",
        }
    switch = file.season.switch_on
    if switch and not file.season.start < switch <= season_end(file):
        yield {
            "field": "[season].switch_on",
            "value": switch.isoformat(),
            "rule": f"must lie after the season's first day, {file.season.start.isoformat()},"
            f" and not after its last, {season_end(file).isoformat()}",
        }


def _term(file: ClientFile) -> Iterator[dict[str, object]]:
    begins, ends = file.charter.valid_from, file.charter.valid_until
    if begins and ends and ends < begins:
        yield {
            "field": "[charter].valid_until",
            "value": ends.isoformat(),
            "rule": f"lies before valid_from ({begins.isoformat()})",
        }


def _office(file: ClientFile) -> Iterator[dict[str, object]]:
    if not country_known(file.office.holidays):
        code = file.office.holidays.upper()
        hint = did_you_mean(code, known_countries())
        yield {
            "field": "[office].holidays",
            "value": file.office.holidays,
            "rule": "no such country in the calendar library",
            "remedy": hint if hint.startswith("Did") else 'Use an ISO code such as "CN", or "none"',
        }
    try:
        parse_spans(file.office.hours)
    except ValueError as error:
        yield {"field": "[office].hours", "value": list(file.office.hours), "rule": str(error)}


def _classes(file: ClientFile) -> Iterator[dict[str, object]]:
    rows = file.chain.classes
    known = file.chain.approvers
    for number, row in enumerate(rows, start=1):
        for role in row.roles:
            if role not in known:
                yield {
                    "field": f"[chain].classes.#{number}.roles",
                    "value": role,
                    "rule": "no such approver",
                    "remedy": did_you_mean(role, known),
                }
        if not set(row.roles) - set(file.chain.dropped):
            yield {
                "field": f"[chain].classes.#{number}.roles",
                "rule": "nobody is left to sign once the dropped signatures are taken out",
            }
        if len(set(row.roles)) < len(row.roles):
            yield {
                "field": f"[chain].classes.#{number}.roles",
                "value": list(row.roles),
                "rule": "a role signs once in a chain",
            }
    for number, (lower, upper) in enumerate(pairwise(rows), start=2):
        if upper.up_to_cny <= lower.up_to_cny:
            yield {
                "field": f"[chain].classes.#{number}.up_to_cny",
                "value": upper.up_to_cny,
                "rule": f"classes rise: must be above {lower.up_to_cny:g}",
            }


def _approvers(file: ClientFile) -> Iterator[dict[str, object]]:
    for role in file.chain.dropped:
        if role not in file.chain.approvers:
            yield {
                "field": "[chain].dropped",
                "value": role,
                "rule": "no such approver",
                "remedy": did_you_mean(role, file.chain.approvers),
            }
    for role, row in file.chain.approvers.items():
        for look in row.looks:
            try:
                parse_time(look)
            except ValueError as error:
                field = f"[chain].approvers.{role}.looks"
                yield {"field": field, "value": look, "rule": str(error)}


def _kinds(file: ClientFile) -> Iterator[dict[str, object]]:
    known = [str(r["kind_id"]) for r in read_table("resource_kinds") if r["era"] == file.client.era]
    own = [kind.id for kind in file.offers.own]
    named = known if file.offers.kinds is None else list(file.offers.kinds)
    if not named and not own:
        yield {
            "field": "[offers].kinds",
            "value": [],
            "rule": "the catalogue is empty: no kind of offer would ever come",
            "remedy": "Leave the key out to take all kinds of the era",
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
                    "rule": f"no such kind in era {file.client.era}",
                    "remedy": did_you_mean(word, [*known, *own]),
                }
    instruments = {*INSTRUMENTS, *(word for kind in file.offers.own for word in kind.asks)}
    for word in file.charter.instruments:
        if word not in instruments:
            yield {
                "field": "[charter].instruments",
                "value": word,
                "rule": "no kind asks for such an instrument",
                "remedy": did_you_mean(word, instruments),
            }
    for kind, count in Counter([*own, *known]).items():
        if count > 1:
            yield {"field": "[offers].own", "value": kind, "rule": "this kind exists already"}
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
                    "rule": "the 90th percentile lies below the median",
                }
