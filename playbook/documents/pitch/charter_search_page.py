"""Which charter to sign: clauses searched together, gain against money at risk."""

from __future__ import annotations

from playbook.blocks import Blocks, Chart, Column, Dot, Heading, Prose, Scatter, Table
from playbook.documents.pitch.clause_effects_table import effects_table
from playbook.documents.pitch.risk_page import red_line_words
from playbook.engagement.charter_search import (
    Tried,
    better,
    chosen,
    close,
    ends_inside,
    frontier,
    most,
    searched,
    weighed,
)
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.rights import asks_for_charter
from playbook.engagement.verdict import charter_name, nearest
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, doubt, ends, joined, signed, spread
from playbook.words.wording import beside, money, sentences, share


def charter_search(engagement: Engagement) -> Blocks:
    """Return the charters tried, which are borne, and how the one recommended stands among them.

    A client that keeps OA is told in short what the best of them would add.
    """
    tried = searched(engagement)
    if engagement.recommendation.stays_with_oa:
        return _where_oa_stays(engagement, tried)
    return Blocks(
        [
            Heading(text=_title(engagement, tried), id="charter-search"),
            Prose(text=_told(engagement, tried)),
            _chart(engagement, tried),
            _table(engagement, tried),
            *effects_table(engagement, tried),
        ]
    )


def _where_oa_stays(engagement: Engagement, tried: list[Tried]) -> Blocks:
    best = most(tried)
    heading = say("OA stays: no charter that keeps within what you bear earns more than it does")
    if best is not None and best.gain.mean > 0:
        heading = say(
            "OA stays: the best charter within what you bear would add {gain} on {seasons}"
            " seasons{doubt}",
            gain=money(best.gain.mean),
            seasons=best.seasons,
            doubt=doubt(best.gain),
        )
    return Blocks(
        [
            Heading(text=heading, id="charter-search"),
            Prose(text=sentences(nearest(engagement), _how(engagement, tried))),
            _table(engagement, frontier(tried)),
        ]
    )


def _title(engagement: Engagement, tried: list[Tried]) -> str:
    ours, best = weighed(engagement, tried), chosen(tried, engagement.recommendation.indifferent)
    if best is None or best.gain.mean <= 0 or not ours.is_borne:
        return _not_borne_title(engagement, best, ours)
    named = {"charter": charter_name(engagement)}
    top = most(tried)
    if engagement.recommendation.instead_of and top is not None:
        return say(
            "As told, {clauses} would bring {more} more than {charter}; under most settings fitted"
            " the rule names the latter",
            **named,
            clauses=_brief(top),
            more=money(top.gain.mean - ours.gain.mean),
        )
    if better(engagement, tried) is None:
        return begin(say("{charter} is as good as any that keeps within what you bear", **named))
    return say(
        "A charter with {clauses} would bring {more} more than {charter}, within what you bear",
        **named,
        clauses=_brief(best),
        more=money(best.gain.mean - ours.gain.mean),
    )


def _not_borne_title(engagement: Engagement, best: Tried | None, ours: Tried) -> str:
    """Return the title where the charter weighed does not stand without plan or chasing."""
    seasons = ours.seasons
    if best is None:
        return say(
            "On {seasons} seasons no charter tried keeps within what you bear", seasons=seasons
        )
    if best.gain.mean <= 0:
        return say(
            "On {seasons} seasons no charter that keeps within what you bear earns more than OA",
            seasons=seasons,
        )
    return say(
        "On {seasons} seasons {charter} may lose more than you bear; one with {clauses} does not",
        seasons=seasons,
        charter=charter_name(engagement),
        clauses=_brief(best),
    )


def _told(engagement: Engagement, tried: list[Tried]) -> str:
    best = chosen(tried, engagement.recommendation.indifferent)
    told = [
        _how(engagement, tried),
        _weighed_words(engagement, tried),
    ]
    if best is None:
        return sentences(*told)
    end = "" if ends_inside(best, tried) else say("It lies at the end of what was tried.")
    return sentences(*told, chosen_words(engagement, tried, best), end)


def chosen_words(engagement: Engagement, tried: list[Tried], best: Tried) -> str:
    """Return among how many the one chosen is the narrowest, and what it brings."""
    zone = engagement.recommendation.indifferent
    near = len(close(tried, zone))
    told = {
        "borne": sum(one.is_borne for one in tried),
        "near": near,
        "zone": money(zone),
        "clauses": clauses_words(best),
        "gain": signed(best.gain.mean),
        "interval": spread(best.gain),
    }
    if near == 1:
        return say(
            "Of the {borne} that may stand only one comes within the indifference ({zone}) of the"
            " best of them, itself: it has {clauses}: {gain} against OA ({interval}).",
            **told,
        )
    if near == told["borne"]:
        return say(
            "All {borne} that may stand come within the indifference ({zone}) of the best of them;"
            " the narrowest has {clauses}: {gain} against OA ({interval}).",
            **told,
        )
    return say(
        "Of the {borne} that may stand {near} come within the indifference ({zone}) of the best of"
        " them; the narrowest of these has {clauses}: {gain} against OA ({interval}).",
        **told,
    )


def _how(engagement: Engagement, tried: list[Tried]) -> str:
    """Return what was tried, and what of it is borne."""
    limit = engagement.stakes.risk_limit_cny
    return say(
        "Quota, month, quarter, stock and countersignature were set together, {count} charters on"
        " {number} seasons each. Borne are {limit} at risk in a month and {line} of sales beyond"
        " the red line.",
        count=len(tried),
        number=tried[0].seasons,
        limit=say("any amount") if limit is None else money(limit),
        line=share(engagement.stakes.red_line_share),
    )


