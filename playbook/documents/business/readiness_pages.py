"""The page on readiness: the client's score, what is missing, and what raising it would change."""

from __future__ import annotations

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.quota import paired
from playbook.engagement.rights import asks_for_charter
from playbook.words.language import language, localised, say, say_many
from playbook.words.names import meaning_of, regime_name, unit_of
from playbook.words.phrases import begin, doubt, signed, spread
from playbook.words.wording import number, sentences, share
from sim.client import readiness
from sim.results.comparison import Difference
from sim.tables.columns import Row

NOT_YET, READY = 0.45, 0.70
"""Below the first nothing should start; above the second nothing stands in the way. EXPERT."""

LACKING = 2
"""An item scored below this is a condition."""

CHARTER = "charter"
"""The item that counts only where a regime with a green channel is recommended."""


def client_readiness(engagement: Engagement) -> Blocks:
    """Return score, conditions, and the gain of a client that is fully ready, on the same luck."""
    section = engagement.client.file.readiness
    scores = None if section is None else section.scores
    heading = say("Readiness: the client is not assessed yet")
    text = say(
        "The client file holds no assessment, so the model takes its usual values. The items "
        "below are scored from 0 to 4 in an interview."
    )
    if scores is not None:
        reached = readiness.score(scores, spared=_needless(engagement))
        heading = say(
            "Readiness: {score} of 100 - {band}", score=f"{100 * reached:.0f}", band=band(reached)
        )
        text = _conditions(engagement, scores)
    return Blocks(
        [
            Heading(text=heading, id="readiness"),
            Prose(text=sentences(text, _raised(engagement))),
            _moves(engagement),
            _items(engagement, scores),
        ]
    )


def band(reached: float) -> str:
    """Return what a score from 0 to 1 means.

    >>> band(0.4), band(0.45), band(0.7), band(0.71)
    ('do not start', 'start with conditions', 'start with conditions', 'go')
    """
    if reached < NOT_YET:
        return say("do not start")
    return say("start with conditions") if reached <= READY else say("go")


def _conditions(engagement: Engagement, scores: dict[str, int]) -> str:
    rows = readiness.items().items()
    lacking = [name for name, _ in rows if scores.get(name, 0) < LACKING]
    spared = CHARTER in lacking and not asks_for_charter(engagement)
    missing = [
        localised(row, "item")
        for name, row in rows
        if name in lacking and not (spared and name == CHARTER)
    ]
    conditions = say_many(
        "{n} condition before the go-live: {items}.",
        "{n} conditions before the go-live: {items}.",
        len(missing),
        items=say("; ").join(missing),
    )
    if not missing:
        conditions = say("No item is below {least}: there are no conditions.", least=LACKING)
        if spared:
            conditions = say(
                "No other item is below {least}: there are no conditions.", least=LACKING
            )
    return sentences(_needs_no_charter(engagement) if spared else "", conditions)


def _needless(engagement: Engagement) -> tuple[str, ...]:
    """Return the items that nobody asks for under the recommended way of deciding."""
    return () if asks_for_charter(engagement) else (CHARTER,)


def _needs_no_charter(engagement: Engagement) -> str:
    if engagement.recommendation.stays_with_oa:
        return say("No charter is needed while OA decides.")
    regime = regime_name(engagement.recommendation.regime)
    return say("The recommended way of deciding, {regime}, needs no charter.", regime=regime)


def _raised(engagement: Engagement) -> str:
    now, full = (
        engagement.study(engagement.questions.as_ready_as(None)),
        engagement.study(engagement.questions.as_ready_as(readiness.MOST)),
    )
    regime = engagement.recommendation.regime
    ours, theirs = (study.results.seasons(regime, "contribution_cny") for study in (full, now))
    gain, low, high = paired(ours, theirs)
    if not gain:
        return say(
            "With {regime}, the recommended way of deciding, raising every item to the full "
            "score changes nothing in the period: none of what readiness moves takes part in it. "
            "What gains is the date of the go-live, and how sure it is.",
            regime=regime_name(regime),
        )
    found = Difference(mean=gain, low=low, high=high, p_better=None)
    first = say(
        "Raising every item to the full score changes the contribution with {regime} by {gain} "
        "over the period under the same conditions ({interval}){doubt}.",
        regime=regime_name(regime),
        gain=signed(gain),
        interval=spread(found),
        doubt=doubt(found),
    )
    if found.is_sure:
        return first
    return sentences(
        first, say("The date of the go-live gains more from it than the contribution.")
    )


def _moves(engagement: Engagement) -> Table:
    known = {one.path: one for one in engagement.client.assumptions}
    paths = [path for moved in readiness.MOVES.values() for path in moved]
    ranges = {path: (float(known[path].low or 0), float(known[path].high or 0)) for path in paths}
    best = readiness.moved(dict.fromkeys(readiness.items(), readiness.MOST), ranges)
    return Table(
        title=say("What readiness moves in the model"),
        columns=(
            Column(name=say("number")),
            Column(name=say("unit")),
            Column(name=say("now"), align="right"),
            Column(name=say("fully ready"), align="right"),
        ),
        rows=tuple(
            (
                begin(meaning_of(known[path])),
                unit_of(known[path]),
                number(known[path].amount),
                number(best[path]),
            )
            for path in paths
        ),
        note=sentences(
            say(
                "Linear between the ends of the range, our estimate. A number that the client "
                "file states itself is not moved."
            ),
            say("While OA decides, none of them takes part.")
            if engagement.recommendation.stays_with_oa
            else "",
        ),
    )


def _items(engagement: Engagement, scores: dict[str, int] | None) -> Table:
    rows = readiness.items()
    needless = _needless(engagement)
    return Table(
        title=say_many("{n} item, 0 to 4", "{n} items, 0 to 4", len(rows)),
        columns=(
            Column(name=say("group")),
            Column(name=say("item")),
            Column(name=say("evidence")),
            Column(name=say("weight"), format="integer"),
            Column(name=say("score"), format="integer"),
        ),
        rows=tuple(
            (
                _group(row),
                say("{item} (not needed)", item=localised(row, "item"))
                if name in needless
                else localised(row, "item"),
                localised(row, "evidence"),
                row.integer("weight"),
                None if scores is None or name in needless else scores.get(name, 0),
            )
            for name, row in rows.items()
        ),
        note=say(
            "Total: {share} of the points.", share=share(readiness.score(scores, spared=needless))
        )
        if scores is not None
        else "",
    )


def _group(row: Row) -> str:
    return begin(row.text("group_zh" if language() == "zh" else "group"))
