"""How many offers are bad, where their value lies, and what judging them can bring at best."""

from __future__ import annotations

from collections.abc import Callable

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.worth import Offered, offered
from playbook.words.language import say
from playbook.words.names import kind_name
from playbook.words.phrases import begin
from playbook.words.wording import count, interval, money, sentences, share
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
