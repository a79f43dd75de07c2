"""The fits: which inputs agree with what was sold, and what the regimes bring under each."""

from __future__ import annotations

from collections.abc import Callable

from playbook.blocks import Blocks, Callout, Chart, Column, Heading, Prose, Scatter, Table
from playbook.blocks.charts import Dot
from playbook.documents.method.back_test_page import known_words, not_identified_words
from playbook.engagement.engagement import Engagement
from playbook.study.calibration.calibrate import figure_name
from playbook.study.calibration.fits import Fits
from playbook.study.calibration.inputs import FittedInput
from playbook.study.calibration.span import OverFits, own_fits_are_left_out
from playbook.study.calibration.targets import Target
from playbook.study.reported import LATEST
from playbook.words.language import say, translated
from playbook.words.names import meaning_of, regime_name
from playbook.words.phrases import begin, joined, signed
from playbook.words.wording import (
    count,
    in_words,
    interval,
    money,
    number,
    sentences,
    share,
    signed_share,
)


def fits(engagement: Engagement) -> Blocks:
    """Return the fits of the client and what they leave open; nothing where it has none."""
    over = engagement.over_fits
    if over is None:
        return Blocks(_left_out(engagement))
    return Blocks(
        [
            Heading(text=_heading(engagement, over), id="fits"),
            Prose(
                text=sentences(known_words(engagement), _how(over), _widened(engagement, over.fits))
            ),
            _agreement(over.fits),
            Prose(
                text=sentences(
                    held_out_words(over.fits),
                    ahead_words(engagement, over),
                    _named(engagement, over),
                )
            ),
            *_picture(engagement, over),
            _inputs(engagement, over.fits),
            Callout(title=say("What the fits do not show"), text=_open(engagement)),
        ]
    )


def _left_out(engagement: Engagement) -> list[Callout]:
    """Return that fits which the client's file names do not hold for it as it is told."""
    if not own_fits_are_left_out(engagement.client):
        return []
    text = say(
        "The client's file names fits that are not there, or are of another state of it. They are"
        " left out; greenchannel calibrate makes them anew."
    )
    return [Callout(text=text, tone="bad")]


def _heading(engagement: Engagement, over: OverFits) -> str:
    return say(
        "{n} settings fit the months before the last; under them {regime} changes contribution by"
        " {span}",
        n=count(len(over.fits.fits)),
        regime=regime_name(engagement.candidate),
        span=interval(*over.span(engagement.candidate), signed),
    )


def _how(over: OverFits) -> str:
    found = over.fits
    return say(
        "{inputs} inputs were sought within their ranges until the mean of {seasons} seasons,"
        " decided as they were, lay within {tolerance} of each figure that is fitted to: points"
        " spread over the ranges, an emulator to rule out what cannot agree, then {tried} points"
        " measured, of which {n} agree. All regimes were then compared under each, on the same"
        " {compared} seasons.",
        inputs=count(len(found.inputs)),
        seasons=count(found.seasons),
        tolerance=share(min(target.tolerance for target in found.targets)),
        tried=count(found.tried),
        n=count(len(found.fits)),
        compared=count(over.seasons),
    )


def _widened(engagement: Engagement, found: Fits) -> str:
    """Return which inputs were sought beyond their usual range."""
    named = [
        say(
            "{meaning}, {sought} instead of {usual}",
            meaning=_meaning(engagement, one),
            usual=interval(one.usual_low, one.usual_high, number),
            sought=interval(one.low, one.high, number),
        )
        for one in found.widened
    ]
    if not named:
        return ""
    return say("Sought in a wider range than usual: {inputs}.", inputs=joined(named))


def _meaning(engagement: Engagement, one: FittedInput) -> str:
    known = {number.path: number for number in engagement.client.assumptions}
    return meaning_of(known[one.path]) if one.path in known else one.path


def _agreement(found: Fits) -> Table:
    return Table(
        title=say("What was sold, and what the fits make of it"),
        columns=(
            Column(name=say("figure")),
            Column(name=say("told"), align="right"),
            Column(name=say("fits, lowest to highest"), align="right"),
            Column(name=say("tolerance"), align="right"),
            Column(name=say("use")),
        ),
        rows=tuple(_row(found, target) for target in found.targets),
    )


