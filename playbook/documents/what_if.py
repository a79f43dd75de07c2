"""What if: today's OA against a chosen regime, as the client file says and with other levers.

Levers of the policy (quota, scope, signatures, approvers' speed) change the chosen regime only;
today's OA stays as it is. Levers of the world (the agency's self-interest, the length of windows)
change the seasons that all of them meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playbook.blocks import (
    Blocks,
    Callout,
    Column,
    Cover,
    Estimate,
    Forest,
    Heading,
    Lines,
    Prose,
    Table,
)
from playbook.clients.load import load_client
from playbook.documents.by_regime import mean_if_any, monthly_series, with_span
from playbook.engagement.engagement import rests_on
from playbook.study.levers import Levers, asked, changed_terms
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import doubt
from playbook.words.wording import day, interval, money, month, points, share
from sim.client.load import Client
from sim.client.regimes import BASELINE, regimes_under, terms_of
from sim.model.regimes import Regime
from sim.results.comparison import Comparison, Difference
from sim.results.experiment import Experiment

CHOSEN, CHANGED = "chosen", "changed"
"""The chosen regime as the client file says, and with the levers."""


@dataclass(frozen=True)
class WhatIf:
    """Hold one question and its answer on the same seasons."""

    client: Client
    levers: Levers
    seed: int
    replications: int
    workers: int

    @cached_property
    def comparison(self) -> Comparison:
        """Return today's OA, the chosen regime, and the chosen regime with the levers."""
        experiment = Experiment(
            scenario=self.client.scenario,
            regimes=self.regimes,
            seed=self.seed,
            replications=self.replications,
            workers=self.workers,
        )
        return Comparison(
            client=self.client.file.client.name, seed=self.seed, results=experiment.run()
        )

    @cached_property
    def regimes(self) -> Mapping[str, Regime]:
        """Return the three regimes that are compared, today's OA first."""
        terms = terms_of(self.client.file, self.client.scenario)
        as_told, chosen = regimes_under(terms), self.levers.regime
        changed = regimes_under(changed_terms(self.client, terms, self.levers))
        return {BASELINE: as_told[BASELINE], CHOSEN: as_told[chosen], CHANGED: changed[chosen]}


def what_if(
    client: str,
    *,
    seed: int = 1,
    replications: int = 100,
    workers: int = 1,
    **levers: str | float | None,
) -> WhatIf:
    """Return the question that ``levers`` ask of a client file."""
    chosen = Levers(**levers)  # type: ignore[arg-type]
    loaded = load_client(client)
    world = [f"offers.window_factor={loaded.file.offers.window_factor * chosen.window_length}"]
    if chosen.self_interest is not None:
        world.append(f"agency.self_interest={chosen.self_interest}")
    return WhatIf(loaded.with_settings(*world), chosen, seed, replications, workers)


def cover(question: WhatIf) -> Blocks:
    """Return the cover: what is asked."""
    file, season = question.client.file, question.client.scenario
    levers = say("; ").join(asked(question.client, question.levers)) or say(
        "none: as the client file says"
    )
    regime = regime_name(question.levers.regime)
    months = say_many(
        "{date}, {n} month", "{date}, {n} months", file.season.months, date=day(season.start)
    )
    return Blocks(
        [
            Cover(
                title=say("What if {brand} decided otherwise?", brand=file.client.brand),
                subtitle=say("{regime} against today's OA", regime=regime[:1].upper() + regime[1:]),
                client=file.client.name,
                as_of=file.client.as_of.isoformat(),
                facts=((say("Levers"), levers), (say("Season"), months)),
            ),
            rests_on(question.client, seed=question.seed, replications=question.replications),
        ]
    )


def answer(question: WhatIf) -> Blocks:
    """Return the answer: the levers against the file's settings, and against today's OA."""
    text = (
        _against_both(question)
        if asked(question.client, question.levers)
        else _against_oa(question)
    )
    return Blocks([Heading(text=say("The answer")), Callout(text=text)])


def _against_both(question: WhatIf) -> str:
    comparison = question.comparison
    levers = comparison.between(CHANGED, CHOSEN, "contribution_cny")
    return say(
        "With these levers {regime} changes contribution by {change} against the client file's "
        "settings{doubt}; captured offers change by {captured}. Against today's OA contribution "
        "changes by {against_oa}.",
        regime=regime_name(question.levers.regime),
        change=_signed(levers),
        doubt=doubt(levers) or say(", which is beyond doubt"),
        captured=points(comparison.between(CHANGED, CHOSEN, "capture_rate").mean),
        against_oa=_signed(comparison.difference(CHANGED, "contribution_cny")),
    )


