"""What the commands that make documents share: their options, their bar, and what they say."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from sim.language import LANGUAGES, language, say, say_many

if TYPE_CHECKING:
    from playbook.run.reports import Edition, Outcome

FORMATS = ("html", "pdf", "pptx", "docx", "xlsx")


class Several(click.ParamType[tuple[str, ...]]):
    """Words of a list, with commas between them."""

    name = "list"

    def __init__(self, known: Sequence[str]) -> None:
        self.known = tuple(known)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words in their order, each once; the first strange one is refused."""
        words = value if isinstance(value, tuple) else str(value).split(",")
        found = tuple(dict.fromkeys(word.strip().lower() for word in words if word.strip()))
        strange = [word for word in found if word not in self.known]
        if strange or not found:
            wrong = strange[0] if strange else value
            known = ", ".join(self.known)
            self.fail(say("'{word}' is not one of: {known}.", word=wrong, known=known), param, ctx)
        return found


def document_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every document: client files, languages, formats and so on."""
    for option in reversed(
        (
            click.argument("clients", nargs=-1, required=True, metavar="CLIENT..."),
            click.option(
                "--language",
                "languages",
                type=Several(LANGUAGES),
                default=language,
                help="Languages of the documents, with commas between [default: the screen's].",
            ),
            click.option(
                "--format",
                "formats",
                type=Several(FORMATS),
                default=",".join(FORMATS),
                show_default=True,
                help="Formats, with commas between.",
            ),
            click.option(
                "--out",
                type=click.Path(path_type=Path),
                default=Path("out"),
                show_default=True,
                help="Folder; each client gets one of its own in it.",
            ),
            click.option("--brand", type=click.Path(path_type=Path), help="Brand file (TOML)."),
            click.option("--seed", type=click.IntRange(0), default=1, show_default=True),
            click.option(
                "--workers", type=click.IntRange(1, 256), help="Processes [default: the cores]."
            ),
        )
    ):
        command = option(command)
    return command


def replications_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the number of seasons that its documents rest on."""
    return click.option(
        "--replications",
        type=click.IntRange(2, 100_000),
        default=200,
        show_default=True,
        help="Simulated seasons.",
    )(command)


def make_simulated(
    clients: Sequence[str],
    documents: Sequence[str],
    edition: Edition,
    *,
    seed: int,
    replications: int,
    workers: int | None,
    more: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> None:
    """Simulate the seasons of each client once and make the documents that read them.

    ``more`` holds further parameters of a document. The plan alone needs the headline only.
    """
    from playbook.commands.screen import workers_default

    def simulate(client: str, advance: Callable[[int, int | None], None]) -> None:
        from playbook.engagement.engagement import engagement, simulate
        from playbook.engagement.questions import headline

        processes = workers or workers_default()
        engaged = engagement(client, seed=seed, replications=replications, workers=processes)
        if tuple(documents) == ("plan",):
            asked = headline(engaged.client, engaged.method)
            engaged.study(asked, lambda done: advance(done, replications))
        else:
            simulate(engaged, advance)

    seasons = {"replications": replications, "seed": seed, "workers": 1}
    wanted = {name: {**seasons, **more.get(name, {})} for name in documents}
    make_documents(clients, wanted, edition, workers, before=simulate)


def edition_of(
    languages: tuple[str, ...], formats: tuple[str, ...], out: Path, brand: Path | None
) -> Edition:
    """Return how the documents are to be made; the brand file is checked."""
    from playbook.look.brand import Brand, load_brand
    from playbook.run.reports import Edition

    look = load_brand(brand) if brand else Brand()
    return Edition(languages=languages, formats=formats, out=out, brand=look)


def make_documents(
    clients: Sequence[str],
    documents: Mapping[str, Mapping[str, object]],
    edition: Edition,
    workers: int | None,
    before: Callable[[str, Callable[[int, int | None], None]], None] | None = None,
) -> None:
    """Make the documents of every client, tell what was made, and end with 1 if anything failed.

    ``documents`` maps each document to its notebook's parameters. ``before`` is called once a
    client with a function that shows its progress: the simulation.
    """
    from playbook.commands.screen import progress, workers_default
    from playbook.run.reports import Wanted, folders, make
    from sim.problems import ProblemError

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # an interrupted kernel is no news
    slips = (str(parameters.get("slip", "")) for parameters in documents.values())
    names, faults = folders(clients, documents, edition.out, slip=", ".join(filter(None, slips)))
    for client in list(names) if before else []:
        with progress(say("{client}: seasons", client=names[client]), 1) as advance:
            try:
                before(client, advance)  # type: ignore[misc]  # the loop is empty without it
            except ProblemError as error:
                faults[client] = error
                del names[client]
    wanted = [
        Wanted(client=client, document=document, parameters=parameters)
        for client in names
        for document, parameters in documents.items()
    ]
    outcomes: list[Outcome] = []
    if wanted:
        with progress(say("documents"), len(wanted) * len(edition.languages)) as advance:
            outcomes = make(
                wanted, names, edition, workers=workers or workers_default(), advance=advance
            )
    _tell(outcomes, faults)


def _tell(outcomes: Sequence[Outcome], faults: Mapping[str, Exception]) -> None:
    from playbook.blocks import Callout

    for outcome in outcomes:
        made = outcome.rendered
        if made is None:
            continue
        headline = next((block.text for block in made.blocks if isinstance(block, Callout)), "")
        if headline and outcome.wanted.document in ("pitch", "plan"):
            click.echo(headline)
        number, folder = len(made.documents), made.folder
        click.echo(say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder))
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    for fault in [*faults.values(), *(outcome.error for outcome in failed)]:
        click.echo(str(fault), err=True)
    if faults or failed:
        sys.exit(1)
