"""The what-if workbook of a client: a grid is simulated, its error measured, and both told."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from pathlib import Path

from playbook.documents.explorer.cards import CARDS
from playbook.documents.explorer.lookup_words import (
    bases,
    book_title,
    column_names,
    figure_name,
    how_far_off,
    input_names,
    lead,
    notes,
    off_by_figure,
    off_by_regime,
    off_heads,
    option_names,
)
from playbook.engagement.engagement import Engagement
from playbook.formats.lookup import parts
from playbook.formats.lookup.book import render
from playbook.look.brand import Brand
from playbook.run.explorer import write
from playbook.study.explorer.grid import HELD_OUT, QUOTA, AnswerGrid, Misses, NodePlayer, misses
from playbook.study.recommendation import has_charter
from playbook.words.language import in_both, say
from sim.client.regimes import REGIMES
from sim.results.experiment import Progress


def player(engaged: Engagement) -> NodePlayer:
    """Return what simulates the nodes of a client's grid."""
    return NodePlayer(
        client=engaged.client,
        outcomes=tuple(card.outcome for card in CARDS),
        seed=engaged.method.seed,
        seasons=engaged.method.replications,
        workers=engaged.method.workers,
        engine=engaged.method.engine,
    )


def write_workbook(
    engaged: Engagement,
    plays: NodePlayer,
    brand: Brand,
    place: Path,
    progress: Progress = lambda done: None,
) -> bytes:
    """Write the workbook, whole or not at all; ``progress`` is told the worlds done."""
    grid = plays.grid(progress)
    missed = misses(plays, grid, progress=lambda done: progress(plays.worlds + done))
    content = render(book_of(engaged, grid, missed, brand))
    write(place, content)
    return content


def worlds(plays: NodePlayer) -> int:
    """Return how many worlds a workbook simulates."""
    return plays.worlds + HELD_OUT


def book_of(
    engaged: Engagement, grid: AnswerGrid, missed: Misses, brand: Brand
) -> parts.LookupBook:
    """Return the parts of the workbook, the inputs where the client file has them."""
    width, start = len(CARDS), [axis.own for axis in grid.axes]
    flat = grid.values.reshape(-1, grid.values.shape[-1])
    return parts.LookupBook(
        title=book_title(engaged),
        lead=lead(engaged),
        choice=_choice(engaged),
        inputs=_inputs(grid),
        outputs=tuple(
            parts.Output(
                name=in_both(partial(figure_name, card)),
                format=card.format,
                own=nth,
                today=width + nth,
            )
            for nth, card in enumerate(CARDS)
        ),
        grid=parts.GridRows(heads=column_names(), rows=flat.tolist(), reach=2 * width),
        shown=grid.at(engaged.candidate, start).tolist(),
        errors=how_far_off(missed),
        notes=notes(engaged, grid),
        listings=_listings(engaged, missed),
        brand=brand,
        moment=datetime.combine(engaged.client.file.client.as_of, time()),
    )


def _choice(engaged: Engagement) -> parts.Options:
    ((name, meaning),) = input_names(("regime",))
    return parts.Options(
        name=name,
        meaning=meaning,
        options=option_names(engaged),
        idle=tuple(not has_charter(each) for each in REGIMES),
        chosen=REGIMES.index(engaged.candidate),
    )


_FORMATS = {QUOTA: "money", "agency.self_interest": "number"}


def _inputs(grid: AnswerGrid) -> tuple[parts.Input, ...]:
    words = input_names(tuple(axis.key for axis in grid.axes))
    return tuple(
        parts.Input(
            name=name,
            meaning=meaning,
            format=_FORMATS.get(axis.key, "multiple"),
            nodes=axis.nodes,
            value=axis.own,
        )
        for axis, (name, meaning) in zip(grid.axes, words, strict=True)
    )


def _listings(engaged: Engagement, missed: Misses) -> tuple[parts.Listing, ...]:
    basis = in_both(lambda: say("basis")), in_both(lambda: say("numbers"))
    return (
        parts.Listing(
            title=in_both(lambda: say("How far a figure was off between the nodes")),
            heads=off_heads(lambda: say("figure")),
            rows=off_by_figure(missed),
        ),
        parts.Listing(
            title=in_both(lambda: say("How far the gain was off, by regime")),
            heads=off_heads(lambda: say("regime")),
            rows=off_by_regime(engaged, missed),
        ),
        parts.Listing(
            title=in_both(lambda: say("What the numbers rest on")), heads=basis, rows=bases(engaged)
        ),
    )
