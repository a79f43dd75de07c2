"""What ``compare --fits`` adds: the regimes in the world of each fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.words.language import say

if TYPE_CHECKING:
    from rich.table import Table

    from playbook.study.calibration.fits import Fits
    from playbook.study.calibration.span import OverFits
    from sim.client.load import Client


def compared_over_fits(
    client: Client,
    fits: Fits,
    names: tuple[str, ...],
    replications: int,
    **method: Any,
) -> OverFits:
    """Return the comparisons by this method, telling how far they are."""
    from playbook.commands.progress import progress
    from playbook.study.calibration.span import SEASONS_OF_A_FIT, over_fits

    seasons = min(replications, SEASONS_OF_A_FIT)
    with progress(say("seasons of the fits"), seasons * len(fits.fits)) as advance:
        return over_fits(
            client,
            fits,
            names=names,
            replications=seasons,
            progress=advance,
            **method,
        )


def fits_json(client: Client, over: OverFits) -> dict[str, Any]:
    """Return what the fits say, for a program to read."""
    from playbook.study.calibration.span import best_first, named_by_rule

    return {
        "fits": len(over.fits.fits),
        "holding_all": len(over.fits.holding_all),
        "held_out_errors": over.fits.held_out_errors(),
        "widened": [one.path for one in over.fits.widened],
        "replications": over.seasons,
        "named_by_rule": dict(named_by_rule(client, over)),
        "contribution_cny": {
            name: {
                "lowest": over.span(name)[0],
                "median": over.middle(name),
                "highest": over.span(name)[1],
                "surely_ahead": over.ahead(name),
            }
            for name in best_first(over)
        },
    }


def show_fits(client: Client, over: OverFits) -> None:
    """Show what the regimes add over the fits, and on what that rests."""
    from playbook.commands.screen import console

    screen = console()
    screen.print(_table(client, over))
    screen.print(_words(over), style="dim")


def _table(client: Client, over: OverFits) -> Table:
    """Return by regime what it adds to OA's contribution, from the lowest fit to the highest."""
    from rich.table import Table

    from playbook.study.calibration.span import best_first, named_by_rule
    from playbook.words.phrases import signed
    from playbook.words.wording import interval

    count, named = len(over.fits.fits), named_by_rule(client, over)
    table = Table(title=say("contribution against oa over {n} fits", n=count))
    table.add_column(say("regime"))
    heads = (say("lowest to highest"), say("median"), say("surely better in"), say("named in"))
    for head in heads:
        table.add_column(head, justify="right")
    for name in best_first(over):
        table.add_row(
            name,
            interval(*over.span(name), signed),
            signed(over.middle(name)),
            f"{over.ahead(name)} / {count}",
            f"{named.get(name, 0)} / {count}",
        )
    return table


def _words(over: OverFits) -> str:
    """Return on what the fits rest, in a line."""
    return say(
        "Each fit on the same {seasons} seasons; named by the rule of recommendation. {n} of {all}"
        " fits agree with what was held out, too.",
        seasons=over.seasons,
        n=len(over.fits.holding_all),
        all=len(over.fits.fits),
    )
