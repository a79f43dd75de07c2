"""The report that the explorer is without scripts: the answer, the regimes, the quota."""

from __future__ import annotations

from collections.abc import Callable

from playbook.blocks import Blocks, Column, Heading, Kpi, Kpis, Lines, Table
from playbook.documents.explorer.cards import CARDS, Card, card_name
from playbook.documents.pitch.answer_page import told
from playbook.documents.pitch.quota_page import quota_curve
from playbook.engagement.engagement import Engagement
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from playbook.words.wording import FORMATS, MINUS, cell, interval, points
from sim.results.comparison import Difference


def answer(engagement: Engagement) -> Blocks:
    """Return the answer with its six figures."""
    kpis = Kpis(items=tuple(_figure(engagement, card) for card in CARDS))
    return Blocks([told(engagement), kpis])


def _figure(engagement: Engagement, card: Card) -> Kpi:
    comparison, ours = engagement.comparison, engagement.candidate
    own = comparison.summary_if_any(ours, card.outcome)
    found = comparison.difference_if_any(ours, card.outcome)
    return Kpi(
        label=card_name(card),
        value=cell(own.mean if own else None, card.format),
        detail="" if found is None else _against(found, card),
        tone=_tone(found, card),
    )


def _against(found: Difference, card: Card) -> str:
    write = _signed(card)
    if found.low is None:
        return say("{value} against today's OA", value=write(found.mean))
    return say(
        "{value} against today's OA ({spread})",
        value=write(found.mean),
        spread=interval(found.low, found.high, write),
    )


def _signed(card: Card) -> Callable[[float], str]:
    if card.format == "share":
        return points
    return FORMATS.get(f"signed_{card.format}", signed_tenths)


def signed_tenths(value: float) -> str:
    """Return a difference of mean counts.

    >>> signed_tenths(-2.25), signed_tenths(4.1)
    ('−2.2', '+4.1')
    """
    return f"{value:+,.1f}".replace("-", MINUS)


def _tone(found: Difference | None, card: Card) -> str:
    if found is None or not found.is_sure:
        return "neutral"
    return "good" if (found.mean > 0) == (card.better == "high") else "bad"


def regimes(engagement: Engagement) -> Blocks:
    """Return every regime with the six figures, and the curve of the gain by quota."""
    comparison = engagement.comparison
    columns = tuple(
        Column(name=card_name(card), format=card.format, align="right") for card in CARDS
    )
    rows = tuple(
        (begin(regime_name(name)), *(_mean(engagement, name, card) for card in CARDS))
        for name in comparison.regimes
    )
    table = Table(
        title=say("Every regime on the same seasons"),
        columns=(Column(name=say("regime")), *columns),
        rows=rows,
        note=say("Means; the worst month is the 5th percentile of seasons."),
    )
    heading = Heading(text=say("What else could be decided"))
    curve = [block for block in quota_curve(engagement) if isinstance(block, Lines)]
    return Blocks([heading, table, *curve])


def _mean(engagement: Engagement, name: str, card: Card) -> float | None:
    found = engagement.comparison.summary_if_any(name, card.outcome)
    return found.mean if found else None
