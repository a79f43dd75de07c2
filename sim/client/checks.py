"""What a client file must make sense of beyond single keys; and what is legal but worth a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sim.client.catalogue import standard_kinds
from sim.client.schema import ClientFile
from sim.client.size import size_problems
from sim.client.worktime import (
    Workdays,
    country_known,
    country_meant,
    over_midnight,
    parse_spans,
    parse_time,
)
from sim.messages import Message, Problem, RuleError, did_you_mean, listed, msg
from sim.model.units import first_of_month

INSTRUMENTS = ("budget", "gift", "price", "inventory", "brand")
LARGEST_COST_CNY = 1_000_000


def cross_checks(file: ClientFile, where: str) -> list[Problem]:
    """Return every problem that shows only when keys are read together."""
    checks = (
        _project, _season, _term, _office, _classes, _dropped, _looks, _kinds, _instruments,
        _own_kinds, size_problems,
    )  # fmt: skip
    return [problem for check in checks for problem in check(file, where)]


def warnings_of(file: ClientFile) -> Iterator[Message]:
    """Yield what is legal but should be known: provisional years, dates on rest days."""
    if not country_known(file.office.holidays):
        return
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
    yield from night_notes("[office].hours", file.office.hours)
    calendar = Workdays(country=file.office.holidays, days=file.office.days)
    first = min(file.project.start_date, file.season.start)
    if years := calendar.provisional_years(first, season_end(file)):
        yield msg(
            "The calendar of {years} is provisional: moved workdays are not announced yet, or"
            " feasts are estimated. It holds the public holidays that are known.",
            years=listed(map(str, years)),
        )
    yield from _on_rest_days(file, calendar)


def night_notes(field: str, spans: Sequence[str]) -> Iterator[Message]:
    """Yield what hours over midnight mean: they may also be a slip."""
    for span in filter(over_midnight, spans):
        yield msg(
            "{field} {hours} run over midnight: the hours after midnight are worked on each working"
            " day itself, not on the day after it.",
            field=field,
            hours=span,
        )


def _on_rest_days(file: ClientFile, calendar: Workdays) -> Iterator[Message]:
    dates = {
        "project.start_date": file.project.start_date,
        "project.go_live": file.project.go_live,
    }
    for setting, day in dates.items():
        kind = calendar.kind(day)
        if kind not in ("workday", "make_up_workday"):
            yield msg(
                "{setting} = {day} is a {kind_of_day}.",
                setting=setting,
                day=day.isoformat(),
                kind_of_day=msg("holiday") if kind == "holiday" else msg("rest day"),
            )


def season_end(file: ClientFile) -> date:
    """Return the last day of the simulated season."""
    return first_of_month(file.season.start, file.season.months) - timedelta(days=1)


def country_problems(where: str, field: str, country: str) -> Iterator[Problem]:
    """Give the problem of a country without a calendar."""
    if not country_known(country):
        yield Problem(
            where=where,
            field=field,
            value=country,
            rule=msg("no such country in the calendar library"),
            remedy=country_meant(country),
        )


def hours_problems(where: str, field: str, spans: tuple[str, ...]) -> Iterator[Problem]:
    """Give the problem of spans of the day that do not follow one another."""
    try:
        parse_spans(spans)
    except RuleError as error:
        yield Problem(where=where, field=field, value=list(spans), rule=error.rule)


def look_problems(where: str, field: str, looks: Sequence[str]) -> Iterator[Problem]:
    """Give the problem of every look that is no time of the day."""
    for look in looks:
        try:
            parse_time(look)
        except RuleError as error:
            yield Problem(where=where, field=field, value=look, rule=error.rule)


def _project(file: ClientFile, where: str) -> Iterator[Problem]:
    begins, go_live = file.project.start_date, file.project.go_live
    if begins >= go_live:
        yield Problem(
            where=where,
            field="[project].go_live",
            value=go_live.isoformat(),
            rule=msg("must come after start_date ({day})", day=begins.isoformat()),
        )


def _season(file: ClientFile, where: str) -> Iterator[Problem]:
    first, last, switch = file.season.start, season_end(file), file.season.switch_on
    if first.day != 1:
        yield Problem(
            where=where,
            field="[season].start",
            value=first.isoformat(),
            rule=msg("the season is made of full months and starts on the first of one"),
            remedy=msg("Write {value}", value=first_of_month(first).isoformat()),
        )
    if switch and not first < switch <= last:
        yield Problem(
            where=where,
            field="[season].switch_on",
            value=switch.isoformat(),
            rule=msg(
                "must lie after the season's first day, {first}, and not after its last, {last}",
                first=first.isoformat(),
                last=last.isoformat(),
            ),
        )


def _term(file: ClientFile, where: str) -> Iterator[Problem]:
    begins, ends = file.charter.valid_from, file.charter.valid_until
    if begins and ends and ends < begins:
        yield Problem(
            where=where,
            field="[charter].valid_until",
            value=ends.isoformat(),
            rule=msg("lies before valid_from ({day})", day=begins.isoformat()),
        )


def _office(file: ClientFile, where: str) -> Iterator[Problem]:
    yield from country_problems(where, "[office].holidays", file.office.holidays)
    yield from hours_problems(where, "[office].hours", file.office.hours)


def _classes(file: ClientFile, where: str) -> Iterator[Problem]:
    rows = file.chain.classes
    for number, row in enumerate(rows, start=1):
        yield from _signatures(file, row.roles, where, f"[chain].classes.#{number}.roles")
    for number, (lower, upper) in enumerate(pairwise(rows), start=2):
        if upper.up_to_cny <= lower.up_to_cny:
            yield Problem(
                where=where,
                field=f"[chain].classes.#{number}.up_to_cny",
                value=upper.up_to_cny,
                rule=msg("classes rise: must be above {amount}", amount=f"{lower.up_to_cny:g}"),
            )


def _signatures(
    file: ClientFile, roles: Sequence[str], where: str, field: str
) -> Iterator[Problem]:
    yield from _strange(where, field, roles, file.chain.approvers, msg("no such approver"))
    if not set(roles) - set(file.chain.dropped):
        rule = msg("nobody is left to sign once the dropped signatures are taken out")
        yield Problem(where=where, field=field, rule=rule)
    if len(set(roles)) < len(roles):
        rule = msg("a role signs once in a chain")
        yield Problem(where=where, field=field, value=list(roles), rule=rule)


def _dropped(file: ClientFile, where: str) -> Iterator[Problem]:
    rule = msg("no such approver")
    return _strange(where, "[chain].dropped", file.chain.dropped, file.chain.approvers, rule)


def _looks(file: ClientFile, where: str) -> Iterator[Problem]:
    for role, row in file.chain.approvers.items():
        yield from look_problems(where, f"[chain].approvers.{role}.looks", row.looks)


def _kinds(file: ClientFile, where: str) -> Iterator[Problem]:
    known = list(standard_kinds(file.client.era))
    own = [kind.id for kind in file.offers.own]
    named = known if file.offers.kinds is None else list(file.offers.kinds)
    if not named and not own:
        yield Problem(
            where=where,
            field="[offers].kinds",
            value=[],
            rule=msg("the catalogue is empty: no kind of offer would ever come"),
            remedy=msg("Leave the key out to take all kinds of the era"),
        )
    rule = msg("no such kind in era {era}", era=file.client.era)
    excluded = file.charter.kinds_excluded or ()
    yield from _strange(where, "[offers].kinds", named, [*known, *own], rule)
    yield from _strange(where, "[charter].kinds_excluded", excluded, [*known, *own], rule)


def strange_numbers(numbers: object, era: str, where: str) -> Iterator[Problem]:
    """Yield the problem of every kind whose numbers a file changes though the era has no such kind.

    It is told before the numbers are read: all that such a kind lacks would be told instead.
    """
    known, rule = standard_kinds(era), msg("no such kind in era {era}", era=era)
    for kind in numbers if isinstance(numbers, dict) else ():
        if kind not in known:
            field, meant = f"[offers].numbers.{kind}", did_you_mean(kind, known)
            yield Problem(where=where, field=field, rule=rule, remedy=meant)


def _instruments(file: ClientFile, where: str) -> Iterator[Problem]:
    asked = {*INSTRUMENTS, *(word for kind in file.offers.own for word in kind.asks)}
    rule = msg("no kind asks for such an instrument")
    return _strange(where, "[charter].instruments", file.charter.instruments, asked, rule)


def _own_kinds(file: ClientFile, where: str) -> Iterator[Problem]:
    own = [kind.id for kind in file.offers.own]
    for kind, count in Counter([*own, *standard_kinds(file.client.era)]).items():
        if count > 1:
            rule = msg("this kind exists already")
            yield Problem(where=where, field="[offers].own", value=kind, rule=rule)
    for own_kind in file.offers.own:
        for name in ("window_h", "cost_cny", "visitors"):
            median, p90 = getattr(own_kind, name)
            if p90 < median:
                yield Problem(
                    where=where,
                    field=f"[offers].own.{own_kind.id}.{name}",
                    value=[median, p90],
                    rule=msg("the 90th percentile lies below the median"),
                )


def _strange(
    where: str, field: str, words: Iterable[str], known: Collection[str], rule: Message
) -> Iterator[Problem]:
    """Give the problem of every word that is not known, with the one that may be meant."""
    for word in words:
        if word not in known:
            meant = did_you_mean(word, known)
            yield Problem(where=where, field=field, value=word, rule=rule, remedy=meant)
