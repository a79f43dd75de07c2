"""``greenchannel whatif``: the model itself in one file that opens from an e-mail."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands import options
from playbook.commands.documents import BRAND_OPTION
from playbook.commands.screen import Translated
from playbook.words.language import LANGUAGES, say, translated

KILOBYTE = 1000


def _made(
    client: str,
    out: Path | None,
    opens_in: str | None,
    seed: int,
    replications: int,
    fits: str,
    brand: Path | None,
) -> None:
    from playbook.commands.progress import progress
    from playbook.commands.screen import show_path, tell_engine, workers_default
    from playbook.engagement.engagement import simulate
    from playbook.engagement.opened import engagement
    from playbook.engagement.questions import first_asked
    from playbook.look.brand import Brand, load_brand
    from playbook.run.explorer import explorer_name, write_explorer

    look = load_brand(brand) if brand else Brand()
    workers = workers_default()
    engaged = engagement(client, seed=seed, replications=replications, workers=workers, fits=fits)
    tell_engine(engaged.method.engine, [engaged.client])
    place = out or Path("out") / explorer_name(engaged.client)
    asked = first_asked(engaged.client, engaged.method)
    with progress(say("seasons"), sum(question.replays for question in asked)) as shown:
        simulate(engaged, lambda done, question: shown(done), headline_only=True)
    page = write_explorer(engaged, look, place, opens_in)
    size = len(page.content) // KILOBYTE
    told = say("One file of {size} kB, to open or to send:", size=size)
    show_path(told, place.absolute())
    if page.why_report:
        click.echo(translated(page.why_report), err=True)


whatif = Translated(
    "whatif",
    help="Write one page in which a reader turns the levers of CLIENT and the model plays.",
    epilog="Examples:  greenchannel whatif data/clients/company_a.toml  |  greenchannel whatif"
    " acme.toml --out acme-what-if.html --brand agency.toml",
    params=[
        click.Argument(("client",)),
        click.Option(
            ("--out",),
            type=options.FilePath(dir_okay=False),
            help="HTML file [default: out/CLIENT/CLIENT-what-if.html].",
        ),
        click.Option(
            ("--language", "opens_in"),
            type=click.Choice(LANGUAGES),
            help="Language in which the page opens, which holds both [default: the browser's].",
        ),
        options.seed_option(),
        click.Option(
            ("--replications",),
            type=click.IntRange(2, 100_000),
            default=200,
            show_default=True,
            help="Simulated seasons of the report; the page plays its own.",
        ),
        options.fits_option(),
        BRAND_OPTION,
    ],
    callback=_made,
)
