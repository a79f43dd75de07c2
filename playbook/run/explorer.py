"""The explorer of a client: simulated, packed, told in both languages, written as one page."""

from __future__ import annotations

from pathlib import Path

from playbook.documents.explorer.content import content
from playbook.documents.explorer.one_day import one_day
from playbook.documents.explorer.report_page import answer, bases_line, regimes, sure
from playbook.engagement.engagement import Engagement, engagement, provenance
from playbook.engagement.verdict import title
from playbook.formats.explorer.page import Explorer, Told, render
from playbook.look.brand import Brand
from playbook.run.notebook import Framed
from playbook.study.explorer.carried import carried
from playbook.study.explorer.dials import dials_of
from playbook.study.explorer.packed import Packed, Packing
from playbook.words.language import LANGUAGES, language, say, speaking
from playbook.words.slug import slug
from playbook.words.wording import day
from sim.client.load import Client
from sim.client.regimes import BASELINE
from sim.flat.memory import NoFlatFormError
from sim.messages import Problem, ProblemError, msg
from sim.places import keep


def explorer_page(engaged: Engagement, brand: Brand, opens_in: str | None = None) -> bytes:
    """Return the page; raise ``ProblemError`` for a client that does not fit the arrays.

    ``opens_in`` is the language in which it opens; for None the reader's browser says.
    """
    model = carried(_packed(engaged.client), engaged.method.seed)
    dials = dials_of(engaged.client, engaged.candidate)
    data = content(engaged, dials) | {"plan": model.plan, "groups": model.groups}
    explorer = Explorer(
        told={each: _told(engaged, each) for each in LANGUAGES},
        data=data,
        module=model.module,
        numbers=model.numbers,
        brand=brand,
        language=opens_in,
    )
    return render(explorer)


def _packed(client: Client) -> Packed:
    """Return a client on the arrays, before anything is simulated of one that does not fit them.

    With which regime the page begins changes nothing there.
    """
    try:
        return Packing.of(client, dials_of(client, BASELINE)).packed()
    except NoFlatFormError as error:
        rule = msg("the page cannot play {setting}", setting=str(error))
        remedy = msg("Ask the commands instead: they simulate it event by event")
        raise ProblemError(Problem(where=client.path.name, rule=rule, remedy=remedy)) from None


def _told(engaged: Engagement, spoken: str) -> Told:
    file = engaged.client.file.client
    with speaking(spoken):
        return Told(
            title=title(engaged),
            kicker=say("What if? · {client} · {date}", client=file.name, date=day(file.as_of)),
            answer=answer(engaged),
            regimes=regimes(engaged),
            sure=sure(engaged),
            bases=bases_line(engaged),
            day=one_day(engaged),
            provenance=provenance(engaged),
        )


def explorer_name(client: Client) -> Path:
    """Return where a client's page lies below the folder of all clients."""
    name = slug(client.file.client.name)
    return Path(name) / f"{name}-what-if.html"


def write_explorer(
    engaged: Engagement, brand: Brand, place: Path, opens_in: str | None = None
) -> int:
    """Write the page to a file, whole or not at all; return its size in bytes."""
    page = explorer_page(engaged, brand, opens_in)
    try:
        keep(place, page)
    except OSError as fault:
        rule = msg("cannot be written ({fault})", fault=fault.strerror or type(fault).__name__)
        raise ProblemError(Problem(where=str(place), rule=rule)) from None
    return len(page)


def live(client: str, *, seed: int = 1, replications: int = 100, workers: int = 1) -> Framed:
    """Return the page of a client in a frame, for a notebook."""
    engaged = engagement(client, seed=seed, replications=replications, workers=workers)
    text = say(
        "The same question live: greenchannel whatif writes one page in which the model plays"
        " whatever is asked. In JupyterLab it stands here."
    )
    return Framed(text, explorer_page(engaged, Brand(), language()))
