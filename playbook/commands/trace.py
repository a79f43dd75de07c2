"""``greenchannel trace``: one day step by step, under several regimes on the same luck."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say

if TYPE_CHECKING:
    from rich.table import Table

    from playbook.study.day_trace import DayTrace


@click.command(
    "trace",
    cls=Translated,
    epilog="Examples:  greenchannel trace data/clients/company_a.toml --date 2010-10-12 --regime"
    " green  |  greenchannel trace acme.toml --date 2026-09-01 --season 3 --json",
)
@click.argument("client")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="Day whose offers are told.",
)
@options.regimes
@click.option(
    "--season",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Which of the simulated seasons, counted from 0.",
)
@options.seed
@options.settings
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def trace(
    client: str,
    day: datetime,
    regimes: tuple[str, ...],
    season: int,
    seed: int,
    settings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tell what becomes of the offers of one day of a simulated season, step by step."""
    from playbook.clients.load import load_client
    from playbook.commands.screen import console, print_json
    from playbook.study.day_trace import day_traced
    from playbook.study.day_words import store_told

    loaded = load_client(client, settings)
    found = day_traced(loaded, day.date(), regimes, seed=seed, season=season)
    if as_json:
        print_json(found.as_json())
        return
    screen = console()
    for regime, told in found.regimes.items():
        screen.print(_table(found, regime))
        screen.print(store_told(told), style="dim")


def _table(found: DayTrace, regime: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    from playbook.commands.screen import called
    from playbook.study.day_words import steps_told
    from playbook.words.wording import day

    title = say(
        "{regime}: the offers of {date}, season {n}",
        regime=called(regime, table="charter/regimes"),
        date=day(found.day),
        n=found.season,
    )
    table = Table(title=Text(title))
    for head in (say("offer"), say("when"), say("what happens"), say("detail")):
        table.add_column(head)
    for step in steps_told(found, regime):
        table.add_row(*step)
    return table
