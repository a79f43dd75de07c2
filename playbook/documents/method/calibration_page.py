"""Do deals bring what was foretold when they were decided: forecasts held to account, by kind."""

from __future__ import annotations

from math import exp

from playbook.blocks import Blocks, Chart, Column, GroupedBars, Heading, Prose, Series, Table
from playbook.engagement.calibration import Foretold, calibration, in_all
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import has_channel
from playbook.words.language import say
from playbook.words.names import kind_name, regime_name
from playbook.words.phrases import begin
from playbook.words.wording import count, interval, money, number, sentences, share
from sim.client.regimes import BASELINE

MOST_KINDS = 10
"""So many kinds are drawn at most, those that were foretold most; the table has all."""

KindRow = tuple[str, float, float, float, float, str]


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
        "Foretold is what whoever said yes had before them: the agency's sheet in the green"
        " channel, its own forecast under full delegation, the reviewers' in the OA chain and under"
        " the plan. Brought is the deal value, 90 days of consequences included, in {seasons}"
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


def _row(name: str, one: Foretold) -> KindRow:
    spread = interval(one.miss.low, one.miss.high, money)
    return name, one.deals, one.foretold, one.brought.mean, one.miss.mean, spread
