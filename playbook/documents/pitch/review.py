"""The review after 90 days: what to watch, what luck alone explains, and when to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playbook.blocks import Blocks, Bullets, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import asks_for_charter, chartered
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, tenths
from playbook.words.wording import hours, money, sentences, share
from sim.results.breakdowns import RUN_OUT
from sim.results.experiment import Results

REVIEW_MONTHS = 3
"""Ninety days are three months of the season."""

BY_LUCK = 0.05
"""A figure that fewer seasons than this share reach by luck asks for an explanation."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure of the review: what seasons of the model show, and which ends are a bad sign.

    ``values`` has one figure a season; ``more_is_better`` says which of its ends is the bad one.
    """

    name: str
    values: tuple[float, ...]
    more_is_better: bool
    shown: Callable[[float], str]

    @property
    def expected(self) -> float:
        """Return the mean over the seasons."""
        return float(np.mean(self.values))

    @property
    def alarm(self) -> float:
        """Return the figure beyond which luck alone leads in one season of twenty."""
        end = BY_LUCK if self.more_is_better else 1 - BY_LUCK
        return float(np.quantile(self.values, end))


def indicators(engagement: Engagement) -> list[Indicator]:
    """Return the leading indicators under the recommended regime, quickest to move first."""
    results, regime = engagement.comparison.results, engagement.recommendation.regime
    months = engagement.months
    return [
        Indicator(
            name=say("mean time from offer to answer"),
            values=_outcome(results, regime, "decision_latency_h"),
            more_is_better=False,
            shown=hours,
        ),
        Indicator(
            name=say("offers captured"),
            values=_outcome(results, regime, "capture_rate"),
            more_is_better=True,
            shown=share,
        ),
        Indicator(
            name=say("loss-making deals a month"),
            values=tuple(v / months for v in _outcome(results, regime, "loss_making_deals")),
            more_is_better=False,
            shown=tenths,
        ),
        Indicator(
            name=say("sales of the first months"),
            values=_first_months(results, regime, "sales"),
            more_is_better=True,
            shown=money,
        ),
        Indicator(
            name=say("contribution of the first months"),
            values=_first_months(results, regime, "contribution"),
            more_is_better=True,
            shown=money,
        ),
    ]


def first_90_days(engagement: Engagement) -> Blocks:
    """Return the page of the review: indicators with alarms, and the rules to stop by."""
    regime = regime_name(engagement.recommendation.regime)
    found, rules = indicators(engagement), kill_criteria(engagement)
    heading = say_many(
        "After 90 days {count} figures show whether {regime} works; {n} rule calls for a review",
        "After 90 days {count} figures show whether {regime} works; {n} rules call for a review",
        len(rules),
        count=len(found),
        regime=regime,
    )
    if engagement.recommendation.stays_with_oa:
        heading = say(
            "After 90 days {count} figures show whether it was right to keep OA", count=len(found)
        )
    return Blocks(
        [
            Heading(text=heading, id="first-90-days"),
            Prose(
                text=sentences(
                    say(
                        "An alarm is a figure that fewer than {share} of the simulated seasons"
                        " reach: luck alone hardly explains it, so either the inputs or the"
                        " conduct are others than assumed.",
                        share=share(BY_LUCK),
                    ),
                    _short_season(engagement),
                )
            ),
            _table(regime, found),
            Heading(text=say("When to stop before the term"), level=2, id="kill-criteria"),
            Bullets(items=rules, numbered=True),
            *_otherwise(engagement),
        ]
    )


def kill_criteria(engagement: Engagement) -> tuple[str, ...]:
    """Return the rules that end the experiment, with the client's own numbers."""
    speed, capture, losses, *_ = indicators(engagement)
    rules = [
        say(
            "In two months in a row fewer than {capture} of the offers are captured, or answers"
            " take more than {speed} on average: find the cause before the next month begins.",
            capture=capture.shown(capture.alarm),
            speed=speed.shown(speed.alarm),
        )
    ]
    if not asks_for_charter(engagement):
        return tuple(rules)
    charter, agency = chartered(engagement).file.charter, engagement.client.file.agency
    if charter.stop_loss_cny is not None:
        rules.append(
            say(
                "The deals of a month lose more than {loss}: the channel is suspended to the end"
                " of the month, and after a second such month the charter ends.",
                loss=money(charter.stop_loss_cny),
            )
        )
    rules += [
        say(
            "More than {losses} loss-making deals a month in two months in a row: the hurdle is"
            " raised or the quota lowered.",
            losses=losses.shown(losses.alarm),
        ),
        say("A price below list or a stock that is not held is promised once: revoked at once."),
        say(
            "More than {late} of the decisions are filed late or not at all, over a month:"
            " suspended until all are filed.",
            late=share(max(2 * agency.files_late_share, BY_LUCK)),
        ),
    ]
    return tuple(rules)


def _otherwise(engagement: Engagement) -> list[Prose]:
    if asks_for_charter(engagement):
        return []
    text = say("Otherwise nothing is stopped: the figures are compared again at the next quarter.")
    return [Prose(text=text)]


def _short_season(engagement: Engagement) -> str:
    if engagement.months >= REVIEW_MONTHS:
        return ""
    return say("The simulated season is shorter than 90 days; the figures are those of all of it.")


def _table(regime: str, found: list[Indicator]) -> Table:
    return Table(
        title=say("Leading indicators with {regime}", regime=regime),
        columns=(
            Column(name=say("figure")),
            Column(name=say("expected"), align="right"),
            Column(name=say("alarm"), align="right"),
        ),
        rows=tuple(
            (
                begin(one.name),
                one.shown(one.expected),
                say("below {value}", value=one.shown(one.alarm))
                if one.more_is_better
                else say("above {value}", value=one.shown(one.alarm)),
            )
            for one in found
        ),
        note=say("The first months are the first three of the season."),
    )


def _outcome(results: Results, regime: str, name: str) -> tuple[float, ...]:
    """Return an outcome season by season; a season without it, such as without offers, has none."""
    values = results.seasons(regime, name)
    return tuple(values[~np.isnan(values)].tolist())


def _first_months(results: Results, regime: str, line: str) -> tuple[float, ...]:
    months = results.by_item(regime, line).drop(columns=RUN_OUT)
    return tuple(months.iloc[:, :REVIEW_MONTHS].sum(axis=1).tolist())
