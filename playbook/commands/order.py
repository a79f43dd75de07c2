"""An order of documents: the seasons are simulated first, then the documents are made of them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import click

from playbook.blocks import Callout
from playbook.commands.progress import Forecasting, Workload, lasting, progress, remember
from playbook.commands.screen import going_on, show_path, tell_engine
from playbook.documents.papers import fitting, possible
from playbook.engagement.engagement import MODEL, Engagement, simulate
from playbook.engagement.opened import engagement
from playbook.engagement.questions import Question, first_asked, foreseen
from playbook.engagement.ranges import open_questions
from playbook.run.explorer import ExplorerPage, explore, explorer_name
from playbook.run.hands import Hands, hands
from playbook.run.reports import Edition, Made, Wanted, folders, make
from playbook.study.season_cache import is_order_kept, noted_as, order_name
from playbook.words.language import say, say_many, translated
from sim.ending import noting
from sim.messages import ProblemError

ANSWERING = ("pitch", "plan")
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
    engine: str = "kernel"
    parameters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def parameters_of(self, document: str) -> dict[str, object]:
        """Return what a document's notebook is told beside its client."""
        seasons = {"replications": self.replications, "seed": self.seed, "workers": 1}
        return {**seasons, **self.parameters.get(document, {})}

    @property
    def headline_only(self) -> bool:
        """Return whether no document asks about other worlds or charters: the plan does not."""
        return self.documents == ("plan",)

    def asked_of(self, engaged: Engagement) -> dict[str, object]:
        """Return what beside the client decides which seasons its documents ask for."""
        return {
            "seed": self.seed,
            "replications": self.replications,
            "headline only": self.headline_only,
            "fits": repr(engaged.fits),
            "playbook": MODEL,
        }

    @property
    def explores(self) -> bool:
        """Return whether the what-if page belongs to what is asked for: it goes with the pitch."""
        return "pitch" in self.documents and "html" in self.edition.formats

    @property
    def slip(self) -> str:
        """Return which tasks of the plan take longer, as a text; "" for none."""
        return str(self.parameters.get("plan", {}).get("slip", ""))

    @property
    def fits(self) -> str:
        """Return the file of fits that is given; "" where each client has its own or none."""
        given = (str(own["fits"]) for own in self.parameters.values() if "fits" in own)
        return next(given, "")


def fulfil(order: Order) -> None:
    """Make the documents of every client, tell what was made, and end with 1 if anything failed."""
    begun = monotonic()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # an interrupted kernel is no news
    asked = possible(order.documents)
    names, faults = folders(order.clients, asked, order.edition.out, slip=order.slip)
    outcomes = _outcomes(order, names, faults) if names else []
    failures = [outcome.error for outcome in outcomes if outcome.error is not None]
    for line in (line for outcome in outcomes for line in _told(outcome)):
        click.echo(line)
    _tell_the_end(order, outcomes, monotonic() - begun)
    for fault in (*faults.values(), *failures):
        click.echo(translated(fault), err=True)
    if faults or failures:
        sys.exit(1)


def _outcomes(
    order: Order, names: Mapping[str, str], faults: dict[str, ProblemError]
) -> list[Made]:
    """Return what became of the documents; clients that cannot be simulated join the ``faults``."""
    engagements = {
        client: engagement(
            client,
            seed=order.seed,
            replications=order.replications,
            workers=order.workers,
            engine=order.engine,
            fits=order.fits,
        )
        for client in names
    }
    tell_engine(order.engine, (engaged.client for engaged in engagements.values()))
    work = _workload(order, engagements)
    click.echo(work.announced(), err=True)
    with hands(work.hands, work.documents) as at_work:  # ready while seasons are played
        faults |= _simulated(order, names, engagements, work)
        served = {client: one for client, one in engagements.items() if client not in faults}
        pages = explored(order, served, at_work) if order.explores else []
        made = _made(order, names, served, at_work, work) if served else []
        for page in pages:
            _tell_page(page)
    return made


def explored(
    order: Order, served: Mapping[str, Engagement], at_work: Hands | None
) -> list[Callable[[], ExplorerPage]]:
    """Return how to come by each client's what-if page, written beside its documents."""
    return [
        _asked(
            at_work,
            partial(
                explore,
                client,
                order.parameters_of("pitch"),
                order.edition.brand,
                order.edition.out / explorer_name(engaged.client),
                _only(order.edition.languages),
            ),
        )
        for client, engaged in served.items()
    ]


def _asked(at_work: Hands | None, page: Callable[[], ExplorerPage]) -> Callable[[], ExplorerPage]:
    """Return a page that another process is at work on, or that is made when it is asked for."""
    return page if at_work is None else at_work.pool.submit(page).result


def _tell_page(page: Callable[[], ExplorerPage]) -> None:
    """Say why there is no what-if page, or no model in it."""
    try:
        why = page().why_report
    except ProblemError as fault:
        click.echo(translated(fault), err=True)
        return
    if why:
        click.echo(translated(why), err=True)


