"""The charter's clauses with a client's own values, as they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.engagement.rights import own_charter
from playbook.words.language import localised, say, say_many
from playbook.words.names import kind_name
from playbook.words.phrases import months
from playbook.words.wording import cell, in_words, money, share
from sim.client.load import Client
from sim.tables.read import read_table
from sim.tables.rows import Row

VALUES = {
    "alone_limit": "alone_cny",
    "dual_limit": "quota_cny",
    "quota_per_decision": "quota_cny",
    "quota_per_month": "month_quota_cny",
    "quota_share_of_quarter": "quarter_budget_share",
    "aggregation_h": "aggregation_h",
    "gift_share": "gift_share",
    "stock_share": "stock_share",
    "hurdle": "hurdle_share",
    "stop_loss": "stop_loss_cny",
    "deviations_allowed": "deviations_allowed",
    "audit_share": "audit_share",
    "audit_above_share": "audit_above_share",
    "lapse_days": "lapse_days",
}
"""The setting of ``[charter]`` that fills each clause."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """Hold one clause as printed; ``usual`` when its value is the era's usual one."""

    number: int
    id: str
    name: str
    rule: str
    value: str
    usual: bool


def clauses(client: Client) -> list[Clause]:
    """Return every clause, its value from the client file or else the usual one of the era."""
    return [_clause(client, row) for row in read_table("charter_clauses")]


def _clause(client: Client, row: Row) -> Clause:
    id = str(row["clause_id"])
    own = _own(client, id, row)
    return Clause(
        number=int(str(row["clause_no"])),
        id=id,
        name=localised(row, "name"),
        rule=localised(row, "rule"),
        value=_usual(client, row) if own is None else own,
        usual=own is None and row["unit"] not in (None, ""),
    )


def _own(client: Client, id: str, row: Row) -> str | None:
    """Return the client's own value, or None where its file does not state one."""
    file = client.file
    if id in VALUES:
        value = getattr(file.charter, VALUES[id])
        return say("no limit") if value is None else _worded(value, str(row["unit"]))
    if id in ("duty_from", "duty_to"):
        return file.agency.duty_hours.split("-")[id == "duty_to"]
    if id == "scope_kinds":
        kinds = client.scenario.kinds
        outside = [
            kind_name(kinds[kind]) for kind in kinds if kind in own_charter(client).kinds_excluded
        ]
        return say("outside: {kinds}", kinds=in_words(outside)) if outside else say("all kinds")
    if id == "price_below_list" and file.store.gift_not_discount:
        return say("never")
    if id == "liability" and not file.charter.breach_paid_by_agency:
        return say("not agreed: the client bears both")
    return None


def _usual(client: Client, row: Row) -> str:
    value = row[f"default_{client.file.client.era}"]
    if value in (None, ""):
        return cell(None, "text")
    amount = float(str(value))
    if row["clause_id"] == "price_below_list" and not amount:
        return say("never")
    return _worded(amount, str(row["unit"]))


def _worded(value: float, unit: str) -> str:
    if unit.startswith("CNY"):
        return money(value)
    if unit.startswith("share"):
        return share(value)
    if unit == "multiple of cash cost":
        return say("{n} x cash cost", n=f"{value:g}")
    whole = round(value)
    units = {
        "h": say_many("{n} hour", "{n} hours", whole),
        "deviations a month": say("{n} a month", n=whole),
        "working days": say_many("within {n} working day", "within {n} working days", whole),
        "days": say_many("within {n} calendar day", "within {n} calendar days", whole),
        "months": months(whole),
        "days after the quarter's end": say_many(
            "{n} day after the quarter", "{n} days after the quarter", whole
        ),
    }
    return units[unit]
