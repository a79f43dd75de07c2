"""What offers are worth, and whether deals bring what was foretold when they were decided."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from playbook.blocks import (
    Blocks,
    Callout,
    Chart,
    Column,
    GroupedBars,
    Heading,
    Prose,
    Series,
    Table,
)
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import has_channel
from playbook.engagement.worth import Foretold, Offered, calibration, in_all, offered
from playbook.words.language import say
from playbook.words.names import kind_name, regime_name
from playbook.words.phrases import begin
from playbook.words.wording import count, interval, money, number, sentences, share
from sim.client.regimes import BASELINE
from sim.results.worth import OverSeasons, Population

KindRow = tuple[str, float, float | None, float | None, str, float]


def offers(engagement: Engagement) -> Blocks:
    """Return what the offers are worth by kind, and what screening them is worth."""
    found = engagement.once(offered)
    allowed = found.allowed
    bad, top = allowed.bad_share, allowed.top_share
    if bad is None or top is None:
        return Blocks([])
    heading = say(
        "{share} of the offers are worth less than nothing; perfect judgement would save {saved}"
        " a season",
        share=share(bad.mean),
        saved=money(allowed.losses.mean),
    )
    return Blocks(
        [
            Heading(text=heading, id="offers"),
            Prose(text=_how_valued(found)),
            _by_kind(engagement, allowed),
            _screens(allowed),
            Callout(title=say("Where the value lies"), text=_where(allowed, top)),
        ]
    )


def _how_valued(found: Offered) -> str:
    return sentences(
        say(
            "Every offer of {seasons} seasons, valued alone and as if it were taken at once, with"
            " the visitors and the conversion that it really has: event, place and discount,"
            " orders that would have come anyway, and 90 days of consequences.",
            seasons=count(found.seasons),
        ),
        say(
            "{share} of the offers ask for what the red line forbids; they are left out here.",
            share=share(found.red_line_share),
        ),
    )


def _by_kind(engagement: Engagement, allowed: Population) -> Table:
    file = engagement.client.file
    rows = [
        _kind_row(begin(kind_name(file, kind)), allowed.of_kind(kind)) for kind in allowed.kinds
    ]
    return Table(
        title=say("What an offer is worth, by kind"),
        columns=(
            Column(name=say("kind of resource")),
            Column(name=say("offers a season"), format="number"),
            Column(name=say("mean value of one"), unit=say("CNY"), format="signed_money"),
            Column(name=say("worth less than nothing"), format="share"),
            Column(name=say("95 % interval"), align="right"),
            Column(name=say("lost by those a season"), unit=say("CNY"), format="money"),
        ),
        rows=(*rows, _kind_row(say("all"), allowed)),
        note=say(
            "The kind with the most value comes first. The interval is of the share; there is none"
            " where every season has the same."
        ),
    )


def _kind_row(name: str, offers: Population) -> KindRow:
    bad, number = offers.bad_share, offers.number.mean
    return (
        name,
        number,
        offers.value.mean / number if number else None,
        bad.mean if bad else None,
        _spread(bad, share),
        offers.losses.mean,
    )


def _screens(allowed: Population) -> Table:
    """Return what each party's judgement is worth over taking every offer, delay left aside."""
    perfect = allowed.losses
    saved = (
        (say("the agency, as it judges"), allowed.saved_by(lambda one: one.agency_takes)),
        (say("the reviewers' hurdle"), allowed.saved_by(lambda one: one.reviewers_take)),
        (say("perfect judgement"), perfect),
    )
    spans = tuple((one.low, one.high) for _, one in saved)
    return Table(
        title=say("What judgement is worth a season, over taking every offer"),
        columns=(
            Column(name=say("who judges")),
            Column(name=say("worth"), unit=say("CNY"), format="signed_money"),
            Column(name=say("95 % interval"), align="right", ends=spans),
            Column(name=say("of perfect judgement"), format="share"),
        ),
        rows=tuple(
            (name, one.mean, _spread(one, money), one.mean / perfect.mean if perfect.mean else None)
            for name, one in saved
        ),
        note=say("Nobody waits here: what an answer costs that comes too late is left aside."),
    )


def _where(allowed: Population, top: OverSeasons) -> str:
    """Return where the value lies, and whether judgement or speed is at stake."""
    losses = allowed.losses_share
    return sentences(
        say(
            "The best twentieth of the offers earns {share} ({spread}) of what all good ones earn.",
            share=share(top.mean),
            spread=_spread(top, share),
        ),
        say(
            "Bad offers lose {share} ({spread}) of what good ones earn: the larger this is, the"
            " more a control may cost that keeps them out.",
            share=share(losses.mean if losses else None),
            spread=_spread(losses, share),
        ),
    )


def _spread(found: OverSeasons | None, words: Callable[..., str]) -> str:
    """Return the interval of a measure, a dash where there is none."""
    return interval(found.low, found.high, words) if found else interval(None, None, words)


