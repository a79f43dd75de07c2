"""The rules for time-limited approval: articles, desks with their limits, deputies, and the log."""

from __future__ import annotations

from math import ceil

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.articles import articles
from playbook.engagement.engagement import Engagement, provenance
from playbook.words.language import say
from playbook.words.names import role_name
from playbook.words.phrases import begin
from sim.client.load import Client
from sim.client.schema import ClientFile

SIGNERS = ("client_sponsor", "client_process_owner", "agency_account_director")


def rules(engagement: Engagement) -> Blocks:
    """Return the rules themselves: the articles, the limit of each desk, and who signs."""
    told = articles(engagement.client, "approval")
    return Blocks(
        [
            Heading(text=say("Rules for time-limited approval"), id="approval"),
            Prose(text="\n\n".join(one.printed for one in told)),
            _desks(engagement.client),
            _signatures(),
            provenance(engagement),
        ]
    )


def desks(file: ClientFile) -> tuple[str, ...]:
    """Return every approver who signs some request, in the order of the chain."""
    return tuple(dict.fromkeys(role for each in file.chain.classes for role in each.roles))


def limit_h(file: ClientFile, role: str) -> float:
    """Return the time limit of a desk: when two of three chased approvers have looked, rounded up.

    It is the scale of the law by which the simulator draws when they look, to the half hour.
    """
    chain = file.chain
    scale = chain.approvers[role].attention_scale_h * chain.attention_factor
    return max(0.5, ceil(2 * scale * chain.urged_attention_factor) / 2)


def _limit(file: ClientFile, role: str) -> str:
    return say("{number} h", number=f"{limit_h(file, role):g}")


def _desks(client: Client) -> Table:
    heads = (say("approver"), say("time limit"), say("deputy"), say("signature of the approver"))
    file = client.file
    return Table(
        title=say("Time limit and deputy of each desk"),
        columns=tuple(Column(name=name) for name in heads),
        rows=tuple((begin(role_name(role)), _limit(file, role), "", "") for role in desks(file)),
        by_hand=True,
        note=say("Working hours, and the evening until the hour of article 3."),
    )


def _signatures() -> Table:
    heads = (say("role"), say("full name"), say("signature and seal"), say("date"))
    return Table(
        title=say("In force from the day of the last signature"),
        columns=tuple(Column(name=name) for name in heads),
        rows=tuple((begin(role_name(role)), "", "", "") for role in SIGNERS),
        by_hand=True,
    )


def deputies(engagement: Engagement) -> Blocks:
    """Return the form by which an approver names a deputy."""
    asked = (
        say("approver"),
        say("deputy"),
        say("limits up to which the deputy signs"),
        say("from, and until revoked or"),
        say("signature of the approver"),
        say("signature of the deputy"),
        say("entered in OA on, by"),
    )
    title = say("Appointment of a deputy: {client}", client=engagement.client.file.client.name)
    return Blocks([Heading(text=title, level=2, id="deputy"), _to_fill(asked)])


def _to_fill(asked: tuple[str, ...]) -> Table:
    return Table(
        title=say("One form for each approver"),
        columns=(Column(name=say("field")), Column(name=say("entry"))),
        rows=tuple((one, "") for one in asked),
        by_hand=True,
    )


LINES = 6
"""So many empty lines the log has on its page."""


def log(engagement: Engagement) -> Blocks:
    """Return the log in which every request is followed."""
    heads = (
        say("request"),
        say("filed"),
        say("offer closes"),
        say("desk, reached"),
        say("answered, by"),
        say("in time?"),
        say("result"),
    )
    title = say("Log of requests: {client}", client=engagement.client.file.client.name)
    table = Table(
        title=say("Each line one desk of one request"),
        columns=tuple(Column(name=name) for name in heads),
        rows=tuple((str(line), *[""] * (len(heads) - 1)) for line in range(1, LINES + 1)),
        by_hand=True,
    )
    return Blocks([Heading(text=title, level=2, id="log"), table])
