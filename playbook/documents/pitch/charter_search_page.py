"""Which charter to sign: clauses searched together, gain against money at risk."""

from __future__ import annotations

from playbook.blocks import Blocks, Chart, Column, Dot, Heading, Prose, Scatter, Table
from playbook.documents.pitch.clause_effects_table import effects_table
from playbook.engagement.charter_search import Tried, chosen, ends_inside, frontier, searched
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME, Breadth
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, signed, spread
from playbook.words.wording import money, sentences, share


def charter_search(engagement: Engagement) -> Blocks:
    """Return the charters tried, which of them are borne, and the one that gains most."""
    tried = searched(engagement)
    return Blocks(
        [
            Heading(text=_title(engagement, tried), id="charter-search"),
            Prose(text=_told(engagement, tried)),
            _chart(engagement, tried),
            _table(engagement, tried),
            *effects_table(engagement, tried),
        ]
    )


def _own(engagement: Engagement, tried: list[Tried]) -> Tried:
    """Return the client's own charter among those tried."""
    charter = engagement.client.file.charter
    own = Breadth(factor=1.0, stock_share=charter.stock_share or 0.0, alone=False)
    return next(one for one in tried if one.breadth == own)


def _title(engagement: Engagement, tried: list[Tried]) -> str:
    best = chosen(tried, engagement.recommendation.indifferent)
    if best is None:
        return say("No charter tried keeps within what you bear")
    if best.gain.mean <= 0:
        return say("No charter that keeps within what you bear earns more than OA does")
    own = _own(engagement, tried)
    if not own.is_borne:
        return say(
            "The charter as drafted may lose more than you bear; one {width} times as wide"
            " does not",
            width=f"{best.breadth.factor:g}",
        )
    more = best.gain.mean - own.gain.mean
    if more < engagement.recommendation.indifferent:
        return say("The charter as drafted is as good as any that keeps within what you bear")
    return say(
        "A charter {width} times as wide would bring {more} more, within what you bear",
        width=f"{best.breadth.factor:g}",
        more=money(more),
    )


def _told(engagement: Engagement, tried: list[Tried]) -> str:
    stakes, best = engagement.stakes, chosen(tried, engagement.recommendation.indifferent)
    first = say(
        "Quota, month, quarter, stock and countersignature were set together, {count} charters on"
        " {number} seasons each. Borne are {limit} at risk in a month and {line} of sales beyond"
        " the red line.",
        count=len(tried),
        number=engagement.questions.charter(tried[0].breadth).replications,
        limit=money(stakes.risk_limit_cny or 0.0),
        line=share(stakes.red_line_share),
    )
    if best is None:
        return first
    second = say(
        "The narrowest of those borne that none beats by more than {zone} has {clauses}: {gain}"
        " against OA ({interval}).",
        zone=money(engagement.recommendation.indifferent),
        clauses=_clauses(best),
        gain=signed(best.gain.mean),
        interval=spread(best.gain),
    )
    third = "" if ends_inside(best) else say("It lies at the end of what was tried.")
    return sentences(first, second, third)


def _clauses(one: Tried) -> str:
    breadth = one.breadth
    told = {"width": f"{breadth.factor:g}", "stock": share(breadth.stock_share)}
    if breadth.alone:
        return say("limits x {width}, {stock} of free stock, decided alone", **told)
    return say("limits x {width}, {stock} of free stock, countersigned", **told)


def _chart(engagement: Engagement, tried: list[Tried]) -> Chart:
    return Scatter(
        title=say("Gain against money at risk, one point a charter"),
        alt=say(
            "{count} charters under {regime}: gain over OA against money at risk.",
            count=len(tried),
            regime=regime_name(CURVE_REGIME),
        ),
        points=tuple(
            Dot(label=_short(one), x=one.at_risk_cny or 0.0, y=one.gain.mean)
            for one in frontier(tried)
        ),
        x_format="money",
        y_format="signed_money",
        x_label=say("money at risk"),
        y_label=say("gain over OA"),
        note=say("Shown are the charters that no other one beats in both."),
    )


def _short(one: Tried) -> str:
    return say("x {width}", width=f"{one.breadth.factor:g}")


def _table(engagement: Engagement, tried: list[Tried]) -> Table:
    yuan = say("CNY")
    best = {id(one) for one in frontier(tried)}
    return Table(
        title=say("Charters searched, the best first"),
        columns=(
            Column(name=say("clauses")),
            Column(name=say("gain over OA"), unit=yuan, format="signed_money"),
            Column(name=say("its 95 % interval"), align="right"),
            Column(name=say("money at risk"), unit=yuan, format="money"),
            Column(name=say("beyond the red line"), format="share"),
            Column(name=say("standing")),
        ),
        rows=tuple(
            (
                begin(_clauses(one)),
                one.gain.mean,
                spread(one.gain).replace("CNY ", ""),
                one.at_risk_cny,
                one.beyond_share,
                _standing(one, on_frontier=id(one) in best),
            )
            for one in tried
            if id(one) in best or one.is_borne
        ),
        note=say(
            "Red line, hurdle, audit and stop-loss are the charter's own in all of them. Few"
            " seasons each: read the order of the charters, not their last yuan."
        ),
    )


def _standing(one: Tried, *, on_frontier: bool) -> str:
    if not one.is_borne:
        return say("not borne")
    return say("borne; none beats it in both") if on_frontier else say("borne")
