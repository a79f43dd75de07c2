"""The explorer of a client: simulated, packed, told in both languages, written as one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playbook.blocks import Blocks
from playbook.documents.explorer.assumptions import bases_line, each_input, sure
from playbook.documents.explorer.content import content
from playbook.documents.explorer.one_day import one_day
from playbook.documents.explorer.report_page import answer, regimes
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.opened import engagement
from playbook.engagement.verdict import title
from playbook.formats.explorer.page import Explorer, LiveModel, Told, render
from playbook.look.brand import Brand
from playbook.run.notebook import Framed
from playbook.study.explorer.asked import address_of
from playbook.study.explorer.carried import carried
from playbook.study.explorer.dials import dials_of
from playbook.study.explorer.packed import Packed, Packing
from playbook.study.levers import Levers
from playbook.words.language import LANGUAGES, language, say, speaking, translated
from playbook.words.slug import slug
from playbook.words.wording import day
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.flat.memory import NoFlatFormError
from sim.keeping import write_whole
from sim.messages import Message, Problem, ProblemError, msg


@dataclass(frozen=True)
class ExplorerPage:
    """Hold a page as it is written, and why it stays a report in every browser, if it does."""

    content: bytes
    why_report: Message | None


def explorer_page(
    engaged: Engagement, brand: Brand, opens_in: str | None = None, begins: str = ""
) -> ExplorerPage:
    """Return the page, a report where the client does not fit the arrays.

    ``opens_in`` is the language in which it opens; for None the reader's browser says. ``begins``
    is where its dials stand at first, as in an address; they stand as in the client file for "".
    """
    model, why = _model(engaged)
    explorer = Explorer(
        told={each: _told(engaged, each, why) for each in LANGUAGES},
        model=model,
        brand=brand,
        language=opens_in,
        begins=begins,
    )
    return ExplorerPage(render(explorer), why)


def _model(engaged: Engagement) -> tuple[LiveModel | None, Message | None]:
    """Return the model on a client's arrays with what the scripts read, or why there is none."""
    try:
        packed = _packed(engaged.client)
    except NoFlatFormError as error:
        why = msg(
            "This page stays a report: the model that a page carries cannot play {setting}."
            " The commands simulate it event by event.",
            setting=str(error),
        )
        return None, why
    found = carried(packed, engaged.method.seed)
    data = content(engaged, dials_of(engaged.client, engaged.candidate))
    plan = {"plan": found.plan, "groups": found.groups}
    return LiveModel(data=data | plan, module=found.module, numbers=found.numbers), None


def _packed(client: Client) -> Packed:
    """Return a client on the arrays; with which regime a page begins changes nothing there."""
    return Packing.of(client, dials_of(client, BASELINE)).packed()


def _told(engaged: Engagement, spoken: str, why: Message | None) -> Told:
    file = engaged.client.file.client
    with speaking(spoken):
        return Told(
            title=title(engaged),
            kicker=say("What if? · {client} · {date}", client=file.name, date=day(file.as_of)),
            answer=answer(engaged),
            regimes=regimes(engaged),
            sure=sure(engaged),
            inputs=Blocks([each_input(engaged)]),
            bases=bases_line(engaged),
            day=one_day(engaged),
            provenance=provenance(engaged),
            why_report=translated(why) if why else "",
        )


def explorer_name(client: Client) -> Path:
    """Return where a client's page lies below the folder of all clients."""
    name = slug(client.file.client.name)
    return Path(name) / f"{name}-what-if.html"


def write_explorer(
    engaged: Engagement, brand: Brand, place: Path, opens_in: str | None = None
) -> ExplorerPage:
    """Write the page to a file, whole or not at all, and return it."""
    page = explorer_page(engaged, brand, opens_in)
    write(place, page.content)
    return page


def write(place: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise ``ProblemError`` where that cannot be."""
    try:
        write_whole(place, content)
    except OSError as fault:
        rule = msg("cannot be written ({fault})", fault=fault.strerror or type(fault).__name__)
        raise ProblemError(Problem(where=str(place), rule=rule)) from None


def explore(
    client: str,
    parameters: Mapping[str, Any],
    brand: Brand,
    place: Path,
    opens_in: str | None = None,
) -> ExplorerPage:
    """Write the page of a client of which the rest is asked, with the pitch's ``parameters``."""
    return write_explorer(engagement(client, **parameters), brand, place, opens_in)


def live(
    client: str,
    levers: Levers | None = None,
    *,
    seed: int = 1,
    replications: int = 100,
    workers: int = 1,
) -> Framed:
    """Return the page of a client in a frame, for a notebook, its dials where the levers stand."""
    engaged = engagement(client, seed=seed, replications=replications, workers=workers)
    text = say(
        "The same question live: greenchannel whatif writes one page in which the model plays"
        " whatever is asked. In JupyterLab it stands here."
    )
    begins = address_of(levers, engaged.client) if levers else ""
    return Framed(text, explorer_page(engaged, Brand(), language(), begins).content)
