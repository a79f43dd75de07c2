"""What to measure first: the inputs that are worth knowing before anybody signs."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Heading, Prose
from playbook.documents.in_doubt import everything_words, measure_line, measures
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import information
from playbook.words.language import say
from playbook.words.wording import money, sentences


def measure_first(engagement: Engagement) -> Blocks:
    """Return what knowing is worth, and what to measure for a quarter, in order."""
    found = measures(engagement)
    return Blocks(
        [
            Heading(text=_title(engagement), id="measure-first"),
            Prose(text=measure_line(engagement) if found else everything_words(engagement)),
            *([Bullets(items=tuple(found), numbered=True)] if found else []),
        ]
    )


def _title(engagement: Engagement) -> str:
    found = information(engagement).everything
    if not found.is_clear:
        return say("Nothing need be measured before the choice")
    return say(
        "To know every input before choosing is worth {worth} over the period",
        worth=money(found.cny),
    )


def measured(engagement: Engagement) -> Blocks:
    """Return what is measured from the plan's first month on."""
    found = measures(engagement)
    text = sentences(
        everything_words(engagement),
        say("Begin in the first month, so that a quarter is told when the choice is reviewed.")
        if found
        else "",
    )
    return Blocks(
        [
            Heading(text=say("What is measured from the first month on"), id="measure-first"),
            Prose(text=text),
            *([Bullets(items=tuple(found), numbered=True)] if found else []),
        ]
    )
