"""What must be true: which inputs decide the answer, and at which value it would be another."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Chart, Column, Estimate, Forest, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.ranges import Swing, swings
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, signed
from playbook.words.wording import in_words, interval, money, sentences

DECIDE = 3
"""How many inputs are named as those that decide."""


def what_must_be_true(engagement: Engagement) -> Blocks:
    """Return the tornado of the gain, and the values at which the recommendation turns."""
    found = swings(engagement)
    turning = [swing for swing in found if swing.turns_at is not None]
    return Blocks(
        [
            Heading(text=_heading(engagement, turning), id="must-be-true"),
            Prose(text=_story(engagement, found, turning)),
            _tornado(engagement, found),
            _table(engagement, found),
        ]
    )


def deciding(found: Sequence[Swing]) -> list[str]:
    """Return what the inputs that move the gain most mean."""
    return [input_name(swing.number.path) for swing in found[:DECIDE] if swing.width]


def turning_points(found: Sequence[Swing]) -> list[str]:
    """Return each value at which the recommendation would turn, in words."""
    return [
        say("{what}: {value}", what=input_name(swing.number.path), value=_value(swing.turns_at))
        for swing in found
        if swing.turns_at is not None
    ]


def _heading(engagement: Engagement, turning: Sequence[Swing]) -> str:
    if not turning:
        if engagement.recommendation.stays_with_oa:
            return say("None of the uncertain inputs, alone, makes it worth leaving OA")
        return say("None of the uncertain inputs, alone, turns the recommendation")
    return say_many(
        "{n} uncertain input can turn the recommendation alone",
        "{n} uncertain inputs can turn the recommendation alone",
        len(turning),
    )


def _story(engagement: Engagement, found: Sequence[Swing], turning: Sequence[Swing]) -> str:
    inputs = in_words(deciding(found))
    decide = say("The gain depends most on: {inputs}.", inputs=inputs)
    if not inputs:
        decide = say("No input tried changes the gain.")
    values = joined(turning_points(turning))
    turns = say("The answer would turn at {values}.", values=values) if turning else ""
    limit = say_many(
        "What matters begins at {limit}; each input is moved alone over its range, on the same"
        " {n} season, on straight lines between its own value and the ends.",
        "What matters begins at {limit}; each input is moved alone over its range, on the same"
        " {n} seasons, on straight lines between its own value and the ends.",
        engagement.method.range_seasons,
        limit=money(engagement.recommendation.matters),
    )
    return sentences(decide, turns, limit)


def _tornado(engagement: Engagement, found: Sequence[Swing]) -> Chart:
    told = [
        say("{what}: {value}", what=input_name(s.number.path), value=interval(*s.ends, signed))
        for s in found
    ]
    points = tuple(
        Estimate(
            label=begin(input_name(swing.number.path)),
            key=engagement.candidate,
            value=swing.base,
            low=swing.ends[0],
            high=swing.ends[1],
        )
        for swing in found
    )
    return Forest(
        title=say(
            "Gain of {regime} over OA as each input moves over its range",
            regime=regime_name(engagement.candidate),
        ),
        alt=joined(told),
        points=points,
        format="signed_money",
        note=say(
            "The mark is the gain with the client's own values, the line the smallest and the"
            " largest mean gain met; it is no confidence interval."
        ),
    )


def _table(engagement: Engagement, found: Sequence[Swing]) -> Table:
    yuan = say("CNY")
    return Table(
        title=say("Each input alone, and where the answer turns"),
        columns=(
            Column(name=say("input")),
            Column(name=say("own value"), align="right"),
            Column(name=say("range"), align="right"),
            Column(name=say("gain at the low end"), unit=yuan, format="signed_money"),
            Column(name=say("gain at the high end"), unit=yuan, format="signed_money"),
            Column(name=say("answer turns at"), align="right"),
        ),
        rows=tuple(
            (
                begin(input_name(swing.number.path)),
                _value(swing.own),
                interval(swing.number.low, swing.number.high, _value),
                swing.gains[0].mean,
                swing.gains[1].mean,
                _value(swing.turns_at),
            )
            for swing in found
        ),
        note=say(
            "Values are multiples of the table or shares, as the method document lists them. A"
            " dash: the answer stays the same over the whole range."
        ),
    )


def _value(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def input_name(path: str) -> str:
    """Return the short name of an uncertain input; the method document tells it in full."""
    names = {
        "offers.rate_factor": say("how many offers come"),
        "offers.window_factor": say("how long offers stay open"),
        "offers.rival_factor": say("how long rivals wait"),
        "offers.visitors_factor": say("visitors an offer brings"),
        "offers.conversion_factor": say("conversion of an offer's visitors"),
        "chain.attention_factor": say("how long approvers let a request lie"),
        "agency.forecast_sigma": say("error of the agency's forecasts"),
        "agency.self_interest": say("agency's weight on its commission"),
        "store.repeat_share": say("orders that are followed by another"),
        "plan.coverage_share": say("campaigns that the plan foresees"),
    }
    return names[path]
