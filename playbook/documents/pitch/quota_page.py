"""The quota curve, with an honest and with a greedy agency, and from where on it is flat."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Chart, Column, Heading, Lines, Prose, Series, Table
from playbook.documents.pitch.quota_recommended import (
    an_agency,
    curve_regime,
    gain_beyond,
    mark,
    point_name,
    quota_title,
    weighed_point,
    weighed_words,
)
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME
from playbook.engagement.quota import (
    Curves,
    Point,
    curves,
    enough,
    enough_by_agency,
    paired,
    surely_worse,
)
from playbook.engagement.rights import asks_for_charter
from playbook.engagement.varied import GREEDY, HONEST, agencies
from playbook.engagement.verdict import nearest
from playbook.study.standing import Standing
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import ends, joined, moves, signed, spread, tenths
from playbook.words.wording import bare, interval, money, sentences, share
from sim.client.regimes import BASELINE

ALIKE_SHARE = 0.02
"""Curves that differ by no more than this share of the largest gain are called alike."""


def quota_curve(engagement: Engagement) -> Blocks:
    """Return the quota curve with the quota of the charter recommended marked on it.

    Where no charter is recommended the curve is shown alone.
    """
    found = curves(engagement)
    if not asks_for_charter(engagement):
        return _where_none_is_asked_for(engagement, found)
    return Blocks(
        [
            Heading(text=quota_title(engagement, found), id="quota"),
            Prose(
                text=sentences(
                    *weighed_words(engagement, found),
                    *where_flat(found),
                    *_not_borne(engagement, found),
                    *_alike(engagement, found),
                    *sales_words(found),
                )
            ),
            _chart(engagement, found),
            _table(engagement, found),
        ]
    )


def _where_none_is_asked_for(engagement: Engagement, curves: Curves) -> Blocks:
    stays = engagement.recommendation.stays_with_oa
    first = say("OA stays") if stays else say("No charter is asked for")
    text = sentences(
        nearest(engagement) if stays else "", *where_flat(curves), *_not_borne(engagement, curves)
    )
    return Blocks(
        [
            Heading(text=title_of_no_charter(first, curves), id="quota"),
            Prose(text=text),
            _chart(engagement, curves),
        ]
    )


def title_of_no_charter(first: str, curves: Curves) -> str:
    """Return with whom as agency a quota surely adds something, though no charter is asked for."""
    helped = {agency: one for agency, one in enough_by_agency(curves).items() if one.quota_cny}
    if not helped:
        return say("{first}: no quota tried clearly brings more than OA does", first=first)
    agency, least = next(iter(helped.items()))
    told = {
        "first": first,
        "agency": an_agency(agency),
        "gain": money(least.gain.mean),
        "quota": money(least.quota_cny),
    }
    if len(helped) == len(curves):
        return say(
            "{first}: a quota would clearly add something to OA whoever the agency, {gain} at "
            "{quota} with {agency}",
            **told,
        )
    return say(
        "{first}: a quota would clearly add something to OA with {agency} alone, {gain} at {quota}",
        **told,
    )


def quota_words(engagement: Engagement) -> str:
    """Return how large the quota should be: what is recommended, and where more brings no more."""
    found = curves(engagement)
    told = (*weighed_words(engagement, found), *where_flat(found))
    return sentences(*told, *_not_borne(engagement, found))


def _not_borne(engagement: Engagement, curves: Curves) -> list[str]:
    """Return that the quota from which on none is better goes beyond the limits, where it does."""
    largest = max(enough_by_agency(curves).values(), key=lambda point: point.quota_cny)
    rule = Standing.of(largest.study, engagement.stakes).rule
    if not rule.objection(CURVE_REGIME):
        return []
    return [
        say(
            "At {quota} a decision the channel goes beyond what you bear; the page of the charters"
            " searched shows which do not.",
            quota=money(largest.quota_cny),
        )
    ]


def where_flat(curves: Curves) -> list[str]:
    """Return from which quota on none is surely better, in one sentence when it is the same."""
    honest, greedy = (enough(curves[agency]) for agency in (HONEST, GREEDY))
    last = curves[HONEST][-1]
    ends = (curves[HONEST][0].quota_cny, last.quota_cny)
    if honest.quota_cny == greedy.quota_cny == ends[0]:
        return [
            say(
                "With either agency no quota brings clearly more than OA does, on {seasons} runs.",
                seasons=last.study.replications,
            )
        ]
    if honest.quota_cny != greedy.quota_cny or honest.quota_cny in ends:
        return [_enough_words(agency, points) for agency, points in curves.items()]
    return [
        say(
            "With either agency no quota above {quota} a decision ({honest} against OA with an "
            "honest agency, {greedy} with a sales-driven one) brings clearly more on {seasons} "
            "runs, up to {largest}.",
            quota=money(honest.quota_cny),
            honest=signed(honest.gain.mean),
            greedy=signed(greedy.gain.mean),
            largest=money(last.quota_cny),
            seasons=last.study.replications,
        )
    ]


def _alike(engagement: Engagement, curves: Curves) -> list[str]:
    """Return why the two curves agree, if they do: the charter's hurdle binds the greedy agency."""
    pairs = list(zip(curves[HONEST], curves[GREEDY], strict=True))
    gap = max(abs(honest.gain.mean - greedy.gain.mean) for honest, greedy in pairs)
    most = max(abs(honest.gain.mean) for honest, _ in pairs)
    if gap > ALIKE_SHARE * most or engagement.client.file.charter.hurdle_share is None:
        return []
    free = {}
    for agency, world in agencies(engagement.client.file).items():
        study = engagement.study(engagement.questions.world(world))
        free[agency] = tenths(study.summary("delegated", "loss_making_deals").mean)
    return [
        say(
            "The two curves differ by {gap} at most: the minimum return of the decision sheet "
            "refuses what only the commission would take. Under full delegation, without it, a "
            "sales-driven agency takes {greedy} loss-making deals over the period and a less "
            "sales-driven one {other}.",
            gap=money(gap),
            greedy=free["greedy"],
            other=free["other"],
        )
    ]


