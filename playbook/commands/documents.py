"""The commands that make documents: one for each document of the list that has its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.documents import DOCUMENTS, PAPERS, made_by
from playbook.formats import FORMATS
from playbook.words.language import LANGUAGES, language, say
from sim.results import SEASONS

if TYPE_CHECKING:
    from playbook.commands.order import Order
    from playbook.run.reports import Edition


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


FORMAT_OPTION = click.Option(
    ("--format", "formats"),
    type=Several(FORMATS),
    default=",".join(FORMATS),
    show_default=True,
    help="Formats, with commas between.",
)
BRAND_OPTION = click.Option(("--brand",), type=options.FilePath(), help="Brand file (TOML).")
OPTIONS: tuple[click.Parameter, ...] = (
    click.Argument(("clients",), nargs=-1, required=True, metavar="CLIENT..."),
    click.Option(
        ("--language", "languages"),
        type=Several(LANGUAGES),
        default=language,
        help="Languages of the documents, with commas between [default: the screen's].",
    ),
    FORMAT_OPTION,
    click.Option(
        ("--out",),
        type=options.FilePath(),
        default=Path("out"),
        show_default=True,
        help="Folder; each client gets one of its own in it.",
    ),
    BRAND_OPTION,
    options.seed_option(),
    options.workers_option(),
    options.engine_option(),
    options.fits_option(),
    click.Option(
        ("--replications",),
        type=click.IntRange(2, 100_000),
        default=SEASONS,
        show_default=True,
        help="Simulated seasons.",
    ),
)
"""What can be asked of every command here."""

OWN_OPTIONS = {
    "pitch": (
        click.Option(
            ("--document", "documents"),
            type=Several(tuple(DOCUMENTS)),
            default=",".join(made_by("pitch")),
            show_default=True,
            help="Documents, with commas between.",
        ),
    ),
    "plan": (
        click.Option(
            ("--samples",),
            type=click.IntRange(100, 1_000_000),
            default=5_000,
            show_default=True,
            help="Sampled plans.",
        ),
        click.Option(
            ("--slip",),
            multiple=True,
            metavar="TASK=DAYS",
            help="What if a task takes longer? For example --slip PF7=5.",
        ),
    ),
}
"""What can be asked of one command alone."""


def command_of(name: str) -> click.Command:
    """Return the command that makes the documents which belong to it."""
    return Translated(
        name,
        help=DOCUMENTS[name].help,
        epilog="Examples:  greenchannel {command} data/clients/company_a.toml  |  greenchannel"
        " {command} data/clients/*.toml --language en,zh --format pdf,xlsx --out made",
        words={"command": name},
        params=[*OPTIONS, *OWN_OPTIONS.get(name, ())],
        callback=lambda **asked: _fulfil(name, asked),
    )


def _fulfil(name: str, asked: Mapping[str, Any]) -> None:
    from playbook.commands.order import fulfil

    fulfil(_order(name, asked))


def _order(name: str, asked: Mapping[str, Any]) -> Order:
    from playbook.commands.order import Order
    from playbook.commands.screen import workers_default

    return Order(
        clients=asked["clients"],
        documents=asked.get("documents", made_by(name)),
        edition=_edition(asked),
        seed=asked["seed"],
        replications=asked["replications"],
        workers=asked["workers"] or workers_default(),
        engine=asked["engine"],
        parameters=_parameters(name, asked),
    )


FITTED = ("pitch", "summary", "method", *PAPERS, "business", "plan")
"""The documents whose answer the fits have a say in."""


def _parameters(name: str, asked: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return by document what its notebook is told of its own."""
    fitted = _fitted(asked)
    if name == "plan":
        own = {"samples": asked["samples"], "slip": ", ".join(asked["slip"])}
        return {name: own | fitted}
    return dict.fromkeys(FITTED, fitted) if fitted else {}


def _fitted(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file of fits that is given, for the one client that it holds for."""
    if not asked["fits"]:
        return {}
    if len(asked["clients"]) > 1:
        raise click.UsageError(
            say("--fits holds for one client; {n} are given.", n=len(asked["clients"]))
        )
    return {"fits": str(Path(asked["fits"]).absolute())}


def _edition(asked: Mapping[str, Any]) -> Edition:
    """Return how the documents are to be made; the brand file is checked."""
    from playbook.look.brand import Brand, load_brand
    from playbook.run.reports import Edition

    return Edition(
        languages=asked["languages"],
        formats=asked["formats"],
        out=asked["out"],
        brand=load_brand(asked["brand"]) if asked["brand"] else Brand(),
    )


def _make(notebook: Path, formats: tuple[str, ...], out: Path | None, brand: Path | None) -> None:
    from playbook.look.brand import Brand, load_brand
    from playbook.run.render import render_executed
    from playbook.words.language import say_many
    from playbook.words.slug import slug

    look = load_brand(brand) if brand else Brand()
    place = out or Path("out") / slug(notebook.stem)
    made = render_executed(notebook, place, formats=formats, brand=look)
    number, folder = len(made.documents), made.folder
    click.echo(say_many("{n} file in {folder}", "{n} files in {folder}", number, folder=folder))


render = Translated(
    "render",
    help="Write the documents of an executed NOTEBOOK; a failed or stale one is refused.",
    epilog="Example:  papermill notebooks/what_if.ipynb bold.ipynb -p quota_per_decision_cny 80000"
    "   then   greenchannel render bold.ipynb --format pdf,pptx",
    params=[
        click.Argument(("notebook",), type=options.FilePath()),
        FORMAT_OPTION,
        click.Option(("--out",), type=options.FilePath(), help="Folder [default: out/NOTEBOOK]."),
        BRAND_OPTION,
    ],
    callback=_make,
)