def _against_oa(question: WhatIf) -> str:
    return say(
        "No lever is set: {regime} as the client file says changes contribution by {change} "
        "against today's OA.",
        regime=regime_name(question.levers.regime),
        change=_signed(question.comparison.difference(CHANGED, "contribution_cny")),
    )


def side_by_side(question: WhatIf) -> Blocks:
    """Return the outcomes of all three, and the paired differences to today's OA."""
    comparison = question.comparison
    columns = tuple(
        Column(name=with_span(name, outcome), format=format, unit=unit, align="right")
        for name, outcome, format, unit in _outcomes()
    )
    return Blocks(
        [
            Heading(text=say("Side by side")),
            Table(
                title=say_many(
                    "Means over {n} season", "Means over {n} seasons", question.replications
                ),
                columns=(Column(name=say("scenario")), *columns),
                rows=tuple(
                    (
                        _name(name),
                        *(
                            mean_if_any(comparison.summary_if_any(name, outcome))
                            for _, outcome, _, _ in _outcomes()
                        ),
                    )
                    for name in comparison.regimes
                ),
            ),
            Forest(
                title=say("Contribution against today's OA"),
                alt=say("; ").join(
                    _told(name, _signed(comparison.difference(name, "contribution_cny")))
                    for name in (CHOSEN, CHANGED)
                ),
                points=tuple(_point(comparison, name) for name in (CHOSEN, CHANGED)),
                format="signed_money",
                note=say("Mean paired difference with its 95 % interval."),
            ),
        ]
    )


def months(question: WhatIf) -> Blocks:
    """Return sales month by month, with the band of single seasons."""
    comparison = question.comparison
    sold = {name: comparison.sales_by_month(name) for name in comparison.regimes}
    better = question.comparison.difference(CHANGED, "sales_cny")
    keys = {BASELINE: BASELINE, CHOSEN: question.levers.regime, CHANGED: "case"}
    text = say(
        "Sales change by {change} against today's OA over the season; they are higher in {share} "
        "of seasons.",
        change=_signed(better),
        share=share(better.p_better),
    )
    told = Blocks([Heading(text=say("Month by month")), Prose(text=text)])
    if len(sold[BASELINE]) < 2:
        return told  # a line needs two months
    return told + Blocks(
        [
            Lines(
                title=say("Sales by month"),
                alt=say("; ").join(_line_in_words(name, rows) for name, rows in sold.items()),
                x=tuple(month(row["month"]) for row in sold[BASELINE]),
                series=monthly_series(sold, {name: _name(name) for name in sold}, keys),
                format="money",
                band=say("10th to 90th percentile of seasons"),
            )
        ]
    )


def _line_in_words(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    values = (
        say("{amount} in {month}", amount=money(row["mean"]), month=month(row["month"]))
        for row in rows
    )
    return _told(name, say(", ").join(values))


def _told(key: str, words: str) -> str:
    return say("{place}: {rule}", place=_name(key), rule=words)


def _name(key: str) -> str:
    """Return how one of the three is called."""
    return {
        BASELINE: say("today's OA"),
        CHOSEN: say("as the client file says"),
        CHANGED: say("with these levers"),
    }[key]


def _outcomes() -> tuple[tuple[str, str, str, str], ...]:
    """Return the heads of the table of means, each with its outcome, format and unit."""
    return (
        (say("captured"), "capture_rate", "share", ""),
        (say("answer, all filed"), "decision_latency_h", "hours", ""),
        (say("answer, captured"), "captured_latency_h", "hours", ""),
        (say("sales"), "sales_cny", "money", say("CNY")),
        (say("contribution"), "contribution_cny", "money", say("CNY")),
        (say("spent"), "spend_cny", "money", say("CNY")),
        (say("loss-making deals"), "loss_making_deals", "tenths", ""),
        (say("worst month"), "worst_month_cny", "money", say("CNY")),
    )


def _signed(difference: Difference) -> str:
    spread = interval(difference.low, difference.high, lambda v: money(v, signed=True))
    return say(
        "{value} (95 % interval {spread})", value=money(difference.mean, signed=True), spread=spread
    )


def _point(comparison: Comparison, name: str) -> Estimate:
    found = comparison.difference(name, "contribution_cny")
    return Estimate(label=_name(name), value=found.mean, low=found.low, high=found.high)
