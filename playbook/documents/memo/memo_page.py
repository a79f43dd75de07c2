"""The memo: what is decided and why, what would change it, what to measure, when to look again."""

from __future__ import annotations

from datetime import date

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.in_doubt import measures
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.page_one import PageOne, page_one
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.verdict import title
from playbook.words.language import say
from playbook.words.names import regime_name, role_name
from playbook.words.phrases import begin
from playbook.words.wording import day, money, sentences
from sim.client.regimes import BASELINE
from sim.model.units import MONTHS_A_QUARTER, first_of_month


def memo(engagement: Engagement) -> Blocks:
    """Return the memo on one page; it is signed by who decides."""
    client = engagement.client.file.client
    addressed = say("Memo for {client}, {day}", client=client.name, day=day(client.as_of))
    return Blocks(
        [
            Heading(text=title(engagement), id="memo"),
            Prose(text=addressed),
            _told(engagement, page_one(engagement)),
            _signatures(engagement),
            provenance(engagement),
        ]
    )


def _told(engagement: Engagement, page: PageOne) -> Table:
    rows = (
        (say("Decision"), page.ask),
        (say("Why"), sentences(page.conflict, page.gain)),
        (say("Other ways"), sentences(page.next_best, page.other_way)),
        (say("What would change it"), threshold(engagement)),
        (say("What to measure"), _measured(engagement)),
        (say("What else is decided"), _else(engagement)),
        (say("Looked at again"), day(review(engagement))),
    )
    return Table(
        title=say("What is decided, and when it is looked at again"),
        columns=(Column(name=say("in short")), Column(name=say("memo"))),
        rows=rows,
    )


def threshold(engagement: Engagement) -> str:
    """Return the gain from which on the nearest alternative is worth changing for."""
    found = engagement.recommendation
    if not found.stays_with_oa:
        return say("The figures of the first quarter, held against those expected.")
    if engagement.candidate == BASELINE:
        return say("Another limit of yours: within those of today there is no alternative.")
    return say(
        "A gain of {matters} or more from {regime}, changing paid; today it is {gain}.",
        matters=money(found.matters),
        regime=regime_name(engagement.candidate),
        gain=money(found.gain.mean, signed=True),
    )


def _else(engagement: Engagement) -> str:
    return sentences(*(one.text for one in decisions(engagement) if not one.is_asked))


MEASURED = 2
"""So many things to measure stand in the memo, what is worth most first."""


def _measured(engagement: Engagement) -> str:
    found = measures(engagement)[:MEASURED]
    latency = say("Each quarter the time from offer to answer, by desk, from the log of OA.")
    return sentences(latency, *found)


def review(engagement: Engagement) -> date:
    """Return the day on which the decision is looked at again, when a whole quarter is over."""
    return first_of_month(engagement.client.file.client.as_of, MONTHS_A_QUARTER + 1)


def _signatures(engagement: Engagement) -> Table:
    heads = (say("role"), say("full name"), say("signature"), say("date"))
    signers = dict.fromkeys(one.signs for one in decisions(engagement))
    return Table(
        title=say("Decided by"),
        columns=tuple(Column(name=name) for name in heads),
        rows=tuple((begin(role_name(one)), "", "", "") for one in signers),
        by_hand=True,
    )
