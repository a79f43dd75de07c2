"""The back-test: reported figures against means of seasons, and which wrong regimes hold too."""

from __future__ import annotations

from collections.abc import Callable

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.back_test import BackTest, back_test_of, missed, simulated_figure
from playbook.engagement.engagement import Engagement
from playbook.study.reported import FIGURES, HOLDS, LATEST, MISSES, OPEN, TOLERANCE, Figure
from playbook.words.language import say, say_many, translated
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined
from playbook.words.wording import DASH, day, in_words, interval, money, sentences, share
from sim.client.regimes import CASE


def back_test(engagement: Engagement) -> Blocks:
    """Return what the client reports against what the model shows; nothing when none is told."""
    found, told = back_test_of(engagement), engagement.client.file.reported
    if found is None or told is None:
        return Blocks([])
    return Blocks(
        [
            Heading(text=_heading(found), id="back-test"),
            Prose(text=sentences(_how(), known_words(engagement), controls_words(found))),
            _figures_table(engagement, found, told.claim),
            _controls_table(found),
            _not_identified(engagement),
        ]
    )


def _heading(found: BackTest) -> str:
    return say_many(
        "Run as it was, the model's mean holds {hits} of {n} reported figure",
        "Run as it was, the model's mean holds {hits} of {n} reported figures",
        len(found.figures),
        hits=found.held(CASE),
    )


def _how() -> str:
    return say(
        "As it was means: OA first, plan and green channel from the dated switch on. A figure is"
        " held when the whole 95 % interval of the mean lies within {tolerance} of it, or, where"
        " “over” is reported, above it; it is open when the interval lies on both sides.",
        tolerance=share(TOLERANCE),
    )


def known_words(engagement: Engagement) -> str:
    """Return that what is reported became known only after the day of the document."""
    as_of, season = engagement.client.file.client.as_of, engagement.client.scenario
    last = season.date_of(season.days - 1)
    if as_of > last:
        return ""
    return say(
        "The figures were reported after the period, which ended on {last}; on {as_of} nobody "
        "knew them.",
        last=day(last),
        as_of=day(as_of),
    )


def back_test_line(engagement: Engagement) -> list[str]:
    """Return the back-test's verdict in a line: the mean sales of the model beside the reported."""
    found = back_test_of(engagement)
    if found is None:
        return []
    rows = [
        _in_short(engagement, figure, verdict)
        for figure, verdict in zip(found.figures, found.verdicts[CASE], strict=True)
        if figure.outcome == "sales_cny"
    ]
    told = say_many(
        "How sure: run as it was, the model's mean holds {hits} of {n} reported figure: {sales}.",
        "How sure: run as it was, the model's mean holds {hits} of {n} reported figures: {sales}.",
        len(found.figures),
        hits=found.held(CASE),
        sales=joined(rows),
    )
    return [sentences(told, known_words(engagement))] if rows else []


def controls_words(found: BackTest) -> str:
    """Return which regimes that were not in force hold more figures, and which as many."""
    if not found.as_good:
        return say("No way of deciding that was not in force holds as many.")
    ours = found.held(CASE)
    more = [regime_name(name) for name in found.as_good if found.held(name) > ours]
    same = [regime_name(name) for name in found.as_good if found.held(name) == ours]
    return sentences(_holding_more(more), _holding_as_many(same))


def _holding_more(regimes: list[str]) -> str:
    if not regimes:
        return ""
    return say(
        "Not in force, and yet holding more figures: {regimes}. By this test alone they would be"
        " the better account.",
        regimes=in_words(regimes),
    )


def _holding_as_many(regimes: list[str]) -> str:
    if not regimes:
        return ""
    return say(
        "Not in force, and holding as many: {regimes}. The test does not tell them from the one"
        " that was.",
        regimes=in_words(regimes),
    )


def back_test_in_short(engagement: Engagement) -> list[Callout]:
    """Return the back-test in short: reported, the mean of seasons, and where it lies apart."""
    found = back_test_of(engagement)
    if found is None:
        return []
    pairs = zip(found.figures, found.verdicts[CASE], strict=True)
    told = joined(_in_short(engagement, *pair) for pair in pairs)
    below, above = ([_label(one) for one in side] for side in missed(engagement, found))
    text = sentences(
        known_words(engagement),
        say("Reported, and the mean of the runs with its interval: {figures}.", figures=told),
        say("The model understates: {figures}.", figures=in_words(below)) if below else "",
        say("The model overstates: {figures}.", figures=in_words(above)) if above else "",
        say("The method document tests the other ways of deciding in the same way."),
    )
    return [Callout(title=_heading(found), text=text)]


def _in_short(engagement: Engagement, figure: Figure, verdict: str) -> str:
    label, told, mean, ends, _, held = _figure_row(engagement, figure, verdict)
    return say(
        "{figure} {told}, mean {mean} ({interval}), {held}",
        figure=label,
        told=told,
        mean=mean,
        interval=ends,
        held=held,
    )


def _figures_table(engagement: Engagement, found: BackTest, claim: str) -> Table:
    return Table(
        title=say("Reported ({claim}) and simulated", claim=claim),
        columns=(
            Column(name=say("figure")),
            Column(name=say("reported"), align="right"),
            Column(name=say("simulated mean"), align="right"),
            Column(name=say("95 % interval of the mean"), align="right"),
            Column(name=say("P10 to P90 of seasons"), align="right"),
            Column(name=say("the mean")),
        ),
        rows=tuple(
            _figure_row(engagement, figure, verdict)
            for figure, verdict in zip(found.figures, found.verdicts[CASE], strict=True)
        ),
    )


def _figure_row(engagement: Engagement, figure: Figure, verdict: str) -> tuple[str, ...]:
    summary, words = simulated_figure(engagement.comparison, CASE, figure), _words(figure)
    assert summary is not None
    told = words(figure.value)
    return (
        _label(figure),
        say("over {value}", value=told) if figure.at_least else told,
        words(summary.mean),
        DASH if summary.low is None else interval(summary.low, summary.high, words),
        interval(summary.p10, summary.p90, words),
        _verdict_words(verdict),
    )


def _controls_table(found: BackTest) -> Table:
    return Table(
        title=say("The same test of every regime; all but the first were not in force"),
        columns=(
            Column(name=say("regime")),
            *(Column(name=_label(figure)) for figure in found.figures),
            Column(name=say("held"), format="integer"),
        ),
        rows=tuple(
            (
                begin(regime_name(name)),
                *map(_verdict_words, found.verdicts[name]),
                found.held(name),
            )
            for name in (CASE, *(name for name in found.verdicts if name != CASE))
        ),
    )


def _not_identified(engagement: Engagement) -> Callout:
    return Callout(title=say("What this does not show"), text=not_identified_words(engagement))


def not_identified_words(engagement: Engagement) -> str:
    """Return that what was sold does not tell what who decided has to do with it."""
    if engagement.client.file.season.switch_on is None:
        return say(
            "One way of deciding was in force all the time: what another one brings is the model's"
            " counterfactual, not an observation."
        )
    return say(
        "The case does not identify the effect of the green channel: the channel, the ERP "
        "interface and Double 11 came together. The difference between ways of deciding is the "
        "model's counterfactual, not an observation."
    )


def _label(figure: Figure) -> str:
    return translated(FIGURES[figure.outcome])


def _words(figure: Figure) -> Callable[[float], str]:
    return money if figure.outcome in ("sales_cny", LATEST) else share


def _verdict_words(verdict: str) -> str:
    return {HOLDS: say("holds it"), MISSES: say("misses it"), OPEN: say("open")}[verdict]
