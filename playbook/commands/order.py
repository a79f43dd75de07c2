"""An order of documents: a client's seasons are simulated once, then its documents are made."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from playbook.blocks import Callout
from playbook.commands.screen import progress
from playbook.engagement.engagement import engagement, simulate
from playbook.engagement.questions import headline
from playbook.run.reports import Edition, Outcome, Wanted, folders, make
from playbook.words.language import say, say_many, translated
from sim.problems import ProblemError

SPEAKING_FIRST = ("pitch", "plan")
"""Documents whose answer is told on the screen."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """Hold what is asked for: whose documents, which, how edited, and on how many seasons.

    ``parameters`` are those that one document's notebook has beside client, luck and seasons.
    """

    clients: tuple[str, ...]
    documents: tuple[str, ...]
    edition: Edition
    seed: int
    replications: int
    workers: int
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def parameters_of(self, document: str) -> dict[str, object]:
        """Return what a document's notebook is told beside its client."""
        seasons = {"replications": self.replications, "seed": self.seed, "workers": 1}
        return {**seasons, **self.parameters.get(document, {})}

    @property
    def slip(self) -> str:
        """Return which tasks of the plan take longer, as a text; "" for none."""
        return str(self.parameters.get("plan", {}).get("slip", ""))


def fulfil(order: Order) -> None:
    """Make the documents of every client, tell what was made, and end with 1 if anything failed."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # an interrupted kernel is no news
    names, faults = folders(order.clients, order.documents, order.edition.out, slip=order.slip)
    for client in list(names):
        try:
            _simulate(client, names[client], order)
        except ProblemError as error:
            faults[client] = error
            del names[client]
    outcomes = _made(order, names)
    failures = [outcome.error for outcome in outcomes if outcome.error is not None]
    _tell(outcomes, [*faults.values(), *failures])
    if faults or failures:
        sys.exit(1)


def _simulate(client: str, name: str, order: Order) -> None:
    """Simulate what the documents read; the plan alone needs the headline only."""
    engaged = engagement(
        client, seed=order.seed, replications=order.replications, workers=order.workers
    )
    with progress(say("{client}: seasons", client=name), order.replications) as advance:
        if order.documents == ("plan",):
            engaged.study(headline(engaged.client, engaged.method), advance)
        else:
            simulate(engaged, advance)


def _made(order: Order, names: Mapping[str, str]) -> list[Outcome]:
    wanted = [
        Wanted(client=client, document=document, parameters=order.parameters_of(document))
        for client in names
        for document in order.documents
    ]
    if not wanted:
        return []
    with progress(say("documents"), len(wanted) * len(order.edition.languages)) as advance:
        return make(wanted, names, order.edition, workers=order.workers, advance=advance)


def _tell(outcomes: Sequence[Outcome], faults: Iterable[ProblemError]) -> None:
    for outcome in outcomes:
        for line in _told(outcome):
            click.echo(line)
    for fault in faults:
        click.echo(translated(fault), err=True)


def _told(outcome: Outcome) -> Iterator[str]:
    """Yield the answer of a document, if it gives one, and where its files are."""
    made = outcome.rendered
    if made is None:
        return
    answers = (block.text for block in made.blocks if isinstance(block, Callout))
    if outcome.wanted.document in SPEAKING_FIRST:
        yield from list(answers)[:1]
    number, folder = len(made.documents), made.folder
    yield say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder)
