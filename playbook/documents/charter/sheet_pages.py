"""The decision sheet (决策单): a form that calculates, with the era's typical offers worked out."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.charter.sheet_formulas import formulas_of, inputs_of, reckoned
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import (
    SIGNS,
    Judgement,
    SheetRequest,
    chartered,
    judge,
    own_charter,
    typical,
)
from playbook.words.language import say
from playbook.words.names import clause_name, kind_name
from playbook.words.phrases import begin, joined
from playbook.words.wording import decider, money, sentences
from sim.model.charter import Charter
from sim.model.scenario import Scenario

Verdict = tuple[SheetRequest, Judgement]


EXAMPLES = 5
"""Offers that the sheet works out: more columns no page holds, and the next table has all."""


def decision_sheet(engagement: Engagement) -> Blocks:
    """Return the sheet: what is asked, exposure, expected contribution, and who decides."""
    scenario, charter = engagement.client.scenario, own_charter(chartered(engagement))
    asked = [typical(kind) for kind in scenario.kinds.values()]
    verdicts = [(one, judge(scenario, charter, one)) for one in asked]
    return Blocks(
        [
            Heading(
                text=say("Decision sheet: what is written in says who decides"),
                id="decision-sheet",
            ),
            Prose(
                text=sentences(
                    say(
                        "An offer is inside when it asks for nothing outside the scope, leaves "
                        "some of the quota and passes the minimum return. In the workbook the "
                        "sheet calculates, down to who decides: write an offer into the last "
                        "column."
                    ),
                    say(
                        "A typical offer is one of the middle; the channel is for the better ones."
                    ),
                )
            ),
            _calculation(engagement, examples(verdicts)),
            _answers(engagement, verdicts),
        ]
    )


def examples(
    verdicts: list[Verdict],
) -> list[Verdict]:
    """Return at most ``EXAMPLES`` offers, of each way of deciding as equally many as there are."""
    rank: dict[int, int] = {}
    seen = dict.fromkeys(SIGNS, 0)
    for place, (_, verdict) in enumerate(verdicts):
        rank[place] = seen[verdict.signs]
        seen[verdict.signs] += 1
    chosen = sorted(rank, key=lambda place: (rank[place], place))[:EXAMPLES]
    return [verdicts[place] for place in sorted(chosen)]


def _calculation(engagement: Engagement, verdicts: list[Verdict]) -> Table:
    scenario, charter = engagement.client.scenario, own_charter(chartered(engagement))
    formulas = formulas_of(scenario, charter)
    offers = [_column(scenario, charter, one, seen) for one, seen in verdicts]
    offers.append(offers[0])
    names = [
        *(_offer_name(engagement, one) for one, _ in verdicts),
        say("your offer"),
    ]
    lines = _lines()
    return Table(
        title=say("The calculation"),
        columns=(
            Column(name=say("for each offer")),
            Column(name=say("unit")),
            *(Column(name=name, format="number") for name in names),
        ),
        rows=tuple(
            (name, unit, *(offer[line] for offer in offers))
            for line, (name, unit, _) in lines.items()
        ),
        row_ids=tuple(lines),
        row_formats=tuple(format for _, _, format in lines.values()),
        formulas=formulas,
        note=sentences(_worked_out(engagement, len(verdicts)), _how_to_read()),
    )


def _how_to_read() -> str:
    return say(
        "Typical offers: median cost and median visitors of a kind; your offer begins as the first"
        " of them. Contribution counts what the customers buy in 90 days. Kinds, instruments, red"
        " lines and term decide what is inside the scope; in the workbook 1 is yes and 0 is no."
    )


def _worked_out(engagement: Engagement, shown: int) -> str:
    """Return that the sheet works out some offers only, where there are more."""
    every = len(engagement.client.scenario.kinds)
    if shown == every:
        return ""
    return say(
        "Worked out: {shown} of the {all} typical offers; the next table has all of them.",
        shown=shown,
        all=every,
    )


def _lines() -> dict[str, tuple[str, str, str]]:
    """Return the lines of the calculation by id: name, unit and number format."""
    cny = say("CNY")
    return {
        "cash": (say("fee and gifts"), cny, "exact_money"),
        "trial_packs": (say("trial packs for 1,000 of it"), "", "number"),
        "visitors": (say("visitors"), "", "integer"),
        "days": (say("days of the event"), "", "integer"),
        "conversion": (say("conversion"), "", "share"),
        "basket": (say("order value"), cny, "exact_money"),
        "discount": (say("margin given up"), "", "share"),
        "commission": (say("commission of the place"), "", "share"),
        "again": (say("further orders in 90 days, for each order"), "", "number"),
        "remembering": (say("own visits while the price is remembered"), "", "integer"),
        "scope": (say("inside the scope"), "", "yes_no"),
        "asked": (say("questions a day, the store's own visitors among them"), "", "integer"),
        "answered": (say("visitors whose questions are answered in time"), "", "share"),
        "orders": (say("orders expected"), "", "integer"),
        "exposure": (say("commitment"), cny, "exact_money"),
        "parcels": (say("parcels a day, the store's own among them"), "", "integer"),
        "late": (say("late parcels"), "", "share"),
        "displaced": (say("contribution that would have come anyway"), cny, "exact_money"),
        "packs": (say("trial packs"), "", "integer"),
        "later": (say("later purchases"), cny, "exact_money"),
        "value": (say("contribution"), cny, "signed_money"),
        "left": (say("quota left"), cny, "signed_money"),
        "over": (say("above the minimum return"), cny, "signed_money"),
        "signs": (say("who decides"), "", "decider"),
    }


def _column(
    scenario: Scenario, charter: Charter, one: SheetRequest, verdict: Judgement
) -> dict[str, float]:
    """Return one offer's numbers by the id of their line; the verdict's own where it has them."""
    seen, inputs = verdict.seen, inputs_of(scenario, one, verdict.in_scope and charter.quota > 0)
    return reckoned(formulas_of(scenario, charter), inputs) | {
        "orders": seen.orders,
        "exposure": seen.exposure / 100,
        "value": seen.deal_value / 100,
        "signs": float(SIGNS.index(verdict.signs)),
    }


def _answers(engagement: Engagement, verdicts: list[Verdict]) -> Table:
    return Table(
        title=say("Who decides, and why"),
        columns=(
            Column(name=say("offer")),
            Column(name=say("commitment"), align="right"),
            Column(name=say("who decides")),
            Column(name=say("clauses not passed")),
        ),
        rows=tuple(
            (
                _offer_name(engagement, one),
                money(verdict.seen.exposure / 100),
                signs_words(verdict),
                reasons(verdict) or say("none"),
            )
            for one, verdict in verdicts
        ),
        note=say("The quotas of month and quarter and repeated offers are checked in the book."),
    )


def _offer_name(engagement: Engagement, one: SheetRequest) -> str:
    return begin(kind_name(engagement.client.file, one.kind.id))


def signs_words(verdict: Judgement) -> str:
    """Return who decides, in words."""
    return decider(SIGNS.index(verdict.signs))


def reasons(verdict: Judgement) -> str:
    """Return the clauses that the offer does not pass, or ""."""
    return joined(clause_name(clause) for clause in verdict.objections)