def sales_words(curves: Curves) -> list[str]:
    """Return what the largest quota sells more with a greedy agency, and what it earns by that."""
    last, least = curves[GREEDY][-1], enough(curves[GREEDY])
    sold, low, high = paired(last.sales(), least.sales())
    if last is least or low is None or low <= 0:
        return []
    earned, least_more, most_more = paired(last.contributions(), least.contributions())
    return [
        say(
            "From {span} a decision a sales-driven agency sells {sold} more"
            " ({sold_ends}) and {moves} ({ends}): by sales alone the quota would be set higher than"
            " it pays.",
            span=interval(least.quota_cny, last.quota_cny, money),
            sold=money(sold),
            sold_ends=interval(low, high, signed),
            moves=moves(earned),
            ends=interval(least_more, most_more, signed),
        )
    ]


def _enough_words(agency: float, points: list[Point]) -> str:
    least = enough(points)
    told = {
        "agency": an_agency(agency),
        "gain": signed(least.gain.mean),
        "largest": money(points[-1].quota_cny),
        "seasons": str(points[-1].study.replications),
    }
    if least is points[0]:
        return say(
            "With {agency} no quota brings clearly more than OA does, on {seasons} runs.", **told
        )
    if least is points[-1]:
        return say(
            "With {agency} contribution rises up to the largest quota tried, {largest}: there it is"
            " {gain} against OA.",
            **told,
        )
    first = say(
        "With {agency} no quota above {quota} a decision ({gain} against OA) brings clearly more "
        "on {seasons} runs, up to {largest}.",
        **told,
        quota=money(least.quota_cny),
    )
    worse = surely_worse(points, least)
    if not worse:
        return first
    return sentences(first, say("It falls again from {quota} on.", quota=money(worse[0].quota_cny)))


def _names() -> dict[float, str]:
    return {
        HONEST: say("honest agency (self-interest {weight})", weight=share(HONEST)),
        GREEDY: say("sales-driven agency (self-interest {weight})", weight=share(GREEDY)),
    }


def _chart(engagement: Engagement, curves: Curves) -> Chart:
    more = {agency: signed(gain_beyond(engagement, points)) for agency, points in curves.items()}
    return Lines(
        title=say(
            "From {span} a decision contribution changes by {honest} with an honest"
            " agency, by {greedy} with a sales-driven one",
            span=interval(
                weighed_point(engagement, curves[HONEST]).quota_cny,
                curves[HONEST][-1].quota_cny,
                money,
            ),
            honest=more[HONEST],
            greedy=more[GREEDY],
        ),
        alt=_curves_in_words(curves),
        x=tuple(money(point.quota_cny) for point in curves[HONEST]),
        series=(
            *(_line(agency, points) for agency, points in curves.items()),
            *mark(engagement, curves[HONEST]),
        ),
        format="signed_money",
        x_label=say("quota per decision"),
        band=say("95 % interval of the mean"),
        note=say(
            "Contribution over OA with the same agency, {regime}, {number} runs a point; the "
            "plan is left out, so that a quota of zero is OA. The marks of the axis are not "
            "evenly spaced in money.",
            regime=regime_name(curve_regime(engagement)),
            number=engagement.method.replications,
        ),
    )


def _line(agency: float, points: Sequence[Point]) -> Series:
    return Series(
        name=_names()[agency],
        values=tuple(point.gain.mean for point in points),
        low=tuple(point.gain.low for point in points),
        high=tuple(point.gain.high for point in points),
    )


def _curves_in_words(curves: Curves) -> str:
    def at(point: Point) -> str:
        value = signed(point.gain.mean)
        return say("{what}: {value}", what=money(point.quota_cny), value=value)

    return joined(
        say("{what}: {value}", what=_names()[agency], value=say(", ").join(map(at, points)))
        for agency, points in curves.items()
    )


def _table(engagement: Engagement, curves: Curves) -> Table:
    yuan = say("CNY")

    def intervals(agency: float) -> Column:
        told = tuple(ends(point.gain) for point in curves[agency])
        return Column(name=say("95 % interval"), align="right", ends=told)

    return Table(
        title=say("Contribution against OA and loss-making deals by quota, over the period"),
        detail=True,
        columns=(
            Column(name=say("quota per decision")),
            Column(name=say("honest agency"), unit=yuan, format="signed_money"),
            intervals(HONEST),
            Column(name=say("its loss-making deals"), format="tenths"),
            Column(name=say("sales-driven agency"), unit=yuan, format="signed_money"),
            intervals(GREEDY),
            Column(name=say("its loss-making deals"), format="tenths"),
        ),
        rows=tuple(
            (point_name(engagement, honest), *_cells(honest), *_cells(greedy))
            for honest, greedy in zip(curves[HONEST], curves[GREEDY], strict=True)
        ),
        note=sentences(
            say("The quota with a star is that of the charter recommended.")
            if asks_for_charter(engagement)
            else "",
            say(
                "The agency's own limit and the quotas of month and quarter move with the quota per"
                " decision; the share of stock stays. {oa} with an agency of another kind is"
                " another baseline.",
                oa=regime_name(BASELINE),
            ),
        ),
    )


def _cells(point: Point) -> tuple[float, str, float]:
    return point.gain.mean, bare(spread(point.gain)), point.losses
