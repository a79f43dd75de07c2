"""``greenchannel compare``: the regimes side by side, and their paired differences to OA."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from playbook.commands import options
from playbook.commands.screen import Translated
from playbook.words.language import say, say_many
from sim.results import SEASONS

if TYPE_CHECKING:
    from rich.table import Table

    from sim.client.load import Client
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
BESIDE_SCENARIOS = {
    "--regime": "regimes",
    "--seed": "seed",
    "--uncertain": "uncertain",
    "--fits": "fits",
}
"""Options that --scenario does not go with, and their parameters."""
DIFFERENCES = ("capture_rate", "sales_cny", "contribution_cny", "loss_making_deals")


@click.command(
    "compare",
    cls=Translated,
    epilog="Examples:  greenchannel compare data/clients/company_a.toml  |  greenchannel compare"
    " acme.toml --regime green --set charter.quota_cny=50000 --json  |  greenchannel compare"
    " acme.toml --scenario scenarios.json",
)
@click.argument("client")
@click.option(
    "--replications",
    type=click.IntRange(1, 100_000),
    default=SEASONS,
    show_default=True,
    help="Simulated seasons.",
)
@options.seed
@options.regimes
@options.settings
@click.option(
    "--scenario",
    "saved",
    type=options.FilePath(dir_okay=False),
    help="Scenarios saved by a what-if page, compared with OA instead; their seed holds.",
)
@options.workers
@options.engine
@click.option(
    "--uncertain",
    is_flag=True,
    help="Draw all uncertain inputs at once, --replications times; say what knowing them is worth.",
)
@click.option(
    "--sobol",
    is_flag=True,
    help="With --uncertain: Sobol indices of the inputs; some minutes, for each is drawn anew.",
)
@click.option("--fits", default="", metavar="FILE", help="Compare in the world of each fit, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(
    client: str,
    replications: int,
    seed: int,
    regimes: tuple[str, ...],
    settings: tuple[str, ...],
    saved: Path | None,
    workers: int | None,
    engine: str,
    uncertain: bool,
    sobol: bool,
    fits: str,
    as_json: bool,
) -> None:
    """Simulate CLIENT's season under every decision regime on the same luck and compare them."""
    from playbook.clients.load import load_client
    from playbook.commands.over_fits import compared_over_fits, fits_json, show_fits
    from playbook.commands.progress import progress
    from playbook.commands.screen import print_json, tell_engine, workers_default
    from playbook.commands.uncertain import compare_in_doubt
    from playbook.study.calibration.span import fits_told
    from playbook.study.recommendation import compare_client

    if sobol and not (uncertain and replications > 1):
        rule = say("--sobol tells of drawn worlds: it goes with --uncertain, in two or more.")
        raise click.UsageError(rule)
    if saved is not None:
        _refuse_beside_scenarios(click.get_current_context())
    loaded = load_client(client, settings)
    told = fits_told(loaded, fits) if fits else None
    tell_engine(engine, [loaded])
    method: dict[str, Any] = {"replications": replications, "engine": engine}
    method["workers"] = workers or workers_default()
    if saved is not None:
        _compare_scenarios(loaded, saved, method, as_json=as_json)
        return
    if uncertain:
        asked = method | {"names": regimes, "seed": seed}
        compare_in_doubt(loaded, asked, sobol=sobol, as_json=as_json)
        return
    with progress(say("seasons"), replications) as advance:
        found = compare_client(loaded, names=regimes, seed=seed, progress=advance, **method)
    over = told and compared_over_fits(loaded, told, regimes, seed=seed, **method)
    if as_json:
        fitted = {"fits": fits_json(loaded, over)} if over else {}
        print_json({**found.as_json(), **fitted})
        return
    for warning in loaded.warnings:
        click.echo(say("{file}: note: {warning}", file=client, warning=warning), err=True)
    _show(found)
    if over:
        show_fits(loaded, over)


def _refuse_beside_scenarios(asked: click.Context) -> None:
    """Refuse what saved scenarios have of their own, or what is not asked of them."""
    given = [
        option
        for option, name in BESIDE_SCENARIOS.items()
        if asked.get_parameter_source(name) is not ParameterSource.DEFAULT
    ]
    if given:
        rule = say(
            "--scenario does not go with {options}: each saved scenario has its own regime and"
            " the seed of its page, and is compared with OA as the page plays it.",
            options=", ".join(given),
        )
        raise click.UsageError(rule)


def _compare_scenarios(
    client: Client, path: Path, method: Mapping[str, Any], *, as_json: bool
) -> None:
    """Show every scenario that a page saved beside today's OA."""
    from playbook.commands.progress import progress
    from playbook.commands.screen import print_json
    from playbook.engagement.engagement import MODEL
    from playbook.study.explorer.scenario_file import compare_scenario, read_scenarios

    scenarios, seed = read_scenarios(path, client, MODEL)
    found = []
    with progress(say("seasons"), len(scenarios) * method["replications"]) as advance:
        for nth, each in enumerate(scenarios):
            before = nth * method["replications"]
            heard = partial(_behind, advance, before)
            found.append(compare_scenario(client, each, seed=seed, progress=heard, **method))
    if as_json:
        print_json([each.as_json() for each in found])
        return
    for comparison in found:
        _show(comparison)


def _behind(advance: Callable[[int], None], before: int, done: int) -> None:
    advance(before + done)


def _show(found: Comparison) -> None:
    from playbook.commands.screen import console

    screen = console()
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
