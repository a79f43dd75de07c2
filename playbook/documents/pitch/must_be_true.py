"""What must be true: which inputs decide the answer, and at which value it would be another."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.blocks import Blocks, Chart, Column, Estimate, Forest, Heading, Prose, Table
from playbook.documents.input_names import in_its_unit, input_name
from playbook.engagement.engagement import Engagement
from playbook.engagement.ranges import Swing, Turn, lead_swings, swings
from playbook.engagement.verdict import nearest
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, signed
from playbook.words.wording import DASH, in_words, interval, money, sentences, told_apart
from sim.client.load import Assumption
from sim.client.regimes import BASELINE

DECIDE = 3
"""How many inputs are named as those that decide."""

SHOWN = 12
"""How many inputs stand in a tornado and its table; one at which the answer turns always does."""

SHOWN_WHERE_OA_STAYS = 5
"""How many of them a client sees that keeps OA."""

NAMED = 4
"""So many of the inputs that turn the answer are named in a sentence; the rest are counted."""


def what_must_be_true(engagement: Engagement) -> Blocks:
    """Return the tornado of the gain, and the values at which the recommendation turns.

    Where OA is left, a second tornado shows what decides between the candidate and its rival.
    """
    found = swings(engagement)
    turning = [swing for swing in found if swing.turns]
    return Blocks(
        [
            Heading(text=_heading(engagement, turning), id="must-be-true"),
            Prose(text=_story(engagement, found)),
            _tornado(engagement, found),
            *_table_and_rival(engagement, found),
        ]
    )


def _table_and_rival(engagement: Engagement, found: Sequence[Swing]) -> Blocks:
    """Return the inputs in a table, and the rival's turn; the chart is enough where OA stays."""
    if engagement.recommendation.stays_with_oa:
        return Blocks([])
    if engagement.recommendation.instead_of:  # the settings fitted chose, not the lead as told
        return Blocks([_table(found)])
    return Blocks([_table(found), *_against_rival(engagement)])


def _against_rival(engagement: Engagement) -> Blocks:
    """Return what decides between the candidate and the regime that comes next."""
    found = lead_swings(engagement)
    return Blocks(
        [
            Heading(text=_rival_heading(engagement, found), level=2, id="against-the-runner-up"),
            Prose(text=_rival_story(engagement, found)),
            _tornado(engagement, found),
        ]
    )


def _rival_heading(engagement: Engagement, found: Sequence[Swing]) -> str:
    rival = regime_name(engagement.rival)
    turning = [one for one in found if engagement.rival in {turn.regime for turn in one.turns}]
    if not turning:
        return say("No uncertain input, alone, puts {rival} in its place", rival=rival)
    return say_many(
        "{n} uncertain input, alone, can put {rival} in its place",
        "{n} uncertain inputs, alone, can put {rival} in its place",
        len(turning),
        rival=rival,
    )


def _rival_story(engagement: Engagement, found: Sequence[Swing]) -> str:
    inputs = in_words(deciding(found))
    return sentences(
        say(
            "The difference to {rival} depends most on: {inputs}.",
            rival=_rival(found),
            inputs=inputs,
        )
        if inputs
        else say("No input tried changes the lead over {rival}.", rival=_rival(found)),
        say("It was ruled out; the page of the answer says why.")
        if engagement.rival in engagement.recommendation.ruled_out
        else _yields(engagement),
    )


def _yields(engagement: Engagement) -> str:
    """Return at which lead the rival would be named, and why there."""
    us, them = engagement.candidate, engagement.rival
    ours, theirs = map(engagement.stakes.handed_over, (us, them))
    told = {"rival": regime_name(them), "zone": money(engagement.recommendation.indifferent)}
    if ours < theirs:
        return say(
            "Under {rival} the agency signs more alone: it takes the place only where it leads by"
            " more than the indifference of {zone}, changing paid.",
            **told,
        )
    if ours > theirs:
        return say(
            "Under {rival} the agency signs less alone: it takes the place as soon as it lies"
            " within the indifference of {zone}, changing paid.",
            **told,
        )
    return say("It takes the place where it brings more, changing paid.")


def _rival(found: Sequence[Swing]) -> str:
    return regime_name(found[0].rival) if found else ""


def deciding(found: Sequence[Swing]) -> list[str]:
    """Return what the inputs that move the gain most mean."""
    return [input_name(swing.number.path) for swing in found[:DECIDE] if swing.width]


def turning_points(found: Sequence[Swing]) -> list[str]:
    """Return each input that would turn the recommendation, with the sides on which it does."""
    return [
        say(
            "{what} (today {own}): {value}",
            what=input_name(swing.number.path),
            own=in_its_unit(swing.own, swing.number),
            value=turns_words(swing),
        )
        for swing in found
        if swing.turns
    ]


def turns_words(swing: Swing) -> str:
    """Return on which side of its own value an input turns the answer, from where on and to what.

    The value has as many digits as it takes to be told from the own one.
    """
    return say(" or ").join(_side(swing, turn) for turn in swing.turns) or DASH


def _side(swing: Swing, turn: Turn) -> str:
    own = float(swing.own or 0)
    value = told_apart(turn.value, own, lambda one, more: in_its_unit(one, swing.number, more))
    told = {"value": value, "regime": regime_name(turn.regime)}
    if value in {in_its_unit(end, swing.number) for end in (swing.number.low, swing.number.high)}:
        return say("at {value} ({regime})", **told)
    if turn.value < own:
        return say("below {value} ({regime})", **told)
    return say("above {value} ({regime})", **told)


