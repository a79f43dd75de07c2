"""Checks of the engine itself: what theory knows, and one day that can be followed by hand."""

from __future__ import annotations

from datetime import date

from playbook.blocks import Blocks, Column, Cover, Heading, Prose, Table
from playbook.engagement.engagement import Engagement, provenance
from playbook.study.closed_forms import CONFIDENCE, RUNS, ClosedForm, closed_forms
from playbook.study.day_trace import DayTrace, day_traced
from playbook.study.day_words import steps_told, store_told
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from playbook.words.wording import count, day, interval, share
from sim.client.regimes import BASELINE


def cover(engagement: Engagement) -> Blocks:
    """Return the title, and what the numbers rest on."""
    who = engagement.client.file.client
    page = Cover(
        title=say("What speaks for the numbers"),
        subtitle=say("Theory, one day step by step, and the fits of {client}", client=who.name),
        client=who.name,
        as_of=who.as_of.isoformat(),
        facts=((say("Seasons"), count(engagement.method.replications)),),
    )
    return Blocks([page, provenance(engagement)])


def theory(engagement: Engagement, *, requests: int) -> Blocks:
    """Return what theory says of small chains beside what the engine makes of them."""
    found = closed_forms(seed=engagement.method.seed, requests=requests)
    held = sum(one.holds for one in found)
    return Blocks(
        [
            Heading(
                text=say(
                    "Theory lies within the interval in {n} of {all} cases",
                    n=held,
                    all=len(found),
                ),
                id="theory",
            ),
            Prose(
                text=say(
                    "Small chains whose answer is known are walked by the same engine as the"
                    " client's: {runs} independent runs of {requests} requests each. An interval"
                    " holds the true mean in {share} of cases, so that hardly one of all lies"
                    " outside by luck alone.",
                    runs=count(RUNS),
                    requests=count(requests),
                    share=share(CONFIDENCE),
                )
            ),
            _forms(found),
        ]
    )


def _forms(found: list[ClosedForm]) -> Table:
    return Table(
        title=say("Closed forms beside simulation"),
        columns=(
            Column(name=say("case")),
            *(
                Column(name=name, align="right")
                for name in (say("theory"), say("simulated"), say("interval"))
            ),
            Column(name=say("theory lies")),
        ),
        rows=tuple(
            (
                one.name,
                _written(one.theory),
                _written(one.mean),
                interval(one.low, one.high, _written),
                say("within") if one.holds else say("outside"),
            )
            for one in found
        ),
    )


def _written(value: float) -> str:
    return f"{value:.4f}"


def one_day(engagement: Engagement, *, date: str, regime: str, season: int) -> Blocks:
    """Return one day of a season under OA and another regime, step by step."""
    return Blocks(_traced(_day(engagement, date, regime, season)))


def _day(engagement: Engagement, told: str, regime: str, season: int) -> DayTrace:
    return day_traced(
        engagement.client,
        date.fromisoformat(told),
        (regime,),
        seed=engagement.method.seed,
        season=season,
    )


def _traced(trace: DayTrace) -> list[Heading | Prose | Table]:
    blocks: list[Heading | Prose | Table] = [
        Heading(text=say("One day step by step: {date}", date=day(trace.day)), id="one-day"),
        Prose(
            text=say(
                "The same offers, decided by {oa} and by {regime}, out of season {n} of the"
                " simulated ones: whoever doubts can follow each by hand.",
                oa=regime_name(BASELINE),
                regime=regime_name(list(trace.regimes)[-1]),
                n=trace.season,
            )
        ),
    ]
    for regime, found in trace.regimes.items():
        blocks += [_steps(trace, regime), Prose(text=store_told(found))]
    return blocks


def _steps(trace: DayTrace, regime: str) -> Table:
    heads = (say("offer"), say("when"), say("what happens"), say("detail"))
    return Table(
        title=begin(regime_name(regime)),
        columns=tuple(Column(name=head) for head in heads),
        rows=tuple(steps_told(trace, regime)),
    )
