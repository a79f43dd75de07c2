"""The recommendation in clauses: the charter with the client's numbers, and its use."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Callout, Column, Heading, Prose, Table
from playbook.documents.own_people import (
    behind_words,
    doubt_words,
    planned_words,
    worth_words,
)
from playbook.engagement.business import BUILD, MANAGED, Business, business_of
from playbook.engagement.clauses import clauses_of, usual_term
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_people import OwnPeople, own_people
from playbook.engagement.rights import (
    audits,
    channel_use,
    chartered,
    has_channel,
    is_alone,
    times_as_wide,
)
from playbook.engagement.verdict import nearest
from playbook.words.language import say
from playbook.words.names import clause_name, regime_name
from playbook.words.phrases import begin, months, tenths
from playbook.words.wording import DASH, money, sentences, share
from sim.client.load import Client
from sim.client.regimes import BASELINE

SHOWN = frozenset(
    {
        "alone_limit",
        "dual_limit",
        "quota_per_decision",
        "quota_per_month",
        "quota_share_of_quarter",
        "aggregation_h",
        "scope_kinds",
        "scope_instruments",
        "price_below_list",
        "stock_share",
        "hurdle",
        "duty_hours",
        "director_hours",
        "stop_loss",
        "audit_share",
        "audit_above_share",
        "term_months",
        "revocation",
    }
)
"""The clauses that the pitch shows; the charter has all."""


def charter(engagement: Engagement) -> Blocks:
    """Return the clauses of the green channel, or why none is needed."""
    if engagement.recommendation.stays_with_oa:
        return _where_oa_stays(engagement)
    table = clause_table(chartered(engagement), times_as_wide(engagement))
    if not has_channel(engagement):
        heading = say("{regime} needs no charter", regime=begin(regime_name(engagement.candidate)))
        text = say(
            "The clauses below are those with which the green-channel ways of deciding in the "
            "comparison were run."
        )
        return Blocks([Heading(text=heading, id="charter"), Prose(text=text), table])
    return Blocks(
        [
            Heading(text=_heading(engagement), id="charter"),
            Prose(text=_use(engagement)),
            *widened(engagement),
            table,
            *_fallbacks(engagement),
        ]
    )


def _where_oa_stays(engagement: Engagement) -> Blocks:
    """Return that no charter is asked for, what the nearest alternative and no agency would be."""
    heading = say(
        "No charter is asked for: OA stays, and the nearest alternative is {regime}",
        regime=regime_name(engagement.candidate),
    )
    if engagement.candidate == BASELINE:
        heading = say("No charter is asked for: OA stays")
    page = Blocks([Heading(text=heading, id="charter"), Prose(text=nearest(engagement))])
    return page + Blocks(_no_agency(engagement))


def _no_agency(engagement: Engagement) -> list[Callout | Bullets]:
    """Return what the store without an agency would be worth: an own build, or with own people."""
    business = business_of(engagement)
    if business.is_new:
        return [Callout(title=say("And no agency at all?"), text=_built(business))]
    found = own_people(business)
    return [
        Callout(
            title=_whose_people(found),
            text=sentences(worth_words(business), planned_words(engagement)),
        ),
        Bullets(items=behind_words(business)),
    ]


def _whose_people(found: OwnPeople) -> str:
    told = {"gap": money(abs(found.gap)), "doubt": doubt_words(found)}
    if found.gap > 0:
        return say("And no agency at all? Your own people are worth {gap} more{doubt}", **told)
    return say("And no agency at all? Your own people are worth {gap} less{doubt}", **told)


def _built(business: Business) -> str:
    return say(
        "In the business case it is a store of your own build: its cost and its delay, a team in"
        " the agency's place, no fee, no commission, offers through OA. Over {months} months it is"
        " worth {own} today, the managed store {kept}.",
        own=money(business.options[BUILD].value),
        kept=money(business.options[MANAGED].value),
        months=len(business.horizon),
    )


def widened(engagement: Engagement) -> list[Prose]:
    """Return how the charter printed comes of the client's own, where it is another one."""
    if is_alone(engagement):
        return [Prose(text=_alone_words())]
    if engagement.candidate != "wide_green":
        return []
    text = say(
        "It is the charter drawn wide: every limit is {factor} times that of the draft, the"
        " quarter's share of the budget at most all of it, and one decision may take all stock that"
        " OA lets it have.",
        factor=f"{engagement.client.file.choice.widest_factor:g}",
    )
    return [Prose(text=text)]


