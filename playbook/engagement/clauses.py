"""The charter's clauses: the table joined to what a client's file sets, as it is enforced.

The simulator decides by the same settings (``sim.client.regimes.charter_of``). The charter that
is to be signed prints all clauses, another document a selection by ``id``; amounts are to the yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from statistics import NormalDist

from playbook.engagement.rights import judge, own_charter, typical
from playbook.words.language import localised, say, say_many
from playbook.words.names import instrument_name, kind_name
from playbook.words.phrases import joined
from playbook.words.wording import DASH, day, exact_money, hours, in_words, share
from sim.client.load import Client
from sim.client.readiness import PATHS as ASSESSED
from sim.client.regimes import WIDENED
from sim.tables.columns import Row
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Hold one clause in words; ``usual`` when the client's file states no value of its own.

    ``widens`` is ``times`` where the widest charter multiplies the value, ``raised`` where it
    raises it as far as it may, "" where it leaves it.
    """

    number: int
    id: str
    name: str
    rule: str
    value: str
    usual: bool
    widens: str = ""

    def printed(self, times: float = 1.0) -> str:
        """Return the value, marked where it is the usual one or comes of it.

        ``times`` says how much wider the charter is than the one that was drafted.
        """
        if not self.usual:
            return self.value
        if times == 1 or not self.widens:
            return say("{value} (usual)", value=self.value)
        if self.widens == "raised":
            return say("{value} (raised from the usual)", value=self.value)
        return say("{value} ({n} x the usual)", value=self.value, n=f"{times:g}")


def clauses_of(client: Client) -> tuple[Clause, ...]:
    """Return every clause of the charter with the client's value, or else the usual one.

    Where the agency signs alone, what rules the second signature is left out.
    """
    gone = OF_TWO_SIGNATURES if signs_alone(client) else frozenset[str]()
    rows = (row for row in read_table("charter/clauses") if row.text("clause_id") not in gone)
    return tuple(_clause(client, row) for row in rows)


OF_TWO_SIGNATURES = frozenset({"dual_limit", "director_hours", "director_answer"})
"""The clauses that rule the second signature."""


def settings_of(row: Row) -> tuple[str, ...]:
    """Return the settings of the client file that fill a clause, such as ``charter.alone_cny``."""
    return row.parts("modelled_by")


def _clause(client: Client, row: Row) -> Clause:
    value = _value(client, row)
    return Clause(
        number=row.integer("clause_no"),
        id=row.text("clause_id"),
        name=localised(row, "name"),
        rule=localised(row, "rule"),
        value=value,
        usual=value != DASH and _is_usual(client, row),
        widens=_widens(row),
    )


def _widens(row: Row) -> str:
    keys = {setting.removeprefix("charter.") for setting in settings_of(row)} & set(WIDENED)
    if not keys:
        return ""
    return "times" if all(key.endswith("_cny") for key in keys) else "raised"


def _is_usual(client: Client, row: Row) -> bool:
    """Tell whether neither the client's file nor its readiness assessment sets the value."""
    assessed = ASSESSED if client.file.readiness else frozenset[str]()
    return not (client.stated | assessed) & set(settings_of(row))


def _value(client: Client, row: Row) -> str:
    word, settings = _WORDED.get(row.text("clause_id")), settings_of(row)
    if word:
        return word(client) or _usual(client, row)
    if not settings:
        return _usual(client, row)
    section, key = settings[0].split(".")
    return _amount(getattr(getattr(client.file, section), key), row.text("unit"))


def _usual(client: Client, row: Row) -> str:
    return _amount(row.number(f"default_{client.file.client.era}"), row.text("unit"))


def _amount(value: object, unit: str) -> str:
    if value is None:
        return say("none")
    assert isinstance(value, int | float)
    if unit == "share of list price" and not value:
        return say("never")
    if unit.startswith("CNY"):
        return exact_money(value)
    if unit.startswith("share"):
        return share(value)
    if unit == "multiple of cash cost":
        return say("forecast deal value at least {n} x cash cost", n=f"{value:g}")
    if unit == "multiple of the visitors that came":
        return say("{n} x the visitors that came", n=f"{value:g}")
    whole = round(value)
    units = {
        "deviations a month": say("{n} a month", n=whole),
        "working days": say_many("within {n} working day", "within {n} working days", whole),
        "days": say_many("within {n} calendar day", "within {n} calendar days", whole),
        "months": say_many("{n} month", "{n} months", whole),
        "days after the quarter's end": say_many(
            "{n} day after the quarter", "{n} days after the quarter", whole
        ),
    }
    return units[unit]


def _quarter(client: Client) -> str:
    return _part(client.file.charter.quarter_budget_share, client.file.plan.quarter_budget_cny)


def _audited(client: Client) -> str:
    return _part(client.file.charter.audit_above_share, client.file.charter.quota_cny)


