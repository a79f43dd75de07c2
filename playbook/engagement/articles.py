"""The papers that are signed: their articles in full sentences, with the client's own numbers.

The texts stand in ``data/charter/articles.csv``; what fills them is what the simulator decides by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from playbook.engagement.clauses import clauses_of, signs_alone
from playbook.engagement.rights import own_charter
from playbook.words.contract import contract_money, titled_article
from playbook.words.language import localised, say_many
from playbook.words.names import instrument_name, kind_name
from playbook.words.wording import in_words, sentences, share
from sim.client.load import Client
from sim.tables.columns import Row
from sim.tables.read import read_table


@dataclass(frozen=True, kw_only=True)
class Article:
    """Hold one article of a paper: its number, what it is about, and its sentences."""

    number: int
    title: str
    text: str

    @property
    def printed(self) -> str:
        """Return the article as one paragraph."""
        return titled_article(self.number, self.title, self.text)


def articles(client: Client, paper: str) -> tuple[Article, ...]:
    """Return the articles of a paper that hold for a client, numbered without a gap."""
    holds, values = conditions(client), {**_named(client), **_filled(client)}
    rows = (row for row in read_table("charter/articles") if row["paper"] == paper)
    told = [row for row in rows if not row.has("condition") or row.text("condition") in holds]
    grouped = groupby(told, key=lambda row: row.integer("article"))
    return tuple(
        _article(number, list(parts), values) for number, (_, parts) in enumerate(grouped, start=1)
    )


def _article(number: int, parts: list[Row], values: Mapping[str, str]) -> Article:
    return Article(
        number=number,
        title=localised(parts[0], "title"),
        text=sentences(*(localised(part, "text").format_map(values) for part in parts)),
    )


def conditions(client: Client) -> frozenset[str]:
    """Return which parts hold for a client: what its charter sets, and what it leaves open."""
    charter, alone = client.file.charter, signs_alone(client)
    found = {
        "list_price": client.scenario.price_red_line,
        "coupons": not client.scenario.price_red_line,
        "kinds": bool(_outside(client)),
        "alone": alone,
        "both": not alone and not charter.alone_cny,
        "dual": not alone and charter.alone_cny > 0,
        "countersigned": not alone,
        "joined": bool(charter.aggregation_h),
        "stock": charter.stock_share is not None,
        "hurdle": bool(charter.hurdle_share),
        "stop_loss": charter.stop_loss_cny is not None,
        "agency_pays": charter.breach_paid_by_agency,
        "client_bears": not charter.breach_paid_by_agency,
        "dated": bool(charter.valid_from or charter.valid_until),
        "undated": not (charter.valid_from or charter.valid_until),
        "revoked": bool(charter.revoked_on),
    }
    return frozenset(name for name, does_hold in found.items() if does_hold)


def _outside(client: Client) -> list[str]:
    excluded = own_charter(client).kinds_excluded
    return [kind_name(client.file, kind) for kind in client.scenario.kinds if kind in excluded]


def _named(client: Client) -> dict[str, str]:
    """Return who is named in a paper, and until when approvers answer."""
    file = client.file
    return {
        "client": file.client.name,
        "brand": file.client.brand,
        "until": f"{file.chain.urged_until_h:g}:00",
    }


def _filled(client: Client) -> dict[str, str]:
    """Return what the charter's clauses say, by the name of its place in an article."""
    return _amounts(client) | _shares(client) | _times(client)


def _amounts(client: Client) -> dict[str, str]:
    charter, plan = client.file.charter, client.file.plan
    amounts = {
        "alone": charter.alone_cny,
        "quota": charter.quota_cny,
        "month": charter.month_quota_cny,
        "budget": plan.quarter_budget_cny,
        "audit_above": charter.audit_above_share * charter.quota_cny,
        "stop_loss": charter.stop_loss_cny or 0.0,
    }
    return {name: contract_money(amount) for name, amount in amounts.items()}


def _shares(client: Client) -> dict[str, str]:
    charter = client.file.charter
    clauses = {one.id: one.value for one in clauses_of(client)}
    return {
        "quarter_share": share(charter.quarter_budget_share),
        "gift": share(charter.gift_share),
        "stock": share(charter.stock_share),
        "audit_share": share(charter.audit_share),
        "hurdle": f"{charter.hurdle_share or 0:g}",
        "tolerance": clauses["report_tolerance"],
        "bonus": clauses["contribution_bonus_share"],
        "price_below_list": clauses["price_below_list"],
        "instruments": in_words([instrument_name(word) for word in charter.instruments]),
        "kinds": in_words(_outside(client)),
    }


def _times(client: Client) -> dict[str, str]:
    charter, clauses = client.file.charter, {one.id: one.value for one in clauses_of(client)}
    duty_from, duty_to = client.file.agency.duty_hours.split("-")
    director_from, director_to = charter.director_hours.split("-")
    return {
        "aggregation": clauses["aggregation_h"],
        "duty_from": duty_from,
        "duty_to": duty_to,
        "director_from": director_from,
        "director_to": director_to,
        "filing": clauses["filing_workdays"],
        "result": clauses["result_days"],
        "deviations": say_many("{n} deviation", "{n} deviations", charter.deviations_allowed),
        "lapse": clauses["lapse_days"],
        "term": clauses["term_months"],
        "months": clauses["term_months"],
        "revoked": clauses["revocation"],
    }
