"""What the numbers rest on: the method, the back-test, and the page that names the document."""

from __future__ import annotations

from collections.abc import Callable

from playbook.blocks import Blocks, Callout, Column, Cover, Heading, Prose, Table
from playbook.documents.method.basis_pages import expert_share
from playbook.engagement.engagement import Engagement, provenance
from playbook.words.language import say, translated
from playbook.words.wording import count, interval, money, sentences, share
from sim.client.regimes import CASE
from sim.results.comparison import Summary


def cover(engagement: Engagement) -> Blocks:
    """Return the cover of the method document."""
    who = engagement.client.file.client
    page = Cover(
        title=say("How the numbers were made"),
        subtitle=say("Method, assumptions and sources of the pitch for {client}", client=who.name),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=(
            (say("Seasons"), count(engagement.method.replications)),
            (say("Numbers with range and basis"), count(len(engagement.client.assumptions))),
            (
                say("EXPERT judgements among them"),
                share(expert_share(engagement.client.assumptions)),
            ),
        ),
    )
    return Blocks([page, provenance(engagement)])


def method(engagement: Engagement) -> Blocks:
    """Return the method and its limits on half a page, naming the document that tells all."""
    return Blocks(
        [
            Heading(text=_heading(engagement), id="method"),
            Prose(text=limits(engagement)),
            *[Callout(text=translated(warning)) for warning in engagement.client.warnings],
            Prose(
                text=say(
                    "Every number with its range, basis and source, the back-test, the conflicts"
                    " between the sources and the meaning of the words stand in a document of its"
                    " own: “How the numbers were made”."
                )
            ),
        ]
    )


def how(engagement: Engagement) -> Blocks:
    """Return the method's own page in the method document."""
    return Blocks(
        [
            Heading(text=_heading(engagement), id="method"),
            Prose(text=limits(engagement)),
            Prose(
                text=say(
                    "An offer comes with a window, a cost and visitors that nobody knows exactly."
                    " The agency screens it, a regime decides it, rivals and the clock run on."
                    " What is captured brings visitors, orders and customers who return; 90 days of"
                    " consequences are counted. The interval of a mean says how well the number of"
                    " seasons fixes it; the band of the 10th to the 90th percentile says where"
                    " single seasons lie."
                )
            ),
            *[Callout(text=translated(warning)) for warning in engagement.client.warnings],
            Callout(title=say("The rule of the recommendation"), text=_rule(engagement)),
        ]
    )


def limits(engagement: Engagement) -> str:
    """Return what the intervals show and what they do not."""
    return sentences(
        say(
            "Each regime is run on the same seasons: the same offers, approvers' habits, rivals and"
            " customers. Differences are paired and carry 95 % intervals, each for its own"
            " comparison."
        ),
        say(
            "{share} of the {number} numbers behind them are EXPERT judgements: the intervals show"
            " the luck of seasons, not the doubt about these inputs.",
            share=share(expert_share(engagement.client.assumptions)),
            number=len(engagement.client.assumptions),
        ),
    )


def _heading(engagement: Engagement) -> str:
    return say(
        "{seasons} paired seasons; {share} of the numbers behind them are judgements",
        seasons=count(engagement.method.replications),
        share=share(expert_share(engagement.client.assumptions)),
    )


def _rule(engagement: Engagement) -> str:
    return say(
        "Ruled out is what crosses the brand's red line, and what may lose more within a month than"
        " the stop-loss. Of the rest the highest mean contribution wins, but a simpler regime that"
        " cannot be told from it is preferred. It must beat OA by more than {limit}, 2 % of sales"
        " under OA, with an interval above nought; else OA stays.",
        limit=money(engagement.recommendation.matters),
    )


def back_test(engagement: Engagement) -> Blocks:
    """Return what the client reports against what the model shows; nothing when none is told."""
    reported, season = engagement.client.file.reported, engagement.client.file.season
    if reported is None or season.switch_on is None:
        return Blocks([])
    rows = _reported(engagement)
    heading = say(
        "Run as it was, the model holds {hits} of {all} reported figures in its band",
        hits=sum(row[-1] for row in rows),
        all=len(rows),
    )
    return Blocks(
        [
            Heading(text=heading, id="back-test"),
            Prose(
                text=say(
                    "As it was means: OA first, plan and green channel from the dated switch on."
                )
            ),
            _reported_table(reported.claim, rows),
            _not_identified(),
        ]
    )


def _reported_table(claim: str, rows: list[Reported]) -> Table:
    verdicts = {True: say("holds it"), False: say("misses it")}
    return Table(
        title=say("Reported ({claim}) and simulated", claim=claim),
        columns=(
            Column(name=say("figure")),
            Column(name=say("reported"), align="right"),
            Column(name=say("simulated mean"), align="right"),
            Column(name=say("P10 to P90"), align="right"),
            Column(name=say("the band")),
        ),
        rows=tuple((*row[:-1], verdicts[row[-1]]) for row in rows),
    )


def _not_identified() -> Callout:
    return Callout(
        title=say("What this does not show"),
        text=say(
            "The case does not identify the effect of the green channel: the channel, the"
            " ERP interface and Double 11 came together. The difference between regimes is"
            " the model's counterfactual, not an observation."
        ),
    )


Reported = tuple[str, str, str, str, bool]


def _reported(engagement: Engagement) -> list[Reported]:
    """Return each reported figure with the model's mean and band, and whether the band holds it."""
    reported = engagement.client.file.reported
    assert reported is not None
    targets: tuple[tuple[str, float | None, str, Callable[[float], str], bool], ...] = (
        (say("sales of the season"), reported.sales_cny, "sales_cny", money, False),
        (say("conversion"), reported.conversion_share, "conversion", share, False),
        (say("returning customers"), reported.returning_share, "returning_share", share, True),
        (
            say("online share, latest month"),
            reported.online_share,
            "online_share",
            share,
            True,
        ),
    )
    rows = []
    for label, told, outcome, words, over in targets:
        found = engagement.comparison.summary_if_any(CASE, outcome)
        if told is not None and found is not None:
            said = say("over {value}", value=words(told)) if over else words(told)
            inside = told <= found.p90 and (over or found.p10 <= told)
            rows.append(_row(label, said, found, words, inside))
    last = engagement.comparison.sales_by_month(CASE)[-1]
    told = reported.last_month_sales_cny
    if told is not None:
        inside = last["p10"] <= told <= last["p90"]
        band = interval(last["p10"], last["p90"], money)
        label = say("sales of the latest month")
        rows.append((label, money(told), money(last["mean"]), band, inside))
    return rows


def _row(
    label: str, said: str, found: Summary, words: Callable[[float], str], inside: bool
) -> Reported:
    return label, said, words(found.mean), interval(found.p10, found.p90, words), inside
