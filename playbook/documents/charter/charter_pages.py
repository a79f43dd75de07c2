"""The charter as it is signed: the letter of authority, its rules of use, its terms at a glance."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Cover, Heading, PageBreak, Prose, Table
from playbook.documents.pitch.charter_page import widened
from playbook.engagement.articles import articles
from playbook.engagement.clauses import clauses_of
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.rights import chartered, times_as_wide
from playbook.words.language import say, say_many
from sim.client.load import Client


def cover(engagement: Engagement) -> Blocks:
    """Return the cover, with what is to be done before anybody signs."""
    who = engagement.client.file.client
    page = Cover(
        title=say("Green-channel charter"),
        subtitle=say("Decision rights for promotion resources of {brand}", brand=who.brand),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=(
            (say("In this set"), say("letter of authority, rules of use, forms")),
            (say("Before signing"), _before(engagement)),
        ),
    )
    return Blocks([page, provenance(engagement)])


def _before(engagement: Engagement) -> str:
    """Return what comes before the signature: counsel, and agreement on what is only usual."""
    usual = sum(one.usual for one in clauses_of(chartered(engagement)))
    if not usual:
        return say("counsel checks the letter")
    return say_many(
        "counsel checks the letter; the parties agree on {n} usual value, listed at the end",
        "counsel checks the letter; the parties agree on {n} usual values, listed at the end",
        usual,
    )


def charter(engagement: Engagement) -> Blocks:
    """Return the letter of authority on pages of its own: parties, articles, signatures."""
    client = chartered(engagement)
    who = client.file.client
    opening = say(
        "{client} (Party A) authorises the company named at the foot of this letter, which operates"
        " the online store of {brand} (Party B), as follows.",
        client=who.name,
        brand=who.brand,
    )
    text = "\n\n".join([opening, *(one.printed for one in articles(client, "charter"))])
    return Blocks(
        [
            Heading(text=say("Letter of authority: promotion resources"), id="charter"),
            Prose(text=text),
            agents(),
            parties(who.name),
            PageBreak(),
        ]
    )


def agents() -> Table:
    """Return the place for the agent and his deputy with their specimen signatures."""
    heads = (say("appointed"), say("full name and identity number"), say("specimen signature"))
    return Table(
        title=say("Agent and deputy of Party B"),
        columns=tuple(Column(name=name) for name in heads),
        rows=((say("agent"), "", ""), (say("deputy"), "", "")),
        by_hand=True,
    )


def parties(client: str) -> Table:
    """Return the place where both parties sign, seal and date."""
    lines = (
        say("registration number and address"),
        say("legal or authorised representative"),
        say("signature"),
        say("company seal"),
        say("date"),
    )
    return Table(
        title=say("Signatures"),
        columns=tuple(Column(name=name) for name in (say("of"), say("Party A"), say("Party B"))),
        rows=((say("company"), client, ""), *((line, "", "") for line in lines)),
        by_hand=True,
    )


def rules_of_use(engagement: Engagement) -> Blocks:
    """Return the rules by which the letter is used."""
    told = articles(chartered(engagement), "rules")
    return Blocks(
        [
            Heading(text=say("Rules of use of the letter of authority"), id="rules"),
            Prose(text="\n\n".join(one.printed for one in told)),
        ]
    )


def terms(engagement: Engagement) -> Blocks:
    """Return every term at a glance, with what is only usual and still to be agreed."""
    client = chartered(engagement)
    usual = sum(one.usual for one in clauses_of(client))
    heading = say_many(
        "Before you sign: agree on {n} value that is only usual",
        "Before you sign: agree on {n} values that are only usual",
        usual,
    )
    if not usual:
        heading = say("Every value of the letter is your own")
    return Blocks(
        [
            Heading(text=heading, id="terms"),
            *widened(engagement),
            clause_table(client, times_as_wide(engagement)),
        ]
    )


def clause_table(client: Client, times: float = 1.0) -> Table:
    """Return every clause with its number and the client's value; the letter has its words."""
    return Table(
        title=say("Clauses"),
        columns=(
            Column(name=say("No."), align="left"),
            Column(name=say("clause")),
            Column(name=say("value")),
        ),
        rows=tuple((str(one.number), one.name, one.printed(times)) for one in clauses_of(client)),
        note=say(
            "Values marked as usual are expert judgements: the client file states none,"
            " and the parties agree on them before they sign. A working document, not"
            " legal advice."
        ),
    )
