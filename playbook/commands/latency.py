"""``greenchannel latency``: how long does our OA take, by step and cause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say, say_many, translated

if TYPE_CHECKING:
    from rich.table import Table

    from sim.results.latency import Latency, Study


@click.command(
    "latency",
    cls=Translated,
    epilog="Examples:  greenchannel latency data/clients/company_a.toml  |  greenchannel latency"
    " data/chains/example.toml --requests 5000 --log log.csv",
)
@click.argument("client_or_chain")
@click.option(
    "--requests",
    type=click.IntRange(1, 1_000_000),
    default=1000,
    show_default=True,
    help="Requests walked through the chain.",
)
@options.seed
@options.settings
@options.engine
@click.option("--log", type=options.FilePath(), help="Write one row a task as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def latency(
    client_or_chain: str,
    requests: int,
    seed: int,
    settings: tuple[str, ...],
    engine: str,
    log: Path | None,
    as_json: bool,
) -> None:
    """Run an approval chain alone: a client's, or one in a chain file of its own."""
    from playbook.commands.progress import progress
    from playbook.commands.screen import console, print_json
    from playbook.run.folder import check_file
    from playbook.study.recommendation import study_of
    from sim.results.fast_latency import timings_by, ways_of, why_event_by_event
    from sim.results.latency import latency_in

    study = study_of(client_or_chain, requests, seed, settings)
    if log is not None:
        check_file(log)
    reason = why_event_by_event(study) if engine == "kernel" else None
    if reason is not None:
        click.echo(say("note: {warning}", warning=translated(reason)), err=True)
    with progress(say("chains walked"), requests * len(ways_of(study))) as advance:
        found = latency_in(timings_by(engine, study, advance))
    if log is not None:
        _write_log(log, study)
    if as_json:
        print_json(found.as_json())
        return
    screen = console()
    screen.print(_cycle(found))
    screen.print(_steps(found))
    screen.print(_without(found))


def _write_log(path: Path, study: Study) -> None:
    """Write every task of the chain as it is, walked event by event."""
    from sim.messages import Problem, ProblemError, msg
    from sim.results.latency import log_text, walk_all

    try:
        path.write_text(log_text(study, walk_all(study)), encoding="utf-8", newline="\n")
    except OSError as error:
        rule = msg("cannot be written: {fault}", fault=error.strerror)
        raise ProblemError(Problem(where=str(path), rule=rule)) from None


def _cycle(found: Latency) -> Table:
    from rich.table import Table

    from playbook.words.wording import hours, share

    title = say_many(
        "from filing to answer, {n} request", "from filing to answer, {n} requests", found.requests
    )
    table = Table(title=title)
    table.add_column()
    for name in (
        say("mean"),
        say("half within"),
        say("9 of 10 within"),
        say("19 of 20 within"),
    ):
        table.add_column(name, justify="right")
    table.add_row(say("wall time"), *(hours(value) for value in found.cycle_h.values()))
    worked = found.cycle_working_h.values()
    table.add_row(
        say("working time"), *(say("{number} working h", number=f"{time:.1f}") for time in worked)
    )
    within = (
        say("{limit} h: {share}", limit=limit, share=share(value))
        for limit, value in found.share_within_h.items()
    )
    table.caption = say("answered within {times}", times=say(",  ").join(within))
    return table


def _steps(found: Latency) -> Table:
    from rich.table import Table
    from rich.text import Text

    from playbook.commands.screen import called
    from playbook.words.names import CAUSES
    from playbook.words.wording import hours

    table = Table(title=say("waiting at each step, mean a task, by cause (wall time)"))
    table.add_column(say("step"))
    for name in (say("tasks"), say("working h"), *map(say, CAUSES.values())):
        table.add_column(name, justify="right")
    for step in found.steps:
        working = "–" if step["wait_working_h"] is None else f"{step['wait_working_h']:.1f}"
        causes = [hours(value) for value in step["causes"].values()]
        role = called(step["role"], table="team/roles")
        table.add_row(Text(role), str(step["tasks"]), working, *causes)
    return table


def _without(found: Latency) -> Table:
    from rich.table import Table
    from rich.text import Text

    from playbook.commands.screen import called
    from playbook.words.wording import hours

    table = Table(title=say("what dropping one signature gains"))
    table.add_column(say("without"))
    for name in (say("mean"), say("half within"), say("mean saved")):
        table.add_column(name, justify="right")
    for row in found.without:
        cycle = row["cycle_h"]
        saved = found.cycle_h["mean"] - cycle["mean"]
        role = called(row["role"], table="team/roles")
        table.add_row(Text(role), hours(cycle["mean"]), hours(cycle["p50"]), hours(saved))
    return table
