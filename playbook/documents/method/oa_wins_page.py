"""Where OA is the best: the box of inputs, and what each choice regrets in other worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.documents.in_doubt import begun
from playbook.documents.input_names import in_its_unit
from playbook.documents.world_names import world_label
from playbook.engagement.engagement import Engagement
from playbook.engagement.knowing import oa_box
from playbook.engagement.varied import worlds
from playbook.study.box import InputBox
from playbook.study.standing import MONEY
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from playbook.words.wording import DASH, share
from sim.client.regimes import REGIMES


def oa_wins(engagement: Engagement) -> Blocks:
    """Return in which worlds OA is the best, and what is regretted in those already shown."""
    box = oa_box(engagement)
    found = [] if box is None else [_box_table(engagement, box)]
    return Blocks(
        [
            Heading(text=_title(box), id="oa-wins"),
            Prose(text=_story(box)),
            *found,
            _regrets(engagement),
        ]
    )


def _title(box: InputBox | None) -> str:
    if box is None:
        return say("No box of inputs in which OA wins more often than elsewhere was found")
    return say(
        "In this box of inputs OA wins in {density} of the worlds, in all of them in {base}",
        density=share(box.density),
        base=share(box.base),
    )


def _story(box: InputBox | None) -> str:
    if box is None:
        return say(
            "Worlds with every input in doubt were peeled from all sides; nothing that was left had"
            " OA as the best of what the limits allow surely more often than the rest."
        )
    return say(
        "Worlds with every input in doubt are peeled from all sides, a tenth at a time, as long as"
        " OA is surely the best more often in what is left. The box is found in one half of the"
        " worlds and told by the other half; {coverage} of the worlds in which OA wins lie in it.",
        coverage=share(box.coverage),
    )


def _box_table(engagement: Engagement, box: InputBox) -> Table:
    numbers = {number.path: number for number in engagement.client.assumptions}

    def end(path: str, value: float | None) -> str:
        return DASH if value is None else in_its_unit(value, numbers[path])

    return Table(
        title=say("The box of inputs in which OA wins"),
        columns=(
            Column(name=say("input")),
            Column(name=say("own value"), align="right"),
            Column(name=say("from"), align="right"),
            Column(name=say("to"), align="right"),
        ),
        rows=tuple(
            (begun(path), end(path, numbers[path].amount), end(path, low), end(path, high))
            for path, (low, high) in box.ends.items()
        ),
        note=say("A dash: no end on that side."),
    )


@dataclass(frozen=True)
class Regret:
    """Hold what a choice regrets by world: how much more the best brings there, CNY a season."""

    regime: str
    by_world: Mapping[str, float]

    @property
    def worst(self) -> str:
        """Return the world in which it is regretted most."""
        return max(self.by_world, key=lambda world: self.by_world[world])


def regrets(engagement: Engagement) -> list[Regret]:
    """Return what each choice regrets in the other worlds, the least of the worst first."""
    means = {world: _means(engagement, world) for world in worlds(engagement.client.file)}
    best = {world: max(found.values()) for world, found in means.items()}
    found = [
        Regret(name, {world: best[world] - means[world][name] for world in means})
        for name in REGIMES
    ]
    return sorted(found, key=lambda one: one.by_world[one.worst])


def _means(engagement: Engagement, world: str) -> dict[str, float]:
    study = engagement.study(engagement.questions.world(world))
    return {name: study.summary(name, MONEY).mean for name in REGIMES}


def _regrets(engagement: Engagement) -> Table:
    yuan = say("CNY")
    return Table(
        title=say("What each choice regrets in other worlds, a season"),
        columns=(
            Column(name=say("Way of deciding")),
            Column(name=say("at most"), unit=yuan, format="money"),
            Column(name=say("in the world")),
            Column(name=say("on average"), unit=yuan, format="money"),
            Column(name=say("best in worlds"), format="integer"),
        ),
        rows=tuple(_regret_row(one) for one in regrets(engagement)),
        note=say(
            "Regret: how much more contribution the best of all would bring in that world; neither"
            " limits nor what changing costs are in it. The average is over the {n} worlds.",
            n=len(worlds(engagement.client.file)),
        ),
    )


def _regret_row(one: Regret) -> tuple[str | float, ...]:
    told = list(one.by_world.values())
    return (
        begin(regime_name(one.regime)),
        max(told),
        world_label(one.worst),
        sum(told) / len(told),
        sum(regret == 0 for regret in told),
    )