MOST_KINDS = 10
"""So many kinds are drawn at most, those that were foretold most; the table has all."""

ForetoldRow = tuple[str, float, float, float, float, str]


def forecasts(engagement: Engagement) -> Blocks:
    """Return what deals were foretold to bring and what they brought, by kind of resource."""
    found = calibration(engagement.comparison.results, engagement.candidate)
    if not found:
        return Blocks([])
    *kinds, every = found
    return Blocks(
        [
            Heading(text=_title(engagement, every), id="forecasts"),
            Prose(text=sentences(_how(engagement), _why(engagement))),
            _chart(engagement, kinds[:MOST_KINDS]),
            _table(engagement, kinds, every),
        ]
    )


def _title(engagement: Engagement, every: Foretold) -> str:
    if not every.is_sure:
        return say(
            "Whether a deal brings what was foretold of it, {seasons} seasons do not tell",
            seasons=count(engagement.comparison.replications),
        )
    told = {"off": money(abs(every.miss.mean)), "foretold": money(every.foretold)}
    if every.miss.mean < 0:
        return say("Decided on a forecast of {foretold}, a deal brings {off} less", **told)
    return say("Decided on a forecast of {foretold}, a deal brings {off} more", **told)


def _how(engagement: Engagement) -> str:
    return say(
        "Foretold is what a deal was filed with: the agency's sheet in the green channel - also"
        " where the client's director said yes too, who looked at the client's own forecast -, its"
        " own forecast under full delegation, the reviewers' in the OA chain and under the plan."
        " Brought is the deal value, 90 days of consequences included, in {seasons}"
        " seasons under {regime}.",
        seasons=count(engagement.comparison.replications),
        regime=regime_name(engagement.candidate),
    )


def _why(engagement: Engagement) -> str:
    """Return why the two differ: no forecast can know all, and one of them is interested."""
    agency, arrivals = engagement.client.scenario.agency, engagement.client.scenario.arrivals
    reported = exp(agency.self_interest * agency.report_bias)
    chosen = say(
        "Who judges with an error says yes more often where it errs upwards; and no forecast knows"
        " of other events on the same days, or that up to {adverse} of an ad-hoc offer's visitors"
        " stay away from a store that takes everything.",
        adverse=share(arrivals.adverse),
    )
    if reported <= 1.0 or not has_channel(engagement):
        return chosen
    written = say(
        "On its sheet the agency writes {times} times the visitors that it expects.",
        times=number(reported),
    )
    return sentences(chosen, written)


def _chart(engagement: Engagement, kinds: list[Foretold]) -> Chart:
    file = engagement.client.file
    return GroupedBars(
        title=say("What a deal was foretold to bring and what it brought, by kind"),
        alt=say(
            "{count} kinds under {regime}: the mean of a deal, foretold and brought.",
            count=len(kinds),
            regime=regime_name(engagement.candidate),
        ),
        labels=tuple(kind_name(file, one.kind) for one in kinds),
        series=(
            Series(name=say("foretold"), values=tuple(one.foretold for one in kinds)),
            Series(
                name=say("brought"),
                values=tuple(one.brought.mean for one in kinds),
                low=tuple(one.brought.low for one in kinds),
                high=tuple(one.brought.high for one in kinds),
            ),
        ),
        format="signed_money",
        orientation="horizontal",
        note=say(
            "Means of one captured deal with the 95 % interval of what it brought; the kinds that"
            " were foretold most in all come first."
        ),
    )


def _table(engagement: Engagement, kinds: list[Foretold], every: Foretold) -> Table:
    yuan, file = say("CNY"), engagement.client.file
    named = [(begin(kind_name(file, one.kind)), one) for one in kinds]
    named += [(say("all"), every), *_beside(engagement)]
    spans = tuple((one.miss.low, one.miss.high) for _, one in named)
    return Table(
        title=say("Forecasts held to account"),
        columns=(
            Column(name=say("kind of resource")),
            Column(name=say("deals a season"), format="tenths"),
            Column(name=say("foretold of one"), unit=yuan, format="signed_money"),
            Column(name=say("brought by one"), unit=yuan, format="signed_money"),
            Column(name=say("brought less foretold"), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right", ends=spans),
        ),
        rows=tuple(_row(name, one) for name, one in named),
        note=say(
            "The interval is of what a deal brought less what was foretold of it; there is none"
            " where one season alone has such deals."
        ),
    )


def _beside(engagement: Engagement) -> list[tuple[str, Foretold]]:
    """Return all deals under OA, whose reviewers forecast for themselves."""
    plain = in_all(engagement, BASELINE)
    name = say("all, under {regime}", regime=regime_name(BASELINE))
    return [(name, plain)] if plain else []


def _row(name: str, one: Foretold) -> ForetoldRow:
    spread = interval(one.miss.low, one.miss.high, money)
    return name, one.deals, one.foretold, one.brought.mean, one.miss.mean, spread
