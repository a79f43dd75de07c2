"""``greenchannel render``: documents from a notebook that was run by hand."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.commands.documents import BRAND_OPTION, FORMAT_OPTION
from playbook.commands.screen_language import Translated


def _make(notebook: Path, formats: tuple[str, ...], out: Path | None, brand: Path | None) -> None:
    from playbook.look.brand import Brand, load_brand
    from playbook.run.by_hand import render_executed
    from playbook.words.language import say_many
    from playbook.words.slug import slug

    look = load_brand(brand) if brand else Brand()
    place = out or Path("out") / slug(notebook.stem)
    made = render_executed(notebook, place, formats=formats, brand=look)
    number, folder = len(made.documents), made.folder
    click.echo(say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder))


command = Translated(
    "render",
    help="Write the documents of an executed NOTEBOOK; a failed or stale one is refused.",
    epilog="Example:  papermill notebooks/what_if.ipynb bold.ipynb -p quota_per_decision_cny 80000"
    "   then   greenchannel render bold.ipynb --format pdf,pptx",
    params=[
        click.Argument(("notebook",), type=click.Path(path_type=Path)),
        FORMAT_OPTION,
        click.Option(
            ("--out",), type=click.Path(path_type=Path), help="Folder [default: out/NOTEBOOK]."
        ),
        BRAND_OPTION,
    ],
    callback=_make,
)
