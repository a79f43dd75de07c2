"""Which clause of the charter matters: what each explains of the gain of the charters tried."""

from __future__ import annotations

from playbook.blocks import Column, Table
from playbook.engagement.charter_search import Tried, clause_effects, gains_by_charter
from playbook.engagement.engagement import Engagement
from playbook.words.language import say
from playbook.words.phrases import begin
from playbook.words.wording import interval, share


def effects_table(engagement: Engagement, tried: list[Tried]) -> list[Table]:
    """Return the table of the clauses' effects; none where all charters tried gain alike."""
    found = clause_effects(gains_by_charter(engagement, tried))
    if not found or not found[0].effect.total:
        return []
    most, names = found[0], _clause_names()
    return [
        Table(
            title=say(
                "{clause}: {share} of what sets the charters' gains apart",
                clause=begin(names[most.clause]),
                share=share(most.effect.total),
            ),
            detail=True,
            columns=(
                Column(name=say("clause")),
                Column(name=say("levels tried"), format="integer"),
                Column(name=say("explains alone"), format="share"),
                Column(name=say("with the others"), format="share"),
                Column(name=say("with any run left out"), align="right"),
            ),
            rows=tuple(
                (
                    begin(names[one.clause]),
                    one.levels,
                    one.effect.first,
                    one.effect.total,
                    interval(one.low, one.high, share),
                )
                for one in found
            ),
            note=_note(tried),
        )
    ]


def _note(tried: list[Tried]) -> str:
    return say(
        "Shares of the variance of the gain over the {count} charters tried, each counted alike"
        " (Sobol indices, exact because every level was tried with every other). What a clause"
        " explains together with others counts for each of them. All limits of money were widened"
        " together, so a decision's quota and the month's are not told apart.",
        count=len(tried),
    )


def _clause_names() -> dict[str, str]:
    return {
        "factor": say("quota, month and quarter, widened together"),
        "stock_share": say("share of the free stock"),
        "alone": say("countersignature, or decided alone"),
    }
