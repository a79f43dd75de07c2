"""The words for inputs in doubt: the gain with all of them drawn, and what to measure first."""

from __future__ import annotations

from playbook.documents.input_names import input_name
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import gain_in_doubt, information, to_measure
from playbook.study.information import Knowing
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, signed
from playbook.words.wording import count, in_words, interval, money, sentences, share
from sim.client.regimes import BASELINE


def group_name(group: str) -> str:
    """Return what a group of inputs is called that can be measured together."""
    return {
        "chain": say("your own approvals"),
        "offers": say("the offers of the platform"),
        "agency": say("the agency"),
        "store": say("your own store"),
    }[group]


def how_measured(group: str) -> str:
    """Return how a group of inputs is measured in a quarter."""
    return {
        "chain": say("keep the approval log of every request: filed, looked at, signed, refused"),
        "offers": say("note of every offer when it came, how long it stood open, and who came"),
        "agency": say("hold each of its forecasts against who came and what was earned"),
        "store": say("read order values, margins, repeat orders and stock out of the order system"),
    }[group]


def group_of(path: str) -> str:
    """Return the group of an input, by its key."""
    section = path.partition(".")[0]
    return {"supply": "store", "charter": "chain", "plan": "chain"}.get(section, section)


def gain_line(engagement: Engagement) -> str:
    """Return the candidate's gain where all inputs are in doubt, and what the rule then names."""
    found, doubt = gain_in_doubt(engagement), engagement.in_doubt()
    told = say(
        "With all {inputs} uncertain inputs drawn at once from their ranges, {regime} brings "
        "{mean} on average ({interval}, {worlds} draws); eight runs in ten lie between {low} and "
        "{high}, and it gains in {chance} of them.",
        inputs=len(doubt.draws.paths),
        regime=regime_name(found.regime),
        mean=signed(found.mean),
        interval=interval(found.low, found.high, signed),
        worlds=count(doubt.draws.worlds),
        low=signed(found.p10),
        high=signed(found.p90),
        chance=share(found.chance),
    )
    return sentences(told, _named(engagement))


def _named(engagement: Engagement) -> str:
    """Return what the rule names in the drawn worlds, and from which gain on it leaves OA."""
    standing = engagement.in_doubt().standing
    choice, ours = standing.choice, engagement.recommendation.regime
    if choice.regime == ours == BASELINE:
        return say(
            "On these draws the rule names the same; OA is the best that the limits allow in "
            "{share} of them.",
            share=share(engagement.in_doubt().oa_best),
        )
    if choice.regime == ours:
        return say("On these draws the rule names the same.")
    if choice.regime != BASELINE:
        return say("On these draws the rule names {regime}.", regime=regime_name(choice.regime))
    return say(
        "On these draws the rule would stay with OA: {regime}, the best that the limits allow, "
        "brings {net} once changing is paid, less than the indifference of {indifferent}.",
        regime=regime_name(choice.candidate),
        net=signed(standing.rule.net(choice.candidate)),
        indifferent=money(standing.indifferent),
    )


def measure_line(engagement: Engagement) -> str:
    """Return what all knowledge is worth, and which inputs are worth most."""
    return sentences(everything_words(engagement), _inputs(engagement))


def everything_words(engagement: Engagement) -> str:
    """Return what it is worth to know every uncertain input before choosing."""
    found = information(engagement).everything
    if not found.is_clear:
        return say(
            "To know every uncertain input before choosing is worth nothing that the draws can "
            "show: the choice would hardly be another."
        )
    return say(
        "To know every uncertain input before choosing is worth {worth} over the period "
        "(standard error {error}).",
        worth=money(found.cny),
        error=money(found.error),
    )


def _inputs(engagement: Engagement) -> str:
    found = to_measure(engagement)
    if not found:
        together = any(group.is_clear for group in information(engagement).groups.values())
        return "" if together else say("No input alone is worth measuring for the choice.")
    named = [
        say("{what} (up to {worth})", what=input_name(path), worth=money(worth.cny))
        for path, worth in found
    ]
    return say("Measure first: {inputs}.", inputs=in_words(named))


def measures(engagement: Engagement) -> list[str]:
    """Return what to measure in a quarter, group by group, what is worth most first."""
    clear = to_measure(engagement)
    groups = information(engagement).groups
    named = {group for group, worth in groups.items() if worth.is_clear}
    named |= {group_of(path) for path, _ in clear}
    worths = {group: _worth(groups[group], clear, group) for group in groups if group in named}
    order = sorted(worths, key=lambda group: -worths[group])
    return [_measure(group, worths[group], clear) for group in order]


def _worth(worth: Knowing, clear: list[tuple[str, Knowing]], group: str) -> float:
    """Return what a group is worth to know: no less than what one of its inputs is."""
    return max([worth.cny, *(one.cny for path, one in clear if group_of(path) == group)])


def _measure(group: str, worth: float, clear: list[tuple[str, Knowing]]) -> str:
    inputs = [input_name(path) for path, _ in clear if group_of(path) == group]
    told = say(
        "Measure {what} for a quarter, worth up to {worth} over the period: {how}.",
        what=group_name(group),
        worth=money(worth),
        how=how_measured(group),
    )
    return sentences(told, say("Above all: {what}.", what=in_words(inputs)) if inputs else "")


def begun(path: str) -> str:
    """Return the name of an input as a row begins."""
    return begin(input_name(path))
