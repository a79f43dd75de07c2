"""The decision sheet (决策单): a form that calculates, with the era's typical offers worked out."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.decision_rights.case import Rights
from playbook.decision_rights.judging import Judgement, Request, judge, typical
from playbook.pitch.phrases import begin, joined
from playbook.regime_words import clause_name, kind_name
from playbook.wording import money
from sim.deal import follow_on_value
from sim.language import say, say_many
from sim.scenario import Scenario
from sim.units import in_cny


def decision_sheet(rights: Rights) -> Blocks:
    """Return the sheet: what is asked, exposure, expected contribution, and who decides."""
    scenario, charter = rights.case.client.scenario, rights.charter
    asked = [typical(kind) for kind in scenario.kinds.values()]
    verdicts = [(one, judge(scenario, charter, one)) for one in asked]
    inside = sum(verdict.inside for _, verdict in verdicts)
    return Blocks(
        [
            Heading(
                text=say_many(
                    "Decision sheet: {n} of {all} typical offers is inside the charter",
                    "Decision sheet: {n} of {all} typical offers are inside the charter",
                    inside,
                    all=len(verdicts),
                ),
                id="decision-sheet",
            ),
            Prose(
                text=say(
                    "An offer is inside when neither of the last two columns is negative and it"
                    " asks for nothing outside the scope. In the workbook the sheet calculates:"
                    " write an offer into the last line."
                )
            ),
            _calculation(rights, verdicts),
            _answers(verdicts),
        ]
    )


def _calculation(rights: Rights, verdicts: list[tuple[Request, Judgement]]) -> Table:
    scenario, charter = rights.case.client.scenario, rights.charter
    economics, kept = scenario.economics, 1.0 - scenario.economics.returns
    earned = economics.margin - economics.platform_commission - scenario.agency.commission
    parcels = in_cny(1) * (economics.parcel + economics.returns * economics.return_parcel)
    hurdle, quota = charter.hurdle or 0.0, in_cny(charter.quota)
    orders = "visitors * conversion"
    value = f"{orders} * (basket * {kept!r} * ({earned!r} - discount) - {parcels!r}) + later - cash"
    cny = say("CNY")
    return Table(
        title=say("The calculation"),
        columns=(
            Column(name=say("offer")),
            Column(name=say("fee and gifts"), unit=cny, format="exact_money", id="cash"),
            Column(name=say("visitors"), format="integer", id="visitors"),
            Column(name=say("conversion"), format="share", id="conversion"),
            Column(name=say("order value"), unit=cny, format="exact_money", id="basket"),
            Column(name=say("below list"), format="share", id="discount"),
            Column(name=say("later purchases"), unit=cny, format="exact_money", id="later"),
            Column(name=say("exposure"), unit=cny, format="exact_money", id="exposure"),
            Column(name=say("contribution"), unit=cny, format="signed_money", id="value"),
            Column(name=say("quota left"), unit=cny, format="signed_money", id="left"),
            Column(name=say("over the hurdle"), unit=cny, format="signed_money", id="over"),
        ),
        rows=(
            *(_row(scenario, one, seen, quota, hurdle) for one, seen in verdicts),
            (say("your offer"), 0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, quota, 0.0),
        ),
        formulas=(
            ("exposure", f"cash + discount * {orders} * basket"),
            ("value", value),
            ("left", f"{quota!r} - exposure"),
            ("over", f"value - {hurdle!r} * cash"),
        ),
        note=say(
            "Typical offers: median cost and median visitors of each kind. Contribution counts"
            " what the customers buy in 90 days."
        ),
    )


def _row(
    scenario: Scenario, one: Request, verdict: Judgement, quota: float, hurdle: float
) -> tuple[str | float, ...]:
    cash, seen = in_cny(one.cash_cost), verdict.seen
    exposure, value = seen.exposure / 100, seen.deal_value / 100
    return (
        begin(kind_name(one.kind)),
        cash,
        one.visitors,
        one.kind.conversion,
        scenario.economics.order_value / 100 * one.kind.order_value_factor,
        one.kind.margin_lost,
        follow_on_value(scenario, one, seen.orders) / 100,
        exposure,
        value,
        quota - exposure,
        value - hurdle * cash,
    )


def _answers(verdicts: list[tuple[Request, Judgement]]) -> Table:
    return Table(
        title=say("Who decides, and why"),
        columns=(
            Column(name=say("offer")),
            Column(name=say("exposure"), align="right"),
            Column(name=say("who decides")),
            Column(name=say("clauses not passed")),
        ),
        rows=tuple(
            (
                begin(kind_name(one.kind)),
                money(verdict.seen.exposure / 100),
                signs_words(verdict),
                reasons(verdict) or say("none"),
            )
            for one, verdict in verdicts
        ),
        note=say("The quotas of month and quarter and repeated offers are checked in the book."),
    )


def signs_words(verdict: Judgement) -> str:
    """Return who decides, in words."""
    words = {
        "alone": say("store manager alone"),
        "dual": say("store manager and director"),
        "oa": say("OA chain"),
    }
    return words[verdict.signs]


def reasons(verdict: Judgement) -> str:
    """Return the clauses that the offer does not pass, or ""."""
    return joined(clause_name(clause) for clause in verdict.objections)
