"""``greenchannel render``: documents from a notebook that was run by hand."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import FORMATS, Several
from playbook.commands.spoken import Spoken


@click.command(
    "render",
    cls=Spoken,
    epilog="Example:  papermill notebooks/what_if.ipynb bold.ipynb -p quota_per_decision_cny 80000"
    "   then   greenchannel render bold.ipynb --format pdf,pptx",
)
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=Several(FORMATS),
    default=",".join(FORMATS),
    show_default=True,
    help="Formats, with commas between.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder [default: out/NOTEBOOK].")
@click.option("--brand", type=click.Path(path_type=Path), help="Brand file (TOML).")
def command(notebook: Path, formats: tuple[str, ...], out: Path | None, brand: Path | None) -> None:
    """Write the documents of an executed NOTEBOOK; a failed or stale one is refused."""
    from playbook.look.brand import Brand, load_brand
    from playbook.run.by_hand import render_executed
    from playbook.words.slug import slug
    from sim.language import say_many

    look = load_brand(brand) if brand else Brand()
    place = out or Path("out") / slug(notebook.stem)
    made = render_executed(notebook, place, formats=formats, brand=look)
    number, folder = len(made.documents), made.folder
    click.echo(say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder))
