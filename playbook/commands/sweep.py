"""``greenchannel sweep``: many points of a client on the same seasons, kept in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say, say_many
from sim.results import SEASONS

if TYPE_CHECKING:
    from rich.table import Table

    from playbook.study.sweep.blocks import Sweep
    from playbook.study.sweep.folder import SweepFolder
    from playbook.study.sweep.grid import PointGrid
    from playbook.study.sweep.hands import Hands
    from playbook.study.sweep.summary import Found
    from sim.client.load import Client
    from sim.results.comparison import Difference

BEST = 10
TIMED = 4
"""Seasons that are timed before it is said how long too many points would take."""


@click.command(
    "sweep",
    cls=Translated,
    epilog="Examples:  greenchannel sweep acme.toml --over charter.quota_cny=2000:200000:20"
    " --regime green --out quotas  |  greenchannel sweep acme.toml --over charter.alone_cny=0,5000"
    " --over chain.reminders=0:3:4 --replications 1000 --out grid --cluster tcp://10.0.0.5:8786",
)
@click.argument("client")
@click.option(
    "--over",
    "overs",
    multiple=True,
    metavar="KEY=VALUES",
    help="Vary a key of the client file: KEY=FIRST:LAST:COUNT or KEY=A,B,C; repeatable.",
)
@click.option(
    "--out",
    type=options.FilePath(),
    required=True,
    help="Folder of the results; an interrupted sweep goes on in it.",
)
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    default=SEASONS,
    show_default=True,
    help="Simulated seasons of each point, the same for all.",
)
@options.seed
@options.regimes
@options.settings
@options.workers
@options.engine
@click.option(
    "--cluster",
    metavar="local|ADDRESS",
    help="Let a Dask cluster play, such as tcp://10.0.0.5:8786.",
)
def sweep(
    client: str,
    overs: tuple[str, ...],
    out: Path,
    replications: int,
    seed: int,
    regimes: tuple[str, ...],
    settings: tuple[str, ...],
    workers: int | None,
    engine: str,
    cluster: str | None,
) -> None:
    """Simulate CLIENT at every point of a grid on the same seasons, and keep every outcome."""
    from dataclasses import replace

    from playbook.clients.load import load_client
    from playbook.commands.screen import console, show_path, tell_engine, workers_default
    from playbook.study.sweep import hands
    from playbook.study.sweep.blocks import Sweep
    from playbook.study.sweep.folder import SweepFolder
    from playbook.study.sweep.grid import check_points, grid_of, in_worlds, worlds_of

    loaded = load_client(client, settings)
    asked = Sweep.of(
        loaded,
        grid_of(overs),
        names=regimes,
        seed=seed,
        replications=replications,
        engine=engine,
    )
    _refuse_too_many(loaded, asked)
    check_points(loaded, asked.grid)
    asked = replace(asked, grid=in_worlds(loaded, asked.grid))
    tell_engine(engine, worlds_of(loaded, asked.grid))
    hired = workers or workers_default()
    played_by = hands.cluster(cluster, hired) if cluster else hands.processes(hired)
    folder = SweepFolder(out)
    folder.begin(asked)
    found = _with_progress(asked, folder, played_by)
    screen = console()
    screen.print(_best(asked.grid, found))
    screen.print(_meaning(), style="dim")
    _draw(asked.grid, found, folder)
    show_path(say("Every outcome of every season is in"), folder.path.absolute())


def _with_progress(asked: Sweep, folder: SweepFolder, played_by: Hands) -> list[Found]:
    from playbook.commands.progress import progress
    from playbook.commands.screen import going_on
    from playbook.study.sweep.run import played
    from sim.ending import noting

    missing = folder.missing(asked)
    there = len(asked.blocks) - len(missing)
    if there:
        line = say("{n} of {all} blocks are there and are kept.", n=there, all=len(asked.blocks))
        click.echo(line, err=True)
    seasons = sum(map(asked.seasons, missing))
    with noting(going_on), progress(say("seasons"), max(1, seasons)) as advance:
        return played(asked, folder, played_by, missing, advance)


def _refuse_too_many(client: Client, asked: Sweep) -> None:
    """Refuse more points than a grid may have, saying how long they would take here."""
    from playbook.commands.progress import lasting
    from playbook.study.sweep.grid import MOST_VALUES, OVER
    from sim.messages import Problem, ProblemError, msg

    points = asked.grid.count - 1
    if points <= MOST_VALUES:
        return
    rule = msg(
        "{points} points on {seasons} seasons are too many: at most {most} points, and these would"
        " take about {time} on one core",
        points=f"{points:,}",
        seasons=f"{asked.replications:,}",
        most=f"{MOST_VALUES:,}",
        time=lasting(points * asked.replications * _season_s(client, asked)),
    )
    raise ProblemError(Problem(where=OVER, rule=rule, remedy=msg("Take fewer values")))


def _season_s(client: Client, asked: Sweep) -> float:
    """Return how long a season under all regimes takes here, in seconds."""
    from dataclasses import replace
    from time import perf_counter

    few = replace(asked, replications=TIMED)
    experiment = few.experiment(client, list(few.regimes_at(client).values()))
    experiment.seasons(range(1))
    begun = perf_counter()
    experiment.seasons(range(1, TIMED))
    return (perf_counter() - begun) / (TIMED - 1)


def _best(grid: PointGrid, found: list[Found]) -> Table:
    """Return the client as told and the points that bring most, each with its best regime."""
    from rich.table import Table

    from playbook.study.sweep.summary import best

    title = say_many("best of {n} point", "best of {n} points", grid.count - 1)
    table = Table(title=title)
    table.add_column(say("point"), justify="right")
    for key in grid.keys:
        table.add_column(key, justify="right")
    table.add_column(say("regime"))
    for name in (say("contribution_cny"), say("over oa"), say("over as told"), say("at risk")):
        table.add_column(name, justify="right")
    told = best([one for one in found if one.point == 0], 1)
    points = best([one for one in found if one.point], BEST)
    for one, alike in (*told, *points):
        table.add_row(*_cells(one, alike))
    return table


def _cells(one: Found, alike: int) -> list[str]:
    from playbook.commands.screen import called
    from playbook.words.wording import cell

    number = str(one.point) if one.point else say("as told")
    return [
        f"{number} +{alike}" if alike else number,
        *one.values,
        called(one.regime, table="charter/regimes"),
        _with_interval(one.contribution, one.low, one.high, "money"),
        _over(one.to_baseline),
        _over(one.to_told),
        cell(one.others["money_at_risk_cny"], "money", "CNY"),
    ]


def _over(found: Difference | None) -> str:
    from playbook.words.wording import DASH

    if found is None:
        return DASH
    return _with_interval(found.mean, found.low, found.high, "signed_money")


def _with_interval(mean: float, low: float | None, high: float | None, format_name: str) -> str:
    from playbook.words.wording import cell

    middle, *ends = (cell(value, format_name, "CNY") for value in (mean, low, high))
    return f"{middle}\n{ends[0]} … {ends[1]}"


def _meaning() -> str:
    return say(
        "All points on the same seasons. Each cell: mean with its 95 % interval; the intervals of"
        " differences hold for all points and regimes at once, since the best of many is luck, too."
        " As told is the same regime of the client without the settings of the grid; +3 means that"
        " three more points bring the same; at risk is the 95th percentile of what a month loses at"
        " most. Money in CNY."
    )


def _draw(grid: PointGrid, found: list[Found], folder: SweepFolder) -> None:
    """Draw a sweep over one key or two."""
    from playbook.study.sweep.chart import chart_of
    from playbook.study.sweep.folder import PICTURE

    chart = chart_of(grid, found)
    if chart is not None:
        from playbook.formats.picture.charts import pictures

        (picture,) = pictures(chart)
        folder.write(PICTURE, f"{picture.for_page(chart.alt, ground='#fff')}\n")
