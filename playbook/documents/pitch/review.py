"""The review after 90 days: what to watch, what luck alone explains, what calls for a review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from playbook.blocks import Blocks, Bullets, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import asks_for_charter, chartered
from playbook.study.early import BY_LUCK, alarm_of, answer_h, captured, early, that_exist
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, months, tenths
from playbook.words.wording import hours, in_words, money, sentences, share
from sim.client.regimes import BASELINE
from sim.results.breakdowns import FIRST_MONTHS, RUN_OUT
from sim.results.experiment import Floats, Results

POWER = 0.8
"""A figure tests the channel if OA alone raises its alarm in at least this share of seasons."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure of the review: what seasons of the model show, and which ends are a bad sign.

    ``values`` has one figure a season, ``oa`` the same under OA alone; ``more_is_better`` says
    which of its ends is the bad one.
    """

    name: str
    values: tuple[float, ...]
    oa: tuple[float, ...]
    more_is_better: bool
    shown: Callable[[float], str]

    @property
    def expected(self) -> float:
        """Return the mean over the seasons."""
        return float(np.mean(self.values))

    @property
    def expected_of_oa(self) -> float:
        """Return the mean over the seasons under OA alone."""
        return float(np.mean(self.oa))

    @property
    def alarm(self) -> float:
        """Return the figure beyond which luck alone leads in one season of twenty."""
        return alarm_of(self.values, self.more_is_better)

    @property
    def caught(self) -> float:
        """Return in which share of the seasons OA alone would raise the alarm, in [0, 1]."""
        oa = np.array(self.oa)
        return float(np.mean(oa < self.alarm if self.more_is_better else oa > self.alarm))

    @property
    def tells(self) -> bool:
        """Tell whether the figure tells the channel from OA alone, which nearly always fails it."""
        return self.caught >= POWER


def indicators(engagement: Engagement) -> list[Indicator]:
    """Return the leading indicators under the recommended regime, quickest to move first."""
    return [_indicator(engagement, *told) for told in _figures(engagement)]


def telling(engagement: Engagement) -> list[Indicator]:
    """Return the indicators that test the recommendation; all of them where OA is kept."""
    found = indicators(engagement)
    if engagement.recommendation.stays_with_oa:
        return found
    return [one for one in found if one.tells]


Figure = Callable[[Results, str], Floats]


def _figures(
    engagement: Engagement,
) -> tuple[tuple[str, Figure, bool, Callable[[float], str]], ...]:
    """Return of each figure its name, what it is in each season, its good end, and its words."""
    span = min(engagement.months, FIRST_MONTHS)

    def losses(results: Results, regime: str) -> Floats:
        return early(results, regime, "loss_making") / span

    return (
        (say("mean time from offer to answer"), answer_h, False, hours),
        (say("offers won"), captured, True, share),
        (say("loss-making deals a month"), losses, False, tenths),
        (say("sales of the first months"), partial(_first_months, line="sales"), True, money),
        (
            say("contribution of the first months"),
            partial(_first_months, line="contribution"),
            True,
            money,
        ),
    )


def _indicator(
    engagement: Engagement,
    name: str,
    figure: Figure,
    more_is_better: bool,
    shown: Callable[[float], str],
) -> Indicator:
    results = engagement.comparison.results
    ours, oa = (
        that_exist(figure(results, regime))
        for regime in (engagement.recommendation.regime, BASELINE)
    )
    return Indicator(name=name, values=ours, oa=oa, more_is_better=more_is_better, shown=shown)


def first_90_days(engagement: Engagement) -> Blocks:
    """Return the page of the review: indicators with alarms, and the rules that call for one."""
    rules = review_rules(engagement)
    return Blocks(
        [
            Heading(text=_heading(engagement, len(rules)), id="first-90-days"),
            Prose(
                text=sentences(
                    say(
                        "An alarm is a figure that fewer than {share} of the simulated runs "
                        "reach: chance alone hardly explains it, so either the inputs or the "
                        "conduct are others than assumed.",
                        share=share(BY_LUCK),
                    ),
                    _no_tests(engagement),
                    _short_season(engagement),
                )
            ),
            _table(engagement),
            Heading(
                text=say("What calls for a review before the term"), level=2, id="review-rules"
            ),
            Bullets(items=rules, numbered=True),
            *_otherwise(engagement),
        ]
    )


def _heading(engagement: Engagement, rules: int) -> str:
    count, regime = len(telling(engagement)), regime_name(engagement.recommendation.regime)
    if engagement.recommendation.stays_with_oa:
        return say("After 90 days {count} figures show whether OA does as simulated", count=count)
    if not count:
        return say_many(
            "After 90 days no figure tells {regime} from OA; {n} rule calls for a review",
            "After 90 days no figure tells {regime} from OA; {n} rules call for a review",
            rules,
            regime=regime,
        )
    return say_many(
        "After 90 days {count} of {all} figures show whether {regime} works; {n} rule calls for a"
        " review",
        "After 90 days {count} of {all} figures show whether {regime} works; {n} rules call for a"
        " review",
        rules,
        count=count,
        all=len(indicators(engagement)),
        regime=regime,
    )


def _no_tests(engagement: Engagement) -> str:
    """Return which figures OA alone would pass as well: they test nothing."""
    tests = telling(engagement)
    passed = [one.name for one in indicators(engagement) if one not in tests]
    if not passed:
        return ""
    return say(
        "What OA alone passes too often tests nothing and only warns of harm: {figures}.",
        figures=in_words(passed),
    )


def review_rules(engagement: Engagement) -> tuple[str, ...]:
    """Return the rules that call for a review, with the client's own numbers.

    Their alarms are those of the first months together, and so are they applied.
    """
    speed, capture, losses, *_ = indicators(engagement)
    span = months(min(engagement.months, FIRST_MONTHS))
    rules = [
        say(
            "Over the first {span} fewer than {capture} of the offers are won, or answers take "
            "more than {speed} on average: find the cause before the next month begins.",
            span=span,
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
            "More than {losses} loss-making deals a month over the first {span}: the minimum "
            "return is raised or the quota lowered.",
            span=span,
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
        text = say(
            "These rules are for the review to agree on: the charter itself stops by its"
            " stop-loss, audits, term and revocation, and where a rule here is stricter it holds"
            " once it is signed with it."
        )
        return [Prose(text=text)]
    text = say("Nothing else calls for one: the figures are compared again at the next quarter.")
    return [Prose(text=text)]


def _short_season(engagement: Engagement) -> str:
    if engagement.months >= FIRST_MONTHS:
        return ""
    return say("The simulated period is shorter than 90 days; the figures are those of all of it.")


def _table(engagement: Engagement) -> Table:
    """Return the indicators; where OA is left, with what OA alone would show in the same months."""
    keeps = engagement.recommendation.stays_with_oa
    heads = [say("figure"), say("expected"), say("alarm")]
    if not keeps:
        heads += [say("OA alone"), say("tells it from OA")]
    return Table(
        title=say(
            "Leading indicators with {regime}",
            regime=regime_name(engagement.recommendation.regime),
        ),
        columns=tuple(
            Column(name=name, align="left" if place in (0, 4) else "right")
            for place, name in enumerate(heads)
        ),
        rows=tuple(_row(one)[: len(heads)] for one in indicators(engagement)),
        note=say("Offers, sales and contribution of the first three months of the period."),
    )


def _row(one: Indicator) -> tuple[str, ...]:
    alarm = say("above {value}", value=one.shown(one.alarm))
    if one.more_is_better:
        alarm = say("below {value}", value=one.shown(one.alarm))
    told = say("no: OA alone raises the alarm in {share} of runs", share=share(one.caught))
    if one.tells:
        told = say("yes: OA alone raises the alarm in {share} of runs", share=share(one.caught))
    return begin(one.name), one.shown(one.expected), alarm, one.shown(one.expected_of_oa), told


def _first_months(results: Results, regime: str, line: str) -> Floats:
    by_month = results.by_item(regime, line).drop(columns=RUN_OUT)
    return by_month.iloc[:, :FIRST_MONTHS].sum(axis=1).to_numpy()