def _row(found: Fits, target: Target) -> tuple[str, ...]:
    words = _words(target)
    told = words(target.value)
    return (
        translated(figure_name(target)),
        say("over {value}", value=told) if target.at_least else told,
        interval(*found.spread_of(target), words),
        share(target.tolerance),
        say("held out") if target.held_out else say("fitted to"),
    )


def _words(target: Target) -> Callable[[float], str]:
    return share if target.value < 1 else money


def held_out_words(found: Fits) -> str:
    """Return by how much the fits miss the month that they were not fitted to."""
    errors = found.held_out_errors()
    if not errors:
        return ""
    return say(
        "The latest month was held out: the fits miss it by {error} on average ({interval}), and"
        " {n} of {all} agree with all that was held out.",
        error=signed_share(sum(errors) / len(errors)),
        interval=interval(min(errors), max(errors), signed_share),
        n=len(found.holding_all),
        all=len(found.fits),
    )


def ahead_words(engagement: Engagement, over: OverFits) -> str:
    """Return under how many fits the candidate surely adds, and how much where all agrees."""
    told = {
        "regime": regime_name(engagement.candidate),
        "n": count(over.ahead(engagement.candidate)),
        "all": count(len(over.fits.fits)),
    }
    holding = over.span_holding_all(engagement.candidate)
    if holding is None:
        return say("Under {n} of {all} fits {regime} is clearly better than OA.", **told)
    return say(
        "Under {n} of {all} fits {regime} is clearly better than OA; under those that agree with "
        "all, it changes contribution by {span}.",
        span=interval(*holding, signed),
        **told,
    )


def _named(engagement: Engagement, over: OverFits) -> str:
    """Return which regimes the rule names under the fits."""
    named = [
        say("{regime} in {n}", regime=regime_name(name), n=count(times))
        for name, times in engagement.named_over_fits.items()
    ]
    return say(
        "On {seasons} seasons each the rule names {named}.",
        seasons=count(over.seasons),
        named=in_words(named),
    )


def _picture(engagement: Engagement, over: OverFits) -> list[Chart]:
    """Return what the candidate adds under each fit, beside the sales of its latest month."""
    places = [nth for nth, target in enumerate(over.fits.targets) if target.figure == LATEST]
    if not places:
        return []
    gains = over.gains(engagement.candidate)
    pairs = [
        (fit.means[places[0]], gain.mean) for fit, gain in zip(over.fits.fits, gains, strict=True)
    ]
    told = over.fits.targets[places[0]].value
    return [
        Scatter(
            title=say(
                "What {regime} adds under each fit, by the sales of its latest month; sold were"
                " {told}",
                regime=regime_name(engagement.candidate),
                told=money(told),
            ),
            alt=say("Each point is a fit: sales of the latest month, and what the regime adds."),
            points=tuple(
                Dot(label="", x=sales, y=gain, key=engagement.candidate) for sales, gain in pairs
            ),
            x_format="money",
            y_format="signed_money",
            x_label=say("sales of the latest month"),
            y_label=say("gain over OA"),
        )
    ]


def _inputs(engagement: Engagement, found: Fits) -> Table:
    return Table(
        title=say("Between what the inputs lie in the fits"),
        columns=(
            Column(name=say("input")),
            *(
                Column(name=name, align="right")
                for name in (say("told"), say("usual range"), say("sought"), say("found"))
            ),
        ),
        rows=tuple(
            (
                begin(_meaning(engagement, one)),
                number(one.told),
                interval(one.usual_low, one.usual_high, number),
                interval(one.low, one.high, number),
                interval(*found.found_of(one.path), number),
            )
            for one in found.inputs
        ),
    )


def _open(engagement: Engagement) -> str:
    return sentences(
        not_identified_words(engagement),
        say(
            "One season is no mean: seasons of the same settings scatter far more than the"
            " tolerance, so other settings may have made this one. All inputs that are not in the"
            " table stayed as told."
        ),
    )


def fits_line(engagement: Engagement) -> list[str]:
    """Return in a line of the pitch how sure the inputs are, and what is not identified."""
    over = engagement.over_fits
    if over is None:
        return []
    return [
        sentences(
            held_out_words(over.fits),
            ahead_words(engagement, over),
            not_identified_words(engagement),
        )
    ]
