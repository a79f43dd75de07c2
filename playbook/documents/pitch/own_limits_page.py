"""Before you change who decides: a signature fewer, and the client's own limits, on one scale."""

from __future__ import annotations

from playbook.blocks import Blocks, Chart, Column, Estimate, Forest, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.own_limits import Alternative, alternatives
from playbook.engagement.varied import LIFT_STEPS, bottlenecks
from playbook.words.language import localised, say
from playbook.words.names import regime_name, role_name
from playbook.words.phrases import begin, doubt, ends, joined, signed, spread
from playbook.words.wording import bare, money, sentences


def own_limits(engagement: Engagement) -> Blocks:
    """Return what a signature fewer, more stock, packing, service bring, beside who decides."""
    found = alternatives(engagement)
    return Blocks(
        [
            Heading(text=_title(engagement, found), id="own-limits"),
            Prose(text=_told(engagement, found)),
            _chart(engagement, found),
            _table(engagement, found),
        ]
    )


def _single(found: list[Alternative]) -> list[Alternative]:
    """Return what leaves the deciding to OA and is done alone, the best first."""
    alone = [one for one in found if one.is_single]
    return sorted(alone, key=lambda one: -one.net.mean)


def _title(engagement: Engagement, found: list[Alternative]) -> str:
    decides, best = found[0], _single(found)[0]
    if best.net.mean <= 0:
        return say("Nothing short of changing who decides is worth its cost")
    told = {
        "what": _lifted(engagement, best),
        "gain": money(best.net.mean),
        "doubt": doubt(best.net),
        "regime": regime_name(decides.regime),
    }
    if best.net.mean >= decides.net.mean:
        return say("Before you change who decides: {what} brings {gain}{doubt}", **told)
    if not engagement.stakes.handed_over(decides.regime):
        return say("Next to {regime}, {what} brings {gain}{doubt}", **told)
    return say("Short of changing who decides, {what} brings {gain}{doubt}", **told)


def _told(engagement: Engagement, found: list[Alternative]) -> str:
    decides, both = found[0], found[-1]
    first = say(
        "On the same runs the signature that delays most is left out, and each of your own "
        "limits is lifted to {small} and to {large} times its size; shown is what leaves most "
        "when its cost is taken off.",
        small=f"{min(LIFT_STEPS):g}",
        large=f"{max(LIFT_STEPS):g}",
    )
    second = say(
        "{regime} alone brings {alone} after the cost of changing, with all limits lifted {both}.",
        regime=begin(regime_name(decides.regime)),
        alone=signed(decides.net.mean),
        both=signed(both.net.mean),
    )
    return sentences(first, second)


def _chart(engagement: Engagement, found: list[Alternative]) -> Chart:
    return Forest(
        title=say("Contribution against OA as it is, what it takes paid"),
        alt=joined(
            say(
                "{regime}: {gain}, {interval}",
                regime=_label(engagement, one),
                gain=signed(one.net.mean),
                interval=spread(one.net),
            )
            for one in found
        ),
        points=tuple(
            Estimate(
                label=begin(_label(engagement, one)),
                value=one.net.mean,
                low=one.net.low,
                high=one.net.high,
            )
            for one in found
        ),
        format="signed_money",
        note=say("The runs of the first page; mean difference with its 95 % interval."),
    )


def _table(engagement: Engagement, found: list[Alternative]) -> Table:
    yuan, spans = say("CNY"), tuple(ends(one.net) for one in found)
    return Table(
        title=say("What else you could do, against OA as it is, over the period"),
        columns=(
            Column(name=say("what is done")),
            Column(name=say("brings"), unit=yuan, format="signed_money"),
            Column(name=say("costs"), unit=yuan, format="money"),
            Column(name=say("is left"), unit=yuan, format="signed_money"),
            Column(name=say("its 95 % interval"), align="right", ends=spans),
        ),
        rows=tuple(
            (
                begin(_label(engagement, one)),
                one.gain.mean,
                one.cost_cny,
                one.net.mean,
                bare(spread(one.net)),
            )
            for one in found
        ),
        note=say(
            "Costs: storage and the money tied up, people by the month, and what changing who"
            " decides takes."
        ),
    )


def _label(engagement: Engagement, one: Alternative) -> str:
    if one.dropped:
        return say("{regime} with {what}", regime=regime_name(one.regime), what=_fewer(one))
    if not one.lift.limits:
        return regime_name(one.regime)
    everything = len(one.lift.limits) > 1
    what = say("all three limits lifted") if everything else _lifted(engagement, one)
    return say("{regime} with {what}", regime=regime_name(one.regime), what=what)


def _fewer(one: Alternative) -> str:
    return say("one signature fewer ({role})", role=role_name(one.dropped))


def _lifted(engagement: Engagement, one: Alternative) -> str:
    if one.dropped:
        return _fewer(one)
    name = localised(bottlenecks(engagement.client.file)[one.lift.limits[0]], "name")
    return say("{limit} (x {factor})", limit=name, factor=f"{one.lift.factor:g}")
