"""The charter ready to sign: whether to sign it, the quota, the clauses, the signatures."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Column, Cover, Heading, Prose, Table
from playbook.documents.pitch.charter_page import widened
from playbook.documents.pitch.quota_recommended import curve_regime, drawn_words, quota_title
from playbook.engagement.clauses import clauses_of
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.quota import Curves, curves, enough_by_agency, enough_for_both
from playbook.engagement.rights import asks_for_charter, chartered, is_alone, times_as_wide
from playbook.engagement.varied import GREEDY, HONEST
from playbook.engagement.verdict import headline
from playbook.words.language import say
from playbook.words.names import regime_name, role_name
from playbook.words.phrases import ends, spread
from playbook.words.wording import money, sentences
from sim.client.load import Client

SIGNERS = ("client_chairman", "client_ecom_director", "client_cfo", "agency_account_director")


def cover(engagement: Engagement) -> Blocks:
    """Return the cover; it says when the charter is only a draft."""
    who = engagement.client.file.client
    title = _charter_title(engagement)
    page = Cover(
        title=title,
        subtitle=say("Decision rights for promotion resources of {brand}", brand=who.brand),
        client=who.name,
        as_of=who.as_of.isoformat(),
    )
    return Blocks([page, provenance(engagement)])


def _charter_title(engagement: Engagement) -> str:
    if asks_for_charter(engagement):
        return say("Green-channel charter")
    return say("Green-channel charter: draft")


def advice(engagement: Engagement) -> Blocks:
    """Return whether to sign, and the quota that the simulator recommends."""
    return Blocks(
        [
            Heading(text=_advice_title(engagement), id="advice"),
            Prose(text=headline(engagement)),
            *_refusal(engagement),
            *(_quota_advice(engagement) if asks_for_charter(engagement) else []),
        ]
    )


def _quota_advice(engagement: Engagement) -> Blocks:
    """Return which quota is enough, and how the one that is printed stands to it."""
    found = curves(engagement)
    return Blocks(
        [
            Heading(text=quota_title(engagement, found), level=2, id="quota"),
            _quotas(engagement, found),
            Prose(text=_printed(engagement, enough_for_both(found).quota_cny)),
        ]
    )


def _advice_title(engagement: Engagement) -> str:
    client = engagement.client.file.client.name
    if asks_for_charter(engagement):
        return say("{client} should sign the charter below", client=client)
    return say("{client} should not sign a charter now", client=client)


def _refusal(engagement: Engagement) -> list[Callout]:
    if asks_for_charter(engagement):
        return []
    text = say(
        "The recommended way of deciding has no green channel. The clauses are shown as a draft, "
        "so that they are at hand if matters change; they give nobody any authority."
    )
    return [Callout(title=say("A draft, not for signature"), text=text, tone="bad")]


def _quotas(engagement: Engagement, found: Curves) -> Table:
    names = {HONEST: say("honest agency"), GREEDY: say("sales-driven agency")}
    enough, yuan = enough_by_agency(found), say("CNY")
    spans = tuple(ends(point.gain) for point in enough.values())
    return Table(
        title=say("The smallest quota that no larger one clearly beats"),
        columns=(
            Column(name=say("agency")),
            Column(name=say("quota per decision"), unit=yuan, format="exact_money"),
            Column(name=say("contribution against OA"), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right", ends=spans),
        ),
        rows=tuple(
            (names[agency], point.quota_cny, point.gain.mean, spread(point.gain))
            for agency, point in enough.items()
        ),
        note=say(
            "{number} runs a quota; {regime}, contribution of the period.",
            regime=regime_name(curve_regime(engagement)),
            number=engagement.method.replications,
        ),
    )


def _printed(engagement: Engagement, found: float) -> str:
    """Return which quota the clause prints, and whether to sign it where ``found`` is enough."""
    own = chartered(engagement).file.charter.quota_cny
    if engagement.candidate == "wide_green":
        printed = say("The clause prints the widest charter's {own} a decision.", own=money(own))
        return sentences(printed, *drawn_words(engagement))
    bases = {one.path: one.basis for one in engagement.client.assumptions}
    printed = say("The clause prints the usual {own} a decision, our estimate.", own=money(own))
    if bases.get("charter.quota_cny") == "CLIENT":
        printed = say("The clause prints the client file's own {own} a decision.", own=money(own))
    if is_alone(engagement):
        return sentences(printed, *drawn_words(engagement))
    if own == found:
        return sentences(printed, say("It is the quota that the simulator finds."))
    return sentences(printed, _to_do(own, found) if asks_for_charter(engagement) else "")


def _to_do(own: float, found: float) -> str:
    """Return what to do about a quota that is not the one found enough."""
    if not found:
        return say("The simulator does not confirm it: sign only after more runs.")
    if own > found:
        return say(
            "It is more than the simulator finds enough: agree on the smaller one, or accept the"
            " larger risk knowingly."
        )
    return say(
        "It is less than the simulator finds enough: begin with it, and raise it when the"
        " quarter's filings are in order."
    )


def charter(engagement: Engagement) -> Blocks:
    """Return the charter: parties, purpose, clauses, signatures."""
    who = engagement.client.file.client
    title = _charter_title(engagement)
    return Blocks(
        [
            Heading(text=title, id="charter"),
            Prose(
                text=say(
                    "{client} (the client) authorises the operating agency of {brand} (the agency)"
                    " to answer offers of promotion resources within the quota and the scope"
                    " below, so that an answer comes before the offer is somebody else's. What"
                    " lies outside goes through OA as before.",
                    client=who.name,
                    brand=who.brand,
                )
            ),
            *widened(engagement),
            clause_table(chartered(engagement), times_as_wide(engagement)),
            *([_signatures()] if asks_for_charter(engagement) else []),
        ]
    )


def clause_table(client: Client, times: float = 1.0) -> Table:
    """Return every clause with its number, its terms and the client's value."""
    return Table(
        title=say("Clauses"),
        columns=(
            Column(name=say("No."), align="left"),
            Column(name=say("clause")),
            Column(name=say("terms")),
            Column(name=say("value")),
        ),
        rows=tuple(
            (str(one.number), one.name, one.rule, one.printed(times)) for one in clauses_of(client)
        ),
        note=say(
            "Values marked as usual are expert judgements: the client file states none,"
            " and the parties agree on them before they sign. A working document, not"
            " legal advice."
        ),
    )


def _signatures() -> Table:
    return Table(
        title=say("Signatures"),
        columns=tuple(
            Column(name=name)
            for name in (say("role"), say("full name"), say("signature"), say("date"))
        ),
        rows=tuple((role_name(role), "", "", "") for role in SIGNERS),
    )
