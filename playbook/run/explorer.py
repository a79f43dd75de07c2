"""The explorer of a client: simulated, packed, told in both languages, written as one page."""

from __future__ import annotations

from pathlib import Path

from playbook.documents.explorer.content import content
from playbook.documents.explorer.one_day import one_day
from playbook.documents.explorer.report_page import answer, regimes, sure
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.verdict import title
from playbook.formats.explorer.page import Explorer, Told, render
from playbook.look.brand import Brand
from playbook.study.explorer.carried import carried
from playbook.study.explorer.dials import dials_of
from playbook.study.explorer.packed import Packing
from playbook.words.language import LANGUAGES, say, speaking
from playbook.words.slug import slug
from playbook.words.wording import day
from sim.client.load import Client
from sim.flat.memory import NoFlatFormError
from sim.messages import Problem, ProblemError, msg
from sim.places import keep


def explorer_page(engagement: Engagement, brand: Brand) -> bytes:
    """Return the page; raise ``ProblemError`` for a client that does not fit the arrays."""
    client, method = engagement.client, engagement.method
    dials = dials_of(client, engagement.candidate)
    try:
        packed = Packing.of(client, dials).packed()
    except NoFlatFormError as error:
        rule = msg("the page cannot play {setting}", setting=str(error))
        remedy = msg("Ask the commands instead: they simulate it event by event")
        raise ProblemError(Problem(where=client.path.name, rule=rule, remedy=remedy)) from None
    model = carried(packed, method.seed)
    data = content(engagement, dials) | {"plan": model.plan, "groups": model.groups}
    explorer = Explorer(
        told={language: _told(engagement, language) for language in LANGUAGES},
        data=data,
        module=model.module,
        numbers=model.numbers,
        brand=brand,
    )
    return render(explorer)


def _told(engagement: Engagement, language: str) -> Told:
    file = engagement.client.file.client
    with speaking(language):
        return Told(
            title=title(engagement),
            kicker=say("What if? · {client} · {date}", client=file.name, date=day(file.as_of)),
            answer=answer(engagement),
            regimes=regimes(engagement),
            sure=sure(engagement),
            day=one_day(engagement),
            provenance=provenance(engagement),
        )


def explorer_name(client: Client) -> Path:
    """Return where a client's page lies below the folder of all clients."""
    name = slug(client.file.client.name)
    return Path(name) / f"{name}-what-if.html"


def write_explorer(engagement: Engagement, brand: Brand, place: Path) -> int:
    """Write the page to a file, whole or not at all; return its size in bytes."""
    page = explorer_page(engagement, brand)
    try:
        keep(place, page)
    except OSError as fault:
        rule = msg("cannot be written ({fault})", fault=fault.strerror or type(fault).__name__)
        raise ProblemError(Problem(where=str(place), rule=rule)) from None
    return len(page)