def _weighed_words(engagement: Engagement, tried: list[Tried]) -> str:
    """Return what the charter that is weighed brings here, and on how many seasons it is weighed.

    The rule lets it stand on the many seasons of the headline; here are few.
    """
    ours = weighed(engagement, tried)
    here = say(
        "{charter} has {clauses}: here {gain} against OA.",
        charter=begin(charter_name(engagement)),
        clauses=clauses_words(ours),
        gain=signed(ours.gain.mean),
    )
    if ours.is_borne or not asks_for_charter(engagement):
        return here
    many = say(
        "Over the {number} seasons of the headline it keeps within what you bear.",
        number=engagement.comparison.replications,
    )
    return sentences(here, many)


def clauses_words(one: Tried) -> str:
    """Return the clauses that a charter was tried with."""
    breadth = one.breadth
    told = {"width": f"{breadth.factor:g}", "stock": share(breadth.stock_share)}
    if breadth.alone:
        return say("limits x {width}, {stock} of free stock, decided alone", **told)
    return say("limits x {width}, {stock} of free stock, countersigned", **told)


def _brief(one: Tried) -> str:
    """Return the clauses that a title has room for."""
    if one.breadth.alone:
        return say("limits x {width}, decided alone", width=f"{one.breadth.factor:g}")
    return say("limits x {width}, countersigned", width=f"{one.breadth.factor:g}")


def _chart(engagement: Engagement, tried: list[Tried]) -> Chart:
    """Draw the charters that none beats, each told from the others, and the one that is weighed."""
    ours, best = weighed(engagement, tried), frontier(tried)
    shown = best if ours in best else [*best, ours]
    return Scatter(
        title=say("Gain against money at risk, one point a charter"),
        alt=say(
            "{count} charters under {regime}: gain over OA against money at risk.",
            count=len(tried),
            regime=regime_name(CURVE_REGIME),
        ),
        points=tuple(
            Dot(
                label=_marked(engagement, name, is_ours=one is ours),
                x=one.at_risk_cny or 0.0,
                y=one.gain.mean,
                key=CURVE_REGIME if one is ours else None,
            )
            for one, name in zip(shown, _told_apart(shown), strict=True)
        ),
        x_format="money",
        y_format="signed_money",
        x_label=say("money at risk"),
        y_label=say("gain over OA"),
        note=say("Shown are the charters that no other one beats in both.")
        if ours in best
        else say(
            "Shown are {charter} and those that no other one beats in both.",
            charter=charter_name(engagement),
        ),
    )


def _told_apart(shown: list[Tried]) -> list[str]:
    """Return the shortest names under which no two charters are the same."""
    for name in (_short, _brief):
        names = [name(one) for one in shown]
        if len(set(names)) == len(names):
            return names
    return [clauses_words(one) for one in shown]


def _short(one: Tried) -> str:
    return say("x {width}", width=f"{one.breadth.factor:g}")


def _table(engagement: Engagement, tried: list[Tried]) -> Table:
    yuan, ours, best = say("CNY"), weighed(engagement, searched(engagement)), frontier(tried)
    kept = [one for one in tried if one in best or one.is_borne or one is ours]
    shown = sorted(kept, key=lambda one: -one.gain.mean)
    spans = tuple(ends(one.gain) for one in shown)
    return Table(
        title=say("Charters searched, the best first"),
        columns=(
            Column(name=say("clauses")),
            Column(name=say("gain over OA"), unit=yuan, format="signed_money"),
            Column(name=say("its 95 % interval"), align="right", ends=spans),
            Column(name=say("money at risk"), unit=yuan, format="money"),
            Column(name=say("beyond the red line"), align="right"),
            Column(name=say("standing")),
        ),
        rows=tuple(
            (
                *_cells(engagement, one),
                _marked(engagement, _standing(one, best), is_ours=one is ours),
            )
            for one in shown
        ),
        note=sentences(
            say(
                "Limits are in multiples of the charter as drafted. Countersigned is what lies"
                " above the agency's own limit, which widens with the others. Red line, hurdle,"
                " audit and stop-loss are the charter's own in all of them."
            ),
            red_line_words(engagement) if any(round(one.beyond_share, 3) for one in shown) else "",
            left_out(len(shown), len(searched(engagement))),
        ),
    )


def left_out(listed: int, count: int) -> str:
    """Return how many of the charters tried are listed, and why the others are not."""
    if listed == count:
        return ""
    return say(
        "Of {count} tried the table lists {listed}: each of the others gains no more than one of"
        " these that has no more money at risk.",
        listed=listed,
        count=count,
    )


def _cells(engagement: Engagement, one: Tried) -> tuple[str, float, str, float | None, str]:
    return (
        begin(clauses_words(one)),
        one.gain.mean,
        spread(one.gain).replace("CNY ", ""),
        one.at_risk_cny,
        beside(one.beyond_share, engagement.stakes.red_line_share),
    )


def _standing(one: Tried, best: list[Tried]) -> str:
    if not one.is_borne:
        return say("not borne")
    return say("borne; none beats it in both") if one in best else say("borne")


def _marked(engagement: Engagement, standing: str, *, is_ours: bool) -> str:
    return joined((charter_name(engagement), standing)) if is_ours else standing
