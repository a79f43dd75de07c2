"""``greenchannel latency``: how long does our OA take, by step and cause."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from sim.latency import Latency


@click.command(
    "latency",
    epilog="Examples:  greenchannel latency data/clients/company_a.toml  |  greenchannel latency"
    " data/chains/example.toml --requests 5000 --log log.csv",
)
@click.argument("client_or_chain")
@click.option("--requests", type=click.IntRange(1, 1_000_000), default=1000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change a setting.")
@click.option("--log", type=click.Path(path_type=Path), help="Write one row a task as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    client_or_chain: str,
    requests: int,
    seed: int,
    settings: tuple[str, ...],
    log: Path | None,
    as_json: bool,
) -> None:
    """Run an approval chain alone: a client's, or one in a chain file of its own."""
    from playbook.commands.screen import console, print_json, progress
    from playbook.study import study_of
    from sim.latency import latency_of, log_text, walk_all

    study = study_of(client_or_chain, requests, seed, settings)
    done = 0
    with progress("chains walked", 1 + len(study.chain.approvers)) as advance:

        def step(role: str) -> None:
            nonlocal done
            advance(done := done + 1)

        walked = walk_all(study)
        step("whole chain")
        found = latency_of(study, walked, step)
    if log is not None:
        _write_log(log, log_text(study, walked))
    if as_json:
        print_json(found.as_json())
        return
    screen = console()
    screen.print(_cycle(found))
    screen.print(_steps(found))
    screen.print(_without(found))


def _write_log(path: Path, text: str) -> None:
    from sim.problems import Problem, ProblemError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        rule = f"cannot be written: {error.strerror}"
        raise ProblemError(Problem(where=str(path), rule=rule)) from None


def _cycle(found: Latency) -> Table:
    from rich.table import Table

    from playbook.wording import hours, share

    table = Table(title=f"from filing to answer, {found.requests} requests")
    for name in ("", "mean", "half within", "9 of 10 within", "19 of 20 within"):
        table.add_column(name, justify="right" if name else "left")
    table.add_row("wall time", *(hours(value) for value in found.cycle_h.values()))
    worked = [f"{value:.1f} working h" for value in found.cycle_working_h.values()]
    table.add_row("working time", *worked)
    within = [f"{limit} h: {share(value)}" for limit, value in found.share_within_h.items()]
    table.caption = "answered within " + ",  ".join(within)
    return table


def _steps(found: Latency) -> Table:
    from rich.table import Table
    from rich.text import Text

    from playbook.regime_words import CAUSES
    from playbook.wording import hours

    table = Table(title="waiting at each step, mean a task, by cause (wall time)")
    table.add_column("step")
    for name in ("tasks", "working h", *CAUSES.values()):
        table.add_column(name, justify="right")
    for step in found.steps:
        working = "–" if step["wait_working_h"] is None else f"{step['wait_working_h']:.1f}"
        causes = [hours(value) for value in step["causes"].values()]
        table.add_row(Text(step["role"]), str(step["tasks"]), working, *causes)
    return table


def _without(found: Latency) -> Table:
    from rich.table import Table
    from rich.text import Text

    from playbook.wording import hours

    table = Table(title="what dropping one signature gains")
    for name in ("without", "mean", "half within", "mean saved"):
        table.add_column(name, justify="left" if name == "without" else "right")
    for row in found.without:
        cycle = row["cycle_h"]
        saved = found.cycle_h["mean"] - cycle["mean"]
        table.add_row(Text(row["role"]), hours(cycle["mean"]), hours(cycle["p50"]), hours(saved))
    return table