def _only(languages: tuple[str, ...]) -> str | None:
    """Return the language of an edition that has one; with several a reader's browser says."""
    return languages[0] if len(languages) == 1 else None


def _workload(order: Order, engagements: Mapping[str, Engagement]) -> Workload:
    return Workload(
        questions=[q for engaged in engagements.values() for q in _questions(order, engaged)],
        documents=len(engagements) * len(order.documents) * len(order.edition.languages),
        formats=len(order.edition.formats),
        workers=order.workers,
    )


def _questions(order: Order, engaged: Engagement) -> list[Question]:
    known = engaged.client, engaged.method
    if order.headline_only:
        return first_asked(*known)
    return foreseen(*known)


def _simulated(
    order: Order, names: Mapping[str, str], engagements: Mapping[str, Engagement], work: Workload
) -> dict[str, ProblemError]:
    """Simulate what the documents read; return which clients cannot be simulated, and why."""
    faults: dict[str, ProblemError] = {}
    before = 0
    with noting(going_on), progress(say("seasons"), work.replays) as shown:
        forecasting = Forecasting(work, shown)
        for client, engaged in engagements.items():
            listener = _listener(forecasting, names[client], before)
            replays = sum(question.replays for question in _questions(order, engaged))
            try:
                _simulate(order, engaged, listener, replays)
            except ProblemError as error:
                faults[client] = error
            before += replays
    return faults


def _simulate(
    order: Order, engaged: Engagement, tell: Callable[[int, Question], None], replays: int
) -> None:
    """Simulate what is not kept of all that one client's documents ask."""
    name = order_name(engaged.client, order.asked_of(engaged))
    if is_order_kept(name):
        return
    with noted_as(name):
        simulate(engaged, tell, headline_only=order.headline_only)
        if not order.headline_only:
            _settle(engaged, partial(tell, replays))


def _settle(engaged: Engagement, tell: Callable[[Question], None]) -> None:
    """Simulate on all seasons what turns the answer on the first ones."""
    for question in open_questions(engaged):
        tell(question)
        engaged.study(question)


def _listener(shown: Forecasting, name: str, before: int) -> Callable[[int, Question], None]:
    return lambda done, question: shown(before + done, f"{name}: {_about(question)}")


def _about(question: Question) -> str:
    return {
        "headline": say("the regimes side by side"),
        "doubt": say("all uncertain inputs drawn at once"),
        "world": say("other worlds"),
        "quota": say("other quotas"),
        "long_run": say("two years"),
        "readiness": say("a client that is ready"),
        "limit": say("the client's own limits lifted"),
        "charter": say("charters of other widths"),
        "plane": say("windows and agency of all kinds"),
        "range": say("uncertain inputs, low and high"),
        "fit": say("the fits to what was sold"),
    }[question.about]


def _made(
    order: Order,
    names: Mapping[str, str],
    served: Mapping[str, Engagement],
    at_work: Hands | None,
    work: Workload,
) -> list[Made]:
    wanted = [
        Wanted(client=client, document=document, parameters=order.parameters_of(document))
        for client, engaged in served.items()
        for document in fitting(engaged, order.documents)
    ]
    begun = monotonic()
    with progress(say("documents"), work.documents) as shown:

        def advance(done: int, total: int, now: str) -> None:
            shown(done, total, say("last made: {edition}", edition=now))

        work.tell_documents(shown)
        finished: list[Made] = []
        with noting(lambda: (line for made in finished for line in _whereabouts(made))):
            outcomes = make(
                wanted,
                names,
                order.edition,
                hands=at_work,
                advance=advance,
                finished=finished.append,
            )
    files = sum(len(outcome.rendered.documents) for outcome in outcomes if outcome.rendered)
    if files:
        remember((monotonic() - begun) * work.hands / files)
    return outcomes


def _told(outcome: Made) -> Iterator[str]:
    """Yield the answer of a document, if it gives one, and where its files are."""
    made = outcome.rendered
    if made is None:
        return
    answers = [block.text for block in made.blocks if isinstance(block, Callout)]
    if outcome.wanted.document in ANSWERING:
        yield from answers[:1]
    yield from _whereabouts(outcome)


def _whereabouts(outcome: Made) -> Iterator[str]:
    if outcome.rendered is None:
        return
    number, folder = len(outcome.rendered.documents), outcome.rendered.folder
    yield say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder)


def _tell_the_end(order: Order, outcomes: Sequence[Made], seconds: float) -> None:
    """Tell how long all took, and what to open first: a client's first document, or the folder."""
    made = [outcome.rendered for outcome in outcomes if outcome.rendered is not None]
    if not made:
        return
    first = next(iter(made[0].documents.values()))
    place = first if len(order.clients) == 1 else order.edition.out.absolute()
    show_path(say("Made in {time}. Open:", time=lasting(seconds)), place)
