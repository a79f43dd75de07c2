"""How large the quota should be: the curve with an honest and with a greedy agency."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Chart, Column, Heading, Lines, Prose, Series, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import CURVE_REGIME, GREEDY, HONEST, agencies
from playbook.engagement.quota import Curves, Point, curve, enough, paired, surely_worse
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import joined, signed, spread, tenths
from playbook.words.wording import money, sentences, share
from sim.client.regimes import BASELINE

ALIKE_SHARE = 0.02
"""Curves that differ by no more than this share of the largest gain are called alike."""


def quota_curve(engagement: Engagement) -> Blocks:
    """Return the quota curve, and where more quota brings nothing more."""
    curves = {HONEST: curve(engagement, HONEST), GREEDY: curve(engagement, GREEDY)}
    return Blocks(
        [
            Heading(text=_heading(engagement, curves), id="quota"),
            Prose(
                text=sentences(*where_flat(curves), *_alike(engagement, curves), *_sales(curves))
            ),
            _chart(engagement, curves),
            _table(engagement, curves),
        ]
    )


def where_flat(curves: Curves) -> list[str]:
    """Return where each curve goes flat, in one sentence when it is the same quota."""
    honest, greedy = (enough(curves[agency]) for agency in (HONEST, GREEDY))
    last = curves[HONEST][-1]
    ends = (curves[HONEST][0].quota_cny, last.quota_cny)
    if honest.quota_cny != greedy.quota_cny or honest.quota_cny in ends:
        return [_enough_words(agency, points) for agency, points in curves.items()]
    return [
        say(
            "With either agency contribution goes flat at {quota} a decision ({honest} against OA"
            " with an honest agency, {greedy} with a greedy one): no larger quota up to {largest}"
            " brings surely more.",
            quota=money(honest.quota_cny),
            honest=signed(honest.gain.mean),
            greedy=signed(greedy.gain.mean),
            largest=money(last.quota_cny),
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
            "The two curves differ by {gap} at most: the hurdle of the decision sheet refuses what"
            " only the commission would take. Under full delegation, without it, a greedy agency"
            " takes {greedy} loss-making deals a season and a less greedy one {other}.",
            gap=money(gap),
            greedy=free["greedy"],
            other=free["other"],
        )
    ]


def _sales(curves: Curves) -> list[str]:
    if not _sales_mislead(curves[GREEDY]):
        return []
    return [
        say(
            "Sales go on rising with the quota longer than contribution: who looks at sales sets it"
            " too high."
        )
    ]


def _sales_mislead(points: Sequence[Point]) -> bool:
    """Tell whether the largest quota sells surely more than the one that is enough, for no gain."""
    last, least = points[-1], enough(points)
    if last is least:
        return False
    sold = [point.study.results.seasons(CURVE_REGIME, "sales_cny") for point in (last, least)]
    _, low, _ = paired(*sold)
    return low is not None and low > 0


def _heading(engagement: Engagement, curves: Curves) -> str:
    own = engagement.client.file.charter.quota_cny
    rising = [agency for agency in (HONEST, GREEDY) if enough(curves[agency]).quota_cny > own]
    if not rising:
        return say(
            "No quota above {quota} brings surely more, be the agency honest or greedy",
            quota=money(own),
        )
    if len(rising) > 1:
        return say(
            "Contribution still rises above a quota of {quota} with either agency",
            quota=money(own),
        )
    return say(
        "Above a quota of {quota} {agency} earns more; {other} does not",
        quota=money(own),
        agency=_an_agency(rising[0]),
        other=say("a greedy one") if rising == [HONEST] else say("an honest one"),
    )


def _enough_words(agency: float, points: list[Point]) -> str:
    least = enough(points)
    told = {
        "agency": _an_agency(agency),
        "gain": signed(least.gain.mean),
        "largest": money(points[-1].quota_cny),
    }
    if least is points[0]:
        return say("With {agency} no quota brings surely more than OA does.", **told)
    if least is points[-1]:
        return say(
            "With {agency} contribution rises up to the largest quota tried, {largest}: there it is"
            " {gain} against OA.",
            **told,
        )
    first = say(
        "With {agency} contribution goes flat at {quota} a decision ({gain} against OA): no larger"
        " quota up to {largest} brings surely more.",
        **told,
        quota=money(least.quota_cny),
    )
    worse = surely_worse(points, least)
    if not worse:
        return first
    return sentences(first, say("It falls again from {quota} on.", quota=money(worse[0].quota_cny)))


def _an_agency(agency: float) -> str:
    return {HONEST: say("an honest agency"), GREEDY: say("a greedy agency")}[agency]


def _names() -> dict[float, str]:
    return {
        HONEST: say("honest agency (self-interest {weight})", weight=share(HONEST)),
        GREEDY: say("greedy agency (self-interest {weight})", weight=share(GREEDY)),
    }


def _chart(engagement: Engagement, curves: Curves) -> Chart:
    own = engagement.client.file.charter.quota_cny or curves[HONEST][-2].quota_cny
    more = {agency: signed(_beyond(points, own)) for agency, points in curves.items()}
    return Lines(
        title=say(
            "From {own} to {largest} a decision contribution changes by {honest} with an honest"
            " agency, by {greedy} with a greedy one",
            own=money(own),
            largest=money(curves[HONEST][-1].quota_cny),
            honest=more[HONEST],
            greedy=more[GREEDY],
        ),
        alt=_curves_in_words(curves),
        x=tuple(money(point.quota_cny) for point in curves[HONEST]),
        series=tuple(_line(agency, points) for agency, points in curves.items()),
        format="signed_money",
        x_label=say("quota per decision"),
        band=say("95 % interval of the mean"),
        note=say(
            "Contribution over OA with the same agency, {regime}, {number} paired seasons a point;"
            " the plan is left out, so that a quota of nought is OA. The marks of the axis are not"
            " evenly spaced in money.",
            regime=regime_name(CURVE_REGIME),
            number=engagement.method.side_seasons,
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


def _beyond(points: Sequence[Point], own_cny: float) -> float:
    """Return the mean paired gain of the largest quota over the client's own, in CNY."""
    own = next(point for point in points if point.quota_cny >= own_cny)
    return paired(points[-1].contributions(), own.contributions())[0]


def _table(engagement: Engagement, curves: Curves) -> Table:
    yuan = say("CNY")
    return Table(
        title=say("Contribution against OA and loss-making deals by quota, a season"),
        columns=(
            Column(name=say("quota per decision")),
            Column(name=say("honest agency"), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right"),
            Column(name=say("its loss-making deals"), format="tenths"),
            Column(name=say("greedy agency"), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right"),
            Column(name=say("its loss-making deals"), format="tenths"),
        ),
        rows=tuple(
            (money(honest.quota_cny), *_cells(honest), *_cells(greedy))
            for honest, greedy in zip(curves[HONEST], curves[GREEDY], strict=True)
        ),
        note=say(
            "The month's quota stays at {month}, or rises to the quota per decision where that is"
            " larger. {oa} with an agency of another kind is another baseline.",
            month=money(engagement.client.file.charter.month_quota_cny),
            oa=regime_name(BASELINE),
        ),
    )


def _cells(point: Point) -> tuple[float, str, float]:
    return point.gain.mean, spread(point.gain).replace("CNY ", ""), point.losses
