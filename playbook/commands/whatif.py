"""``greenchannel whatif``: the model itself in one file that opens from an e-mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.commands import options
from playbook.commands.documents import BRAND_OPTION
from playbook.commands.screen import Translated
from playbook.words.language import LANGUAGES, say, translated

if TYPE_CHECKING:  # the command's help needs none of it
    from playbook.engagement.engagement import Engagement
    from playbook.look.brand import Brand

KILOBYTE = 1000


SEASONS = {"html": 200, "xlsx": 100}
"""A workbook simulates hundreds of nodes, each of them so often."""


def _made(
    client: str,
    out: Path | None,
    format: str,
    opens_in: str | None,
    seed: int,
    replications: int | None,
    fits: str,
    brand: Path | None,
) -> None:
    from playbook.commands.progress import progress
    from playbook.commands.screen import tell_engine, workers_default
    from playbook.engagement.engagement import simulate
    from playbook.engagement.opened import engagement
    from playbook.engagement.questions import first_asked
    from playbook.look.brand import Brand, load_brand
    from playbook.run.explorer import explorer_name
    from playbook.run.folder import check_file

    if opens_in and format == "xlsx":
        raise click.UsageError(say("--language opens a page; a workbook holds both side by side."))
    look = load_brand(brand) if brand else Brand()
    seasons, workers = replications or SEASONS[format], workers_default()
    engaged = engagement(client, seed=seed, replications=seasons, workers=workers, fits=fits)
    tell_engine(engaged.method.engine, [engaged.client])
    place = out or (Path("out") / explorer_name(engaged.client)).with_suffix(f".{format}")
    check_file(place)
    asked = first_asked(engaged.client, engaged.method)
    with progress(say("seasons"), sum(question.replays for question in asked)) as shown:
        simulate(engaged, lambda done, question: shown(done), headline_only=True)
    if format == "xlsx":
        return _workbook(engaged, look, place)
    return _page(engaged, look, place, opens_in)


def _page(engaged: Engagement, brand: Brand, place: Path, opens_in: str | None) -> None:
    from playbook.commands.screen import show_path
    from playbook.run.explorer import write_explorer

    page = write_explorer(engaged, brand, place, opens_in)
    told = say("One file of {size} kB, to open or to send:", size=len(page.content) // KILOBYTE)
    show_path(told, place.absolute())
    if page.why_report:
        click.echo(translated(page.why_report), err=True)


def _workbook(engaged: Engagement, brand: Brand, place: Path) -> None:
    from playbook.commands.progress import progress
    from playbook.commands.screen import show_path
    from playbook.run.lookup import player, worlds, write_workbook

    plays = player(engaged)
    with progress(say("worlds"), worlds(plays)) as shown:
        content = write_workbook(engaged, plays, brand, place, shown)
    told = say("One file of {size} kB, to open or to send:", size=len(content) // KILOBYTE)
    show_path(told, place.absolute())


whatif = Translated(
    "whatif",
    help="Write one page in which a reader turns the levers of CLIENT and the model plays.",
    epilog="Examples:  greenchannel whatif data/clients/company_a.toml  |  greenchannel whatif"
    " acme.toml --out acme-what-if.html --brand agency.toml  |  greenchannel whatif acme.toml"
    " --format xlsx",
    params=[
        click.Argument(("client",)),
        click.Option(
            ("--out",),
            type=options.FilePath(dir_okay=False),
            help="File to write [default: out/CLIENT/CLIENT-what-if.html or .xlsx].",
        ),
        click.Option(
            ("--format",),
            type=click.Choice(tuple(SEASONS)),
            default="html",
            show_default=True,
            help="html: the model plays in the page; xlsx: a workbook that looks the answer up in"
            " simulated nodes, for who opens no page.",
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
            help="Simulated seasons of the report, or of every node of the workbook; the page plays"
            " its own [default: 200, of a workbook 100].",
        ),
        options.fits_option(),
        BRAND_OPTION,
    ],
    callback=_made,
)