def _alone_words() -> str:
    return say(
        "It is the charter as drafted but for one clause: up to the quota the agency signs "
        "alone. The director's signature would hold back breaches of the red line, and what "
        "misses the minimum return in the client's own forecast; that is left to audit, "
        "stop-loss and the right to revoke."
    )


def _heading(engagement: Engagement) -> str:
    clauses = chartered(engagement).file.charter
    used = engagement.comparison.summary(engagement.candidate, "quota_use_cny_month").mean
    return say(
        "{quota} a decision and {month} a month: of this the channel commits {used} a month",
        quota=money(clauses.quota_cny),
        month=money(clauses.month_quota_cny),
        used=money(used),
    )


def _use(engagement: Engagement) -> str:
    clauses = chartered(engagement).file.charter
    used = engagement.comparison.summary(engagement.candidate, "quota_use_cny_month").mean
    suspended = engagement.comparison.summary(engagement.candidate, "suspended_days").mean
    quota = clauses.month_quota_cny
    return sentences(
        say("On average {share} of the month's quota is used.", share=share(used / quota))
        if quota
        else "",
        say(
            "Stop-loss and audit suspend the channel on {days} days of the period on average.",
            days=tenths(suspended),
        ),
        _watched(engagement),
        say("Outside the charter an offer goes through the OA chain as before."),
        _renewed(engagement),
    )


def _watched(engagement: Engagement) -> str:
    """Return how many decisions a month are audited, and how often the stop-loss acts."""
    use, terms = channel_use(engagement), chartered(engagement).file.charter
    return say(
        "It decides {decided} offers a month, of which {audited} are audited; the stop-loss acts "
        "in {seasons} of simulated runs.",
        decided=tenths(use.decided),
        audited=tenths(audits(use, terms.audit_share)),
        seasons=share(use.stopped["stop_loss"]),
    )


def _renewed(engagement: Engagement) -> str:
    """Return that the gain reckons with a renewal, where the season outlasts the usual term."""
    term = usual_term(engagement.client)
    if engagement.client.file.charter.valid_until or term >= engagement.months:
        return ""
    return say("Its term is {term}; the gain supposes that it is renewed.", term=months(term))


def clause_table(client: Client, times: float = 1.0) -> Table:
    """Return the clauses that a board asks about, with the numbers they have in the charter."""
    return Table(
        title=say("Clauses in short, the usual value where the client states none"),
        columns=(
            Column(name=say("No."), align="left"),
            Column(name=say("clause")),
            Column(name=say("value")),
        ),
        rows=tuple(
            (str(one.number), one.name, one.printed(times))
            for one in clauses_of(client)
            if one.id in SHOWN and one.value != DASH
        ),
        note=say(
            "Usual: an expert's judgement where the client file states nothing. A working document,"
            " not legal advice."
        ),
    )


def _fallbacks(engagement: Engagement) -> list[Table]:
    results = engagement.comparison.results
    total = results.by_item(engagement.candidate, "fallback_reasons").sum()
    if not len(total):
        return []
    seasons = len(results.replications)
    return [
        Table(
            title=say(
                "Which clause sends offers to OA: {number} over the period",
                number=tenths(float(total.sum()) / seasons),
            ),
            detail=True,
            columns=(
                Column(name=say("clause")),
                Column(name=say("offers over the period"), format="tenths"),
            ),
            rows=tuple(
                (begin(clause_name(str(clause))), float(offers) / seasons)
                for clause, offers in total.sort_values(ascending=False, kind="stable").items()
            ),
        )
    ]