def _part(of_one: float, whole_cny: float) -> str:
    return say("{share} of {whole}", share=share(of_one), whole=exact_money(whole_cny))


def _aggregation(client: Client) -> str:
    time_h = client.file.charter.aggregation_h
    return say_many("{n} hour", "{n} hours", time_h, n=f"{time_h:g}") if time_h else say("none")


def _kinds(client: Client) -> str:
    kinds = client.scenario.kinds
    charter = own_charter(client)
    outside = [kind for kind in kinds if kind in charter.kinds_excluded]
    above = [kind for kind in above_quota(client) if kind not in outside]
    told = [
        say("outside: {kinds}", kinds=_named(client, outside)) if outside else say("all kinds"),
        say(
            "as a rule above the quota per decision, and so not the agency's to decide: {kinds}",
            kinds=_named(client, above),
        )
        if above
        else "",
    ]
    return joined(filter(None, told))


def _named(client: Client, kinds: Sequence[str]) -> str:
    return in_words([kind_name(client.file, kind) for kind in kinds])


def above_quota(client: Client) -> list[str]:
    """Return the kinds of resource whose typical offer commits more than one decision may."""
    charter, scenario = own_charter(client), client.scenario
    judged = {kind.id: judge(scenario, charter, typical(kind)) for kind in scenario.kinds.values()}
    return [kind for kind, seen in judged.items() if "quota_per_decision" in seen.objections]


def _instruments(client: Client) -> str:
    return in_words([instrument_name(word) for word in client.file.charter.instruments])


def _price(client: Client) -> str:
    return say("never") if client.scenario.price_red_line else ""


def _duty(client: Client) -> str:
    hours_a_day = _span(client.file.agency.duty_hours)
    if client.file.agency.deputy:
        return say("{hours}, with a deputy", hours=hours_a_day)
    return say("{hours}, without a deputy", hours=hours_a_day)


def signs_alone(client: Client) -> bool:
    """Tell whether the agency alone decides all that the charter lets it decide."""
    charter = client.file.charter
    return charter.alone_cny >= charter.quota_cny > 0


def _director(client: Client) -> str:
    """Return the director's hours, and what becomes of what comes after them."""
    own, agency = client.file.charter.director_hours, client.file.agency.duty_hours
    if _ends_h(own) >= _ends_h(agency):
        return _span(own)
    return say(
        "{hours}; what needs him later waits until {begin} the next day",
        hours=_span(own),
        begin=own.split("-")[0],
    )


def _ends_h(text: str) -> float:
    """Return the hour at which a span ends, beyond 24 where it ends in the night.

    >>> _ends_h("09:00-21:30"), _ends_h("18:00-02:00")
    (21.5, 26.0)
    """
    begins, ends = (int(at[:2]) + int(at[3:]) / 60 for at in text.split("-"))
    return ends if ends > begins else ends + 24


def _span(text: str) -> str:
    begins, ends = text.split("-")
    return say("{low} to {high}", low=begins, high=ends)


def _answer(client: Client) -> str:
    charter = client.file.charter
    median_h = charter.dual_think_min / 60
    nine_in_ten_h = median_h * exp(charter.dual_think_sigma * NormalDist().inv_cdf(0.9))
    return say(
        "half of them within {median}, nine in ten within {slow}",
        median=hours(median_h),
        slow=hours(nine_in_ten_h),
    )


def _term(client: Client) -> str:
    begins, ends = client.file.charter.valid_from, client.file.charter.valid_until
    if begins and ends:
        return say("{low} to {high}", low=day(begins), high=day(ends))
    if begins:
        return say("from {day}, without end", day=day(begins))
    return say("until {day}", day=day(ends)) if ends else ""


def usual_term(client: Client) -> int:
    """Return for how many months a charter holds where the client's file names no last day."""
    rows = {row.text("clause_id"): row for row in read_table("charter/clauses")}
    return round(rows["term_months"].number(f"default_{client.file.client.era}"))


def _revocation(client: Client) -> str:
    revoked = client.file.charter.revoked_on
    return say("revoked on {day}", day=day(revoked)) if revoked else DASH


def _liability(client: Client) -> str:
    if client.file.charter.breach_paid_by_agency:
        return say("the agency pays for a breach")
    return say("the client bears both")


_WORDED: dict[str, Callable[[Client], str]] = {
    "quota_share_of_quarter": _quarter,
    "aggregation_h": _aggregation,
    "scope_kinds": _kinds,
    "scope_instruments": _instruments,
    "price_below_list": _price,
    "duty_hours": _duty,
    "director_hours": _director,
    "director_answer": _answer,
    "audit_above_share": _audited,
    "term_months": _term,
    "revocation": _revocation,
    "liability": _liability,
}
"""The clauses whose value is more than a number with its unit; "" leaves the usual one."""
