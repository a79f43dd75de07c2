"""All inputs in doubt at once: what the regimes gain then, and what knowing the inputs is worth."""

from __future__ import annotations

from playbook.blocks import (
    Bars,
    Blocks,
    Callout,
    Chart,
    Column,
    Estimate,
    Forest,
    Heading,
    Prose,
    Table,
)
from playbook.documents.in_doubt import begun, gain_line, group_name, measure_line
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import gain_in_doubt, information, parts
from playbook.study.information import FOLDS, Information, Knowing
from playbook.study.spread import SpreadParts
from playbook.study.uncertain import Gain, InDoubt
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, signed
from playbook.words.wording import bare, count, interval, money, sentences, share
from sim.results.drawn import SEASONS_A_WORLD

SHOWN = 10
"""So many inputs stand in the chart of what knowing is worth."""


def in_doubt(engagement: Engagement) -> Blocks:
    """Return what every regime gains with all uncertain inputs drawn at once."""
    doubt, ours = engagement.in_doubt(), gain_in_doubt(engagement)
    heading = say(
        "With every input in doubt {regime} brings {mean}; eight seasons in ten lie between {low}"
        " and {high}",
        regime=regime_name(ours.regime),
        mean=signed(ours.mean),
        low=signed(ours.p10),
        high=signed(ours.p90),
    )
    return Blocks(
        [
            Heading(text=heading, id="in-doubt"),
            Prose(text=sentences(_how_drawn(doubt), gain_line(engagement))),
            _spread(doubt),
            _gains(doubt),
            _parts(parts(engagement)),
        ]
    )


def _how_drawn(doubt: InDoubt) -> str:
    return sentences(
        say(
            "Each of {worlds} worlds has its own draw of {inputs} inputs, each by itself: one half"
            " of the draws lies below the own value, evenly down to the low end, the other above"
            " it, evenly up to the high end. All regimes of a world meet the same inputs, and"
            " {seasons} seasons of luck.",
            worlds=count(doubt.draws.worlds),
            inputs=len(doubt.draws.paths),
            seasons=SEASONS_A_WORLD,
        ),
        say(
            "{refused} draws were no client and were drawn anew.",
            refused=count(doubt.draws.refused),
        )
        if doubt.draws.refused
        else "",
        say("That inputs may hang together is not in it."),
    )


def _spread(doubt: InDoubt) -> Chart:
    told = [
        say(
            "{what}: {value}",
            what=regime_name(gain.regime),
            value=interval(gain.p10, gain.p90, signed),
        )
        for gain in doubt.gains
    ]
    return Forest(
        title=say("Gain over OA in single seasons, all inputs in doubt"),
        alt=joined(told),
        points=tuple(_estimate(gain) for gain in doubt.gains),
        format="signed_money",
        note=say(
            "The mark is the median season, the line the 10th to the 90th percentile of seasons:"
            " luck and inputs together."
        ),
    )


def _estimate(gain: Gain) -> Estimate:
    return Estimate(
        label=begin(regime_name(gain.regime)),
        key=gain.regime,
        value=gain.p50,
        low=gain.p10,
        high=gain.p90,
    )


def _gains(doubt: InDoubt) -> Table:
    yuan = say("CNY")
    return Table(
        title=say("Every regime with all inputs in doubt, a season"),
        columns=(
            Column(name=say("regime")),
            Column(name=say("mean gain"), unit=yuan, format="signed_money"),
            Column(
                name=say("95 % interval"),
                align="right",
                ends=tuple((gain.low, gain.high) for gain in doubt.gains),
            ),
            Column(name=say("gains in"), format="share"),
            Column(name=say("best in"), format="share"),
            Column(name=say("regret"), unit=yuan, format="money"),
        ),
        rows=tuple(_gain_row(gain) for gain in doubt.gains),
        note=say(
            "Gains in: the share of seasons in which it beats OA. Best in: the share of worlds in"
            " which it is the best that the limits allow, changing paid. Regret: how far it then"
            " stays behind the best of each world on average, part of which is luck. A dash: the"
            " limits rule it out."
        ),
    )


