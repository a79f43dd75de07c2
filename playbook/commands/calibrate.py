"""``greenchannel calibrate``: the settings under which seasons agree with what was sold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say, say_many, translated

if TYPE_CHECKING:
    from rich.table import Table

    from playbook.study.calibration.calibrate import Wish
    from playbook.study.calibration.fits import Fits
    from playbook.study.calibration.targets import Target
    from sim.client.load import Client


@click.command(
    "calibrate",
    cls=Translated,
    epilog="Examples:  greenchannel calibrate acme.toml --sales sold.csv --out acme_fits.toml  | "
    " greenchannel calibrate data/clients/company_a.toml --range store.growth_per_month=0.2:1.2"
    " --out fits.toml",
)
@click.argument("client")
@click.option(
    "--sales",
    type=options.FilePath(),
    help="CSV of monthly sales (month, sales_cny); without it, what the client file reports.",
)
@click.option("--out", type=options.FilePath(), required=True, help="File of the set of fits.")
@click.option(
    "--range",
    "ranges",
    multiple=True,
    metavar="KEY=LOW:HIGH",
    help="Seek an input in this range instead of its own; repeatable.",
)
@click.option("--regime", default="", help="How offers were decided [default: as dated, or oa].")
@click.option(
    "--wanted", type=click.IntRange(1, 1000), default=24, show_default=True, help="Fits sought."
)
@click.option(
    "--replications",
    type=click.IntRange(20, 100_000),
    default=100,
    show_default=True,
    help="Simulated seasons of each fit.",
)
@click.option(
    "--tolerance",
    type=click.FloatRange(0.01, 1.0),
    default=0.1,
    show_default=True,
    help="How far the mean of seasons may lie from a figure, as a share of it.",
)
@options.seed
@options.settings
@options.workers
@options.engine
def calibrate(
    client: str,
    sales: Path | None,
    out: Path,
    ranges: tuple[str, ...],
    regime: str,
    wanted: int,
    replications: int,
    tolerance: float,
    seed: int,
    settings: tuple[str, ...],
    workers: int | None,
    engine: str,
) -> None:
    """Fit CLIENT to what it sold; the last month is held out as a test."""
    from playbook.clients.load import load_client
    from playbook.commands.screen import console, show_path, tell_engine, workers_default
    from playbook.run.folder import check_file
    from playbook.study.calibration.calibrate import Wish
    from playbook.study.calibration.fits import write_fits
    from playbook.study.calibration.sales import read_sales

    loaded = load_client(client, settings)
    check_file(out)
    _refuse_foreign(out)
    tell_engine(engine, [loaded])
    wish = Wish(
        sales=read_sales(sales) if sales else None,
        ranges=ranges,
        regime=regime,
        wanted=wanted,
        seasons=replications,
        seed=seed,
        tolerance=tolerance,
        workers=workers or workers_default(),
        engine=engine,
    )
    fits = _with_progress(loaded, wish)
    write_fits(fits, out, _command(loaded, wish, sales))
    screen = console()
    screen.print(_agreement(fits))
    screen.print(_inputs(fits))
    screen.print(_told(fits), highlight=False)
    show_path(say("The set of fits is in"), out.absolute())


def _refuse_foreign(out: Path) -> None:
    """Refuse to write over a file that is no set of fits."""
    if out.exists():
        from playbook.study.calibration.fits import read_fits

        read_fits(out, str(out))


def _with_progress(client: Client, wish: Wish) -> Fits:
    from playbook.commands.progress import progress
    from playbook.study.calibration.calibrate import calibrated, search_of

    with progress(say("seasons"), search_of(client, wish).total) as shown:

        def heard(done: int, total: int, now: str) -> None:
            words = say("{found} of {wanted} fits", found=now, wanted=wish.wanted) if now else ""
            shown(done, total, words)

        return calibrated(search_of(client, wish, heard))


def _command(client: Client, wish: Wish, sales: Path | None) -> str:
    """Return the command with which the set can be made again."""
    words = ["greenchannel", "calibrate", client.path.name]
    words += ["--sales", sales.name] if sales else []
    for option, values in (("--range", wish.ranges), ("--set", client.settings)):
        words += [word for value in values for word in (option, value)]
    words += ["--regime", wish.regime] if wish.regime else []
    numbers = {"--wanted": wish.wanted, "--replications": wish.seasons, "--seed": wish.seed}
    words += [word for option, value in numbers.items() for word in (option, str(value))]
    return " ".join([*words, "--tolerance", f"{wish.tolerance:g}"])


def _agreement(fits: Fits) -> Table:
    from rich.table import Table

    table = Table(title=say_many("{n} fit", "{n} fits", len(fits.fits)))
    table.add_column(say("figure"))
    for name in (say("told"), say("fits, lowest to highest"), say("tolerance")):
        table.add_column(name, justify="right")
    table.add_column("")
    for target in fits.targets:
        table.add_row(*_row(fits, target))
    return table


def _row(fits: Fits, target: Target) -> tuple[str, ...]:
    from playbook.study.calibration.calibrate import figure_name
    from playbook.words.wording import interval, money, share

    words = share if target.value < 1 else money
    told = words(target.value)
    return (
        translated(figure_name(target)),
        say("over {value}", value=told) if target.at_least else told,
        interval(*fits.spread_of(target), words),
        share(target.tolerance),
        say("held out") if target.held_out else say("fitted to"),
    )


def _inputs(fits: Fits) -> Table:
    from rich.table import Table

    table = Table(title=say("what is fitted"))
    table.add_column(say("key"))
    for name in (say("told"), say("usual range"), say("sought"), say("found")):
        table.add_column(name, justify="right")
    for one in fits.inputs:
        low, high = fits.found_of(one.path)
        table.add_row(
            one.path,
            f"{one.told:g}",
            f"{one.usual_low:g} … {one.usual_high:g}",
            f"{one.low:g} … {one.high:g}",
            f"{low:g} … {high:g}",
        )
    return table


def _told(fits: Fits) -> str:
    """Return how the fits do on what was held out, and which range must give where none does."""
    from playbook.study.calibration.calibrate import misses_of_all, must_give
    from playbook.words.wording import in_words, interval, sentences, signed_share

    errors = fits.held_out_errors()
    if not errors:
        return say("No month was held out: the test is missing.")
    told = say(
        "The last month was held out: the fits miss it by {error} on average ({interval}), and {n}"
        " of {all} agree with all that was held out.",
        error=signed_share(sum(errors) / len(errors)),
        interval=interval(min(errors), max(errors), signed_share),
        n=len(fits.holding_all),
        all=len(fits.fits),
    )
    if fits.holding_all:
        return told
    misses = in_words([translated(one) for one in misses_of_all(fits)])
    nearest = say("The point nearest to all figures misses {misses}.", misses=misses)
    return sentences(told, nearest, translated(must_give(fits.nearest)))
