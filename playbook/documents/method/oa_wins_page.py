"""Where OA is the best: the box of inputs, and what each choice regrets in other worlds."""

from __future__ import annotations

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
from sim.client.regimes import BASELINE


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


def _regrets(engagement: Engagement) -> Table:
    yuan = say("CNY")
    names = (BASELINE, engagement.candidate, "delegated")
    return Table(
        title=say("What each choice regrets in other worlds, a season"),
        columns=(
            Column(name=say("the world")),
            *(
                Column(name=begin(regime_name(name)), unit=yuan, format="money")
                for name in dict.fromkeys(names)
            ),
        ),
        rows=tuple(_regret_row(engagement, world) for world in worlds(engagement.client.file)),
        note=say(
            "Regret: how much more contribution the best of these would bring in that world;"
            " neither limits nor what changing costs are in it."
        ),
    )


def _regret_row(engagement: Engagement, world: str) -> tuple[str | float, ...]:
    study = engagement.study(engagement.questions.world(world))
    names = dict.fromkeys((BASELINE, engagement.candidate, "delegated"))
    means = [study.summary(name, MONEY).mean for name in names]
    return world_label(world), *(max(means) - mean for mean in means)
