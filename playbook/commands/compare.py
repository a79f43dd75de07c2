"""``greenchannel compare``: the regimes side by side, and their paired differences to OA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from playbook.commands.screen import Translated
from playbook.words.language import say, say_many

if TYPE_CHECKING:
    from rich.table import Table

    from sim.results.comparison import Comparison, Summary

HEADLINES = (
    ("capture_rate", "share"),
    ("decision_latency_h", "hours"),
    ("captured_latency_h", "hours"),
    ("in_window_share", "share"),
    ("sales_cny", "money"),
    ("contribution_cny", "money"),
    ("spend_cny", "money"),
    ("loss_making_deals", "tenths"),
    ("wasted_approver_min", "number"),
    ("conversion", "share"),
    ("returning_share", "share"),
    ("online_share", "share"),
    ("client_profit_cny", "money"),
    ("agency_profit_cny", "money"),
    ("worst_month_cny", "money"),
    ("money_at_risk_cny", "money"),
)
DIFFERENCES = ("capture_rate", "sales_cny", "contribution_cny", "loss_making_deals")


@click.command(
    "compare",
    cls=Translated,
    epilog="Examples:  greenchannel compare data/clients/company_a.toml  |  greenchannel compare"
    " acme.toml --regime green --set charter.quota_cny=50000 --json",
)
@click.argument("client")
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    help="Simulated seasons.",
)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True)
@click.option("--regime", "regimes", multiple=True, help="Only this regime, beside oa; repeatable.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change a setting.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes [default: the cores].")
@click.option(
    "--engine",
    type=click.Choice(["kernel", "simpy"]),
    default="kernel",
    show_default=True,
    help="Simulate compiled, or event by event: the numbers are the same.",
)
@click.option(
    "--uncertain",
    is_flag=True,
    help="Draw all uncertain inputs at once, a thousand times, and say what knowing them is worth.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(
    client: str,
    replications: int,
    seed: int,
    regimes: tuple[str, ...],
    settings: tuple[str, ...],
    workers: int | None,
    engine: str,
    uncertain: bool,
    as_json: bool,
) -> None:
    """Simulate CLIENT's season under every decision regime on the same luck and compare them."""
    from playbook.clients.load import load_client
    from playbook.commands.progress import progress
    from playbook.commands.screen import console, print_json, tell_engine, workers_default
    from playbook.commands.uncertain import compare_in_doubt
    from playbook.study.recommendation import compare_client

    loaded = load_client(client, settings)
    tell_engine(engine, [loaded])
    workers = workers or workers_default()
    method: dict[str, Any] = {"seed": seed, "names": regimes, "workers": workers, "engine": engine}
    if uncertain:
        compare_in_doubt(loaded, method, as_json=as_json)
        return
    with progress(say("seasons"), replications) as advance:
        found = compare_client(loaded, replications=replications, **method, progress=advance)
    if as_json:
        print_json(found.as_json())
        return
    screen = console()
    for warning in loaded.warnings:
        click.echo(say("{file}: note: {warning}", file=client, warning=warning), err=True)
    screen.print(_side_by_side(found))
    screen.print(_differences(found))
    screen.print(
        say(
            "Each cell: mean over seasons, below it the 10th to 90th percentile of seasons;"
            " {worst_month} is the 5th and {at_risk} the 95th percentile instead of the mean."
            " Differences: mean with its interval - in 95 % of studies those of all regimes hold at"
            " once - and the share of seasons that are better.",
            worst_month=say("worst_month_cny"),
            at_risk=say("money_at_risk_cny"),
        ),
        style="dim",
    )


def _side_by_side(comparison: Comparison) -> Table:
    from rich.table import Table
    from rich.text import Text

    title = say_many(
        "{client}: {n} season",
        "{client}: {n} seasons",
        comparison.replications,
        client=comparison.client,
    )
    table = Table(title=Text(title))
    table.add_column(say("outcome"))
    for name in comparison.regimes:
        table.add_column(_heading(name), justify="right")
    for outcome, format_name in HEADLINES:
        cells = [
            _cell(comparison.summary_if_any(name, outcome), format_name)
            for name in comparison.regimes
        ]
        table.add_row(say(outcome), *cells)
    return table


def _heading(regime: str) -> str:
    """Return a regime as ``--regime`` takes it, in Chinese under its name."""
    from playbook.commands.screen import called

    name = called(regime, table="charter/regimes")
    return regime if name == regime else f"{name}\n{regime}"


def _cell(found: Summary | None, format_name: str) -> str:
    """Return a mean with its band below; money without its unit, which the outcome's name says."""
    from playbook.words.wording import DASH, cell

    if found is None:
        return DASH
    mean, p10, p90 = (
        cell(value, format_name, "CNY") for value in (found.mean, found.p10, found.p90)
    )
    return f"{mean}\n{p10} … {p90}"


def _differences(comparison: Comparison) -> Table:
    from rich.table import Table

    from playbook.words.names import signed_format
    from playbook.words.wording import interval

    table = Table(title=say("difference to oa on the same seasons"))
    table.add_column(say("regime"))
    table.add_column(say("outcome"))
    for name in (say("difference"), say("95 % interval"), say("better in")):
        table.add_column(name, justify="right")
    for regime in comparison.alternatives:
        for outcome in DIFFERENCES:
            found = comparison.difference_if_any(regime, outcome)
            if found is None:
                continue
            words = signed_format(outcome)
            better = (
                "–"
                if found.p_better is None
                else say("{share} of seasons", share=f"{found.p_better:.0%}")
            )
            joint = comparison.joint_difference(regime, outcome)
            spread = interval(joint.low, joint.high, words)
            table.add_row(regime, say(outcome), words(found.mean), spread, better)
    return table
