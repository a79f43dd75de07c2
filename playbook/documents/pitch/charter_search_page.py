"""Which charter to sign: clauses searched together, gain against money at risk."""

from __future__ import annotations

from playbook.blocks import Blocks, Chart, Column, Dot, Heading, Prose, Scatter, Table
from playbook.documents.pitch.clause_effects_table import effects_table
from playbook.documents.pitch.risk_page import red_line_words
from playbook.engagement.charter_search import (
    Tried,
    better,
    chance_of_chosen,
    chosen,
    close,
    ends_inside,
    frontier,
    is_narrower,
    most,
    searched,
    weighed,
)
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.rights import asks_for_charter
from playbook.engagement.verdict import charter_name, least_chance, nearest
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, doubt, ends, joined, money_or_any, signed, spread
from playbook.words.wording import bare, beside, count, money, sentences, share


def charter_search(engagement: Engagement) -> Blocks:
    """Return the charters tried, which are borne, and how the one recommended stands among them.

    Where none is recommended it is told in short what the best of them would add.
    """
    tried = searched(engagement)
    if not asks_for_charter(engagement):
        return _where_none_is_asked_for(engagement, tried)
    return Blocks(
        [
            Heading(text=_title(engagement, tried), id="charter-search"),
            Prose(text=_told(engagement, tried)),
            _chart(engagement, tried),
            _table(engagement, tried),
            *effects_table(engagement, tried),
        ]
    )


def _where_none_is_asked_for(engagement: Engagement, tried: list[Tried]) -> Blocks:
    stays = engagement.recommendation.stays_with_oa
    return Blocks(
        [
            Heading(text=_best_title(engagement, most(tried)), id="charter-search"),
            Prose(text=sentences(nearest(engagement) if stays else "", _how(engagement, tried))),
            _table(engagement, frontier(tried)),
        ]
    )


def _best_title(engagement: Engagement, best: Tried | None) -> str:
    """Return what the best charter that is borne adds, and why it is not asked for."""
    found = engagement.recommendation
    if best is None or best.gain.mean <= 0:
        none = say("no charter that keeps within what you bear earns more than OA")
        return say("OA stays: {why}", why=none) if found.stays_with_oa else begin(none)
    told = {
        "gain": money(best.gain.mean),
        "seasons": count(best.seasons),
        "doubt": doubt(best.gain),
        "matters": money(best.matters_cny),
        "regime": regime_name(found.regime),
        "brings": money(found.gain.mean),
    }
    if found.stays_with_oa:
        return say(
            "OA stays: the best charter within what you bear would add {gain} on {seasons} "
            "runs{doubt}",
            **told,
        )
    return say(
        "No charter is asked for: the best within what you bear adds {gain} to OA, and {matters} is"
        " needed where {regime} brings {brings}",
        **told,
    )


def _title(engagement: Engagement, tried: list[Tried]) -> str:
    ours, best = weighed(engagement, tried), better(engagement, tried)
    if not ours.is_borne or chosen(tried, engagement.recommendation.indifferent) is None:
        return _not_borne_title(engagement, tried)
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
    if best is None:
        return begin(say("{charter} is as good as any that keeps within what you bear", **named))
    named |= {"clauses": _brief(best), "more": money(abs(best.gain.mean - ours.gain.mean))}
    if is_narrower(best, ours):
        return say(
            "A charter with {clauses} hands over less than {charter} and is as good: {more} lie"
            " between them",
            **named,
        )
    return say(
        "A charter with {clauses} would bring {more} more than {charter}, within what you bear",
        **named,
    )


def _not_borne_title(engagement: Engagement, tried: list[Tried]) -> str:
    """Return the title where the charter weighed does not stand without plan or chasing."""
    told = {
        "seasons": count(tried[0].seasons),
        "charter": charter_name(engagement),
    }
    best = chosen(tried, engagement.recommendation.indifferent)
    if most(tried) is None:
        return say("On {seasons} runs no charter tried keeps within what you bear", **told)
    if best is None:
        return say(
            "On {seasons} runs no charter that keeps within what you bear is worth leaving OA "
            "for by itself",
            **told,
        )
    return say(
        "On {seasons} runs {charter} may lose more than you bear; one with {clauses} does not",
        **told,
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
    sure = sure_words(engagement, tried, best)
    return sentences(*told, chosen_words(engagement, tried, best), sure, end)


def chosen_words(engagement: Engagement, tried: list[Tried], best: Tried) -> str:
    """Return among how many the one chosen is the narrowest, and what it brings."""
    zone = engagement.recommendation.indifferent
    near = len(close(tried, zone))
    told = {
        "worth": sum(one.is_worth_it for one in tried),
        "near": near,
        "zone": money(zone),
        "clauses": clauses_words(best),
        "gain": signed(best.gain.mean),
        "interval": spread(best.gain),
    }
    if near == 1:
        return say(
            "Of the {worth} worth leaving OA for only one comes within the indifference ({zone}) of"
            " the best of them, itself: it has {clauses}: {gain} against OA ({interval}).",
            **told,
        )
    if near == told["worth"]:
        return say(
            "All {worth} worth leaving OA for come within the indifference ({zone}) of the best of"
            " them; the narrowest has {clauses}: {gain} against OA ({interval}).",
            **told,
        )
    return say(
        "Of the {worth} worth leaving OA for {near} come within the indifference ({zone}) of the"
        " best of them; the narrowest of these has {clauses}: {gain} against OA ({interval}).",
        **told,
    )


def sure_words(engagement: Engagement, tried: list[Tried], best: Tried) -> str:
    """Return how sure the seasons are of the charter chosen, and how flat it is around the best."""
    found = chance_of_chosen(engagement, tried, best)
    if found is None:
        return ""
    widths = [one.breadth.factor for one in close(tried, engagement.recommendation.indifferent)]
    told = {"chance": least_chance(found.at_least), "low": f"{min(widths):g}"}
    if len(set(widths)) == 1:
        return say(
            "With a chance of at least {chance} none that is borne is better by more than that;"
            " only limits x {low} come so near to the best.",
            **told,
        )
    return say(
        "With a chance of at least {chance} none that is borne is better by more than that; limits"
        " from x {low} to x {high} come so near to the best.",
        **told,
        high=f"{max(widths):g}",
    )


def _how(engagement: Engagement, tried: list[Tried]) -> str:
    """Return what was tried, and what of it is borne."""
    limit = engagement.stakes.risk_limit_cny
    return say(
        "Quota, month, quarter, stock and countersignature were set together, {count} charters "
        "on {number} runs each. Borne are {limit} at risk in a month and {line} of sales beyond "
        "the red line.",
        count=len(tried),
        number=tried[0].seasons,
        limit=money_or_any(limit),
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
        "Over the {number} runs of the headline it keeps within what you bear.",
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
        detail=True,
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
                "Limits are in multiples of the charter as drafted. Countersigned is what lies "
                "above the agency's own limit, which widens with the others. Red line, minimum "
                "return, audit and stop-loss are the charter's own in all of them."
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
        bare(spread(one.gain)),
        one.at_risk_cny,
        beside(one.beyond_share, engagement.stakes.red_line_share),
    )


def _standing(one: Tried, best: list[Tried]) -> str:
    if not one.is_borne:
        return say("not borne")
    return say("borne; none beats it in both") if one in best else say("borne")


def _marked(engagement: Engagement, standing: str, *, is_ours: bool) -> str:
    return joined((charter_name(engagement), standing)) if is_ours else standing
