"""``greenchannel compare --uncertain``: the gains over OA with every uncertain input in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from playbook.commands.progress import progress
from playbook.commands.screen import console, print_json
from playbook.documents.in_doubt import group_name
from playbook.documents.input_names import input_name
from playbook.engagement.varied import uncertain
from playbook.study.choice import stakes_of
from playbook.study.information import Information, Knowing, information_of
from playbook.study.sobol import MOST_WORLDS, SobolIndices, draw_again, sobol_indices
from playbook.study.spread import SpreadPart
from playbook.study.uncertain import Gain, InDoubt, draw_client
from playbook.words.language import say
from playbook.words.wording import DASH, interval, money, share
from sim.client.load import Client
from sim.results.drawn import SEASONS_A_WORLD

SHOWN = 10
"""So many inputs are shown on the screen, those that are worth most; the JSON has all."""


def compare_in_doubt(
    client: Client, method: Mapping[str, Any], *, sobol: bool, as_json: bool
) -> None:
    """Draw as many worlds as there are replications; tell what is gained, and worth knowing.

    ``method`` is what ``compare_client`` is told beside the client; ``sobol`` asks for the indices.
    """
    asked = dict(method)
    worlds = asked.pop("replications")
    with progress(say("seasons"), SEASONS_A_WORLD * worlds) as advance:
        draws = draw_client(client, uncertain(client), worlds=worlds, **asked, progress=advance)
    name, stakes = client.file.client.name, stakes_of(client)
    found = InDoubt(client=name, seed=method["seed"], draws=draws, stakes=stakes)
    known = information_of(found)
    indices = _indices(client, found, method) if sobol else None
    if as_json:
        told = {"sobol": indices.as_json()} if indices else {}
        print_json(found.as_json() | {"worth_of_knowing": known.as_json()} | told)
        return
    screen = console()
    screen.print(_gains(found))
    screen.print(_worths(known))
    screen.print(_explained(found), style="dim")
    if indices:
        screen.print(_sobol(indices))
        screen.print(_sobol_explained(indices), style="dim")


def _indices(client: Client, doubt: InDoubt, method: Mapping[str, Any]) -> SobolIndices:
    """Return the indices of the gain of the regime that the rule weighs in these worlds."""
    regime, numbers = doubt.standing.choice.candidate, uncertain(client)
    anew = len(numbers) * min(MOST_WORLDS, doubt.draws.worlds)
    with progress(say("worlds"), anew) as advance:
        again = draw_again(
            client,
            numbers,
            doubt,
            regime,
            workers=method["workers"],
            engine=method["engine"],
            progress=advance,
        )
    return sobol_indices(doubt, regime, again)


def _gains(found: InDoubt) -> Table:
    title = say(
        "{client}: gain over OA in {worlds} worlds, all {inputs} uncertain inputs drawn at once",
        client=found.client,
        worlds=f"{found.draws.worlds:,}",
        inputs=len(found.draws.paths),
    )
    table = Table(title=title)
    table.add_column(say("regime"))
    for head in (
        *(say("mean gain"), say("95 % interval"), "P10", "P50", "P90"),
        *(say("gains in"), say("best in"), say("regret")),
    ):
        table.add_column(head, justify="right")
    for gain in found.gains:
        table.add_row(*_row(gain))
    return table


def _row(gain: Gain) -> tuple[str, ...]:
    signed = [money(value, signed=True) for value in (gain.mean, gain.p10, gain.p50, gain.p90)]
    mean, *spread = signed
    return (
        gain.regime,
        mean,
        interval(gain.low, gain.high, lambda end: money(end, signed=True)),
        *spread,
        share(gain.chance),
        DASH if gain.best is None else share(gain.best),
        DASH if gain.regret is None else money(gain.regret),
    )


def _worths(known: Information) -> Table:
    table = Table(title=say("what it is worth to know before choosing, a season"))
    table.add_column(say("input"))
    table.add_column(say("worth"), justify="right")
    table.add_column(say("standard error"), justify="right")
    named = {path: input_name(path) for path in list(known.inputs)[:SHOWN]}
    groups = {name: group_name(name) for name in known.groups}
    _add(table, {"": known.everything}, {"": say("everything at once")})
    _add(table, known.groups, groups)
    _add(table, known.inputs, named)
    return table


def _add(table: Table, worths: Mapping[str, Knowing], names: Mapping[str, str]) -> None:
    for key, name in names.items():
        table.add_row(name, money(worths[key].cny), money(worths[key].error))
    table.add_section()


def _explained(found: InDoubt) -> str:
    return say(
        "Every world has its own draw of the inputs, each from its range with the own value as the"
        " median, and {seasons} seasons; {refused} draws were no client and were drawn anew."
        " P10 to P90 are of single seasons. Best and regret are of what the limits allow, changing"
        " paid. By the rule these worlds name {regime}.",
        seasons=SEASONS_A_WORLD,
        refused=found.draws.refused,
        regime=found.standing.choice.regime,
    )


def _sobol(indices: SobolIndices) -> Table:
    table = Table(
        title=say("what the spread of {regime} over OA comes from", regime=indices.regime)
    )
    table.add_column(say("input"))
    for head in (say("alone"), say("with other inputs"), say("with luck, too")):
        table.add_column(head, justify="right")
    for path, index in list(indices.inputs.items())[:SHOWN]:
        told = (index.alone, index.with_inputs, index.total)
        table.add_row(input_name(path), *map(_with_ends, told))
    table.add_section()
    table.add_row(say("the luck of seasons"), DASH, DASH, _with_ends(indices.luck))
    return table


def _with_ends(part: SpreadPart) -> str:
    return f"{share(part.share)}\n{interval(part.low, part.high, share)}"


def _sobol_explained(indices: SobolIndices) -> str:
    return say(
        "Sobol indices: parts of the variance of the gain in single seasons, with their 95 %"
        " intervals. Alone is the first-order index, told from all worlds; the last column is the"
        " total index, the one before it what of it is left when luck is averaged. Both are told"
        " from {worlds} of the worlds, played once more with each input drawn anew on the same"
        " luck. What inputs do together counts for each of them, so totals may add up to more than"
        " all.",
        worlds=indices.worlds,
    )