def weightiest(found: Sequence[Swing]) -> str:
    """Return where the inputs that weigh most turn the answer, and how many others do."""
    values = turning_points(found)
    named, others = joined(values[:NAMED]), len(values) - NAMED
    if others <= 0:
        return named
    return say_many(
        "{named}; and {n} more input", "{named}; and {n} more inputs", others, named=named
    )


def _turns(found: Sequence[Swing]) -> str:
    values = weightiest(found)
    if not values:
        return ""
    return say("Alone, this would turn the answer: {values}.", values=values)


def _heading(engagement: Engagement, turning: Sequence[Swing]) -> str:
    if not turning:
        if engagement.recommendation.stays_with_oa:
            return say("None of the uncertain inputs, alone, clearly makes it worth leaving OA")
        return say("None of the uncertain inputs, alone, changes the answer")
    return say_many(
        "{n} uncertain input can turn the recommendation alone",
        "{n} uncertain inputs can turn the recommendation alone",
        len(turning),
    )


def _story(engagement: Engagement, found: Sequence[Swing]) -> str:
    inputs = in_words(deciding(found))
    decide = say("The gain depends most on: {inputs}.", inputs=inputs)
    if not inputs:
        decide = say("No input tried changes the gain.")
    moved = say_many(
        "Each input is moved alone over its range, on straight lines between its own value and "
        "the ends; what an end changes is measured on the same {n} run, where it turns the "
        "answer on all.",
        "Each input is moved alone over its range, on straight lines between its own value and "
        "the ends; what an end changes is measured on the same {n} runs, where it turns the "
        "answer on all.",
        engagement.method.range_seasons,
    )
    first = nearest(engagement) if engagement.recommendation.stays_with_oa else ""
    return sentences(first, decide, _turns(found), _threshold(engagement), moved)


def _threshold(engagement: Engagement) -> str:
    """Return from which gain on OA is left, and of what that is made."""
    found = engagement.recommendation
    told = {
        "regime": regime_name(engagement.candidate),
        "matters": money(found.matters),
        "indifferent": money(found.indifferent),
        "change": money(engagement.stakes.change(engagement.candidate)),
        "without": regime_name(found.without),
    }
    if not engagement.stakes.handed_over(engagement.candidate):
        return say(
            "OA is left for {regime} where it clearly brings what changing costs, {matters}: it "
            "hands nothing over.",
            **told,
        )
    if found.without == BASELINE:
        return say(
            "OA is left for {regime} from a gain of {matters} on: the indifference of {indifferent}"
            " and {change} for changing.",
            **told,
        )
    return say(
        "OA is left for {regime} from a gain of {matters} on: what {without} brings, the"
        " indifference of {indifferent} and {change} for changing.",
        **told,
    )


def shown(found: Sequence[Swing], most: int = SHOWN) -> list[Swing]:
    """Return the inputs that move the gain most, and any other at which the answer turns."""
    return [s for place, s in enumerate(found) if place < most or s.turns]


def _others(found: Sequence[Swing]) -> str:
    """Return how far the inputs that are not shown move the gain at most."""
    others = [swing.width for swing in found if swing not in shown(found)]
    if not others:
        return ""
    return say_many(
        "{n} more input was tried; it moves the gain by {most}.",
        "{n} more inputs were tried; they move the gain by {most} at most.",
        len(others),
        most=money(max(others)),
    )


def _tornado(engagement: Engagement, found: Sequence[Swing]) -> Chart:
    stays = engagement.recommendation.stays_with_oa
    drawn = shown(found, SHOWN_WHERE_OA_STAYS if stays else SHOWN)
    told = [
        say("{what}: {value}", what=input_name(s.number.path), value=interval(*s.ends, signed))
        for s in drawn
    ]
    return Forest(
        title=_tornado_title(engagement, found),
        alt=joined(told),
        points=tuple(_estimate(swing, engagement.candidate) for swing in drawn),
        format="signed_money",
        note=say(
            "The mark is the gain with the client's own values, the line the smallest and the"
            " largest mean gain met; it is no confidence interval."
        ),
    )


def _estimate(swing: Swing, key: str) -> Estimate:
    low, high = swing.ends
    label = begin(input_name(swing.number.path))
    return Estimate(label=label, key=key, value=swing.base, low=low, high=high)


def _tornado_title(engagement: Engagement, found: Sequence[Swing]) -> str:
    told = {"regime": regime_name(engagement.candidate), "rival": _rival(found)}
    if engagement.recommendation.stays_with_oa:
        return say(
            "What the nearest alternative, {regime}, would add to {rival} as each input moves",
            **told,
        )
    return say("Gain of {regime} over {rival} as each input moves over its range", **told)


def _table(found: Sequence[Swing]) -> Table:
    yuan = say("CNY")
    return Table(
        title=say(
            "Each input alone, against {rival}, and where the answer turns", rival=_rival(found)
        ),
        detail=True,
        columns=(
            Column(name=say("input")),
            Column(name=say("own value"), align="right"),
            Column(name=say("range"), align="right"),
            Column(name=say("gain at the low end"), unit=yuan, format="signed_money"),
            Column(name=say("gain at the high end"), unit=yuan, format="signed_money"),
            Column(name=say("the answer turns"), align="right"),
        ),
        rows=tuple(
            (
                begin(input_name(swing.number.path)),
                in_its_unit(swing.own, swing.number),
                _range(swing.number),
                swing.gains[0],
                swing.gains[1],
                turns_words(swing),
            )
            for swing in shown(found)
        ),
        note=sentences(
            say(
                "× is a multiple of what the method document states, which lists all inputs. A"
                " dash: the answer stays the same over the whole range."
            ),
            _others(found),
        ),
    )


def _range(number: Assumption) -> str:
    return interval(number.low, number.high, lambda end: in_its_unit(end, number))