def _gain_row(gain: Gain) -> tuple[str | float | None, ...]:
    return (
        begin(regime_name(gain.regime)),
        gain.mean,
        bare(interval(gain.low, gain.high, signed)),
        gain.chance,
        gain.best,
        gain.regret,
    )


def _parts(found: SpreadParts) -> Chart:
    """Return where the spread of the candidate's gain comes from."""
    shown = list(found.inputs.items())[:SHOWN]
    rows = [(say("the luck of seasons"), found.luck)]
    rows += [(begun(path), part) for path, part in shown]
    return Bars(
        title=say("Where the spread of single seasons comes from"),
        alt=joined(
            say("{what}: {value}", what=name, value=share(part.share)) for name, part in rows
        ),
        labels=tuple(name for name, _ in rows),
        values=tuple(part.share for _, part in rows),
        low=tuple(min(part.low, part.share) for _, part in rows),
        high=tuple(max(part.high, part.share) for _, part in rows),
        orientation="horizontal",
        format="share",
        note=say(
            "Share of the variance of the gain (Sobol indices). Luck: the total index, between"
            " seasons of equal inputs. An input: the first-order index, between bins of its rank,"
            " chance taken off; the line is a 95 % interval. What inputs do only together,"
            " {together}, is not shown.",
            together=share(found.together),
        ),
    )


def knowing(engagement: Engagement) -> Blocks:
    """Return what it is worth to know the inputs before choosing."""
    found = information(engagement)
    return Blocks(
        [
            Heading(text=_knowing_heading(found), id="knowing"),
            Prose(text=measure_line(engagement)),
            _inputs(found),
            _groups(found),
            Callout(title=say("How it is worked out"), text=_how_worked_out()),
        ]
    )


def _knowing_heading(found: Information) -> str:
    if not found.everything.is_clear:
        return say("Nothing that could be measured would surely change the choice")
    return say(
        "To know every input before choosing is worth {worth} a season",
        worth=money(found.everything.cny),
    )


def _inputs(found: Information) -> Chart:
    shown = list(found.inputs.items())[:SHOWN]
    told = [
        say("{what}: {value}", what=begun(path), value=money(worth.cny)) for path, worth in shown
    ]
    return Bars(
        title=say("What it is worth to know an input alone, a season"),
        alt=joined(told),
        labels=tuple(begun(path) for path, _ in shown),
        values=tuple(worth.cny for _, worth in shown),
        low=tuple(max(0.0, worth.mean - worth.error) for _, worth in shown),
        high=tuple(max(0.0, worth.mean + worth.error) for _, worth in shown),
        orientation="horizontal",
        format="money",
        note=say("The line is one standard error to each side."),
    )


def _groups(found: Information) -> Table:
    yuan = say("CNY")
    rows = (
        (say("everything at once"), found.everything),
        *((begin(group_name(name)), worth) for name, worth in found.groups.items()),
        *((begun(path), worth) for path, worth in found.clear.items()),
    )
    return Table(
        title=say("What it is worth to know before choosing, a season"),
        columns=(
            Column(name=say("what is known")),
            Column(name=say("worth"), unit=yuan, format="money"),
            Column(name=say("standard error"), unit=yuan, format="money"),
            Column(name=say("told from nothing")),
        ),
        rows=tuple(_worth_row(name, worth) for name, worth in rows),
        note=say(
            "Of single inputs those that are told from nothing: more than two standard errors above"
            " it."
        ),
    )


def _worth_row(name: str, worth: Knowing) -> tuple[str | float, ...]:
    return name, worth.cny, worth.error, say("yes") if worth.is_clear else say("no")


def _how_worked_out() -> str:
    return sentences(
        say(
            "Worth knowing is what changes the choice. In {folds} parts of the worlds it is tried"
            " in turn: the others teach, by a regression on the inputs known, which regime to"
            " expect most of, and what that regime really brings is counted, over the one that they"
            " would take with nothing known.",
            folds=FOLDS,
        ),
        say(
            "So nothing is promised that was not met: the true worth is as much or more. What your"
            " limits rule out stays out whatever is learned, and changing is paid."
        ),
        say(
            "It is the worth of knowing an input exactly; a measurement is worth up to that. One"
            " published example with known answers is among the tests (Strong, Oakley and Brennan"
            " 2014)."
        ),
    )
