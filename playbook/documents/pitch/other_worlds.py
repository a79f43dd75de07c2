"""In which other worlds the OA chain would be the better choice, and what is never delegated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.engagement import Engagement
from playbook.engagement.questions import worlds
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, joined, spread
from playbook.words.wording import sentences
from sim.client.regimes import BASELINE
from sim.results.comparison import Difference


@dataclass(frozen=True)
class Border:
    """Hold one "what if the world were different", and who wins in it."""

    label: str
    candidate: Difference
    delegated: Difference
    matters: float

    @property
    def is_worth_it(self) -> bool:
        """Tell whether the candidate is surely worth leaving OA for, changing paid."""
        return self.candidate.is_sure and self.candidate.mean >= self.matters


def _title(engagement: Engagement, found: Sequence[Border], fails: int) -> str:
    first = say(
        "{regime} is worth leaving OA for in {worlds}",
        regime=begin(regime_name(engagement.candidate)),
        worlds=_worlds(sum(border.is_worth_it for border in found), len(found)),
    )
    if fails == 0:
        return first
    return say("{first}; OA beats full delegation in {fails}", first=first, fails=fails)


def _worlds(worth: int, every: int) -> str:
    if worth == 0:
        return say("none of {all} worlds", all=every)
    if worth == every:
        return say("all {all} worlds", all=every)
    return say("{worth} of {all} worlds", worth=worth, all=every)


def borders(engagement: Engagement) -> list[Border]:
    """Return what candidate and full delegation gain over OA in each world."""
    found = []
    for name in worlds(engagement.client.file):
        study = engagement.study(engagement.questions.world(name))
        candidate, delegated = (
            study.difference(regime, "contribution_cny")
            for regime in (engagement.candidate, "delegated")
        )
        matters = engagement.stakes.matters(
            engagement.candidate, study.summary(BASELINE, "contribution_cny").mean
        )
        found.append(Border(_label(name), candidate, delegated, matters))
    return found


def when_oa(engagement: Engagement) -> Blocks:
    """Return in which worlds the OA chain would be the better choice."""
    found = borders(engagement)
    wins = [border.label for border in found if loses(border.candidate)]
    fails = [border.label for border in found if loses(border.delegated)]
    return Blocks(
        [
            Heading(text=_title(engagement, found, len(fails)), id="when-oa"),
            Prose(text=sentences(against_candidate(engagement, wins), _against_delegation(fails))),
            _table(engagement, found),
            Callout(
                title=say("What must never be delegated"),
                text=say(
                    "Prices below list, stock that is not held, and the use of the brand's name:"
                    " these stay with the client whatever the quota."
                ),
            ),
        ]
    )


def loses(difference: Difference) -> bool:
    """Tell whether a regime surely earns less than OA."""
    return difference.high is not None and difference.high < 0


def against_candidate(engagement: Engagement, wins: list[str]) -> str:
    """Return in which worlds OA surely beats the candidate."""
    regime = regime_name(engagement.candidate)
    if not wins:
        return say("In none of the worlds tried does OA beat {regime} beyond doubt.", regime=regime)
    return say("OA beats {regime} in: {worlds}.", regime=regime, worlds=joined(wins))


def _against_delegation(fails: list[str]) -> str:
    if not fails:
        return say("It beats full delegation in none of them.")
    return say("It beats full delegation in: {worlds}.", worlds=joined(fails))


def _table(engagement: Engagement, found: list[Border]) -> Table:
    yuan = say("CNY")
    return Table(
        title=say("Contribution against OA in other worlds, a season"),
        columns=(
            Column(name=say("the world")),
            Column(name=begin(regime_name(engagement.candidate)), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right"),
            Column(name=begin(regime_name("delegated")), unit=yuan, format="signed_money"),
            Column(name=say("its 95 % interval"), align="right"),
            Column(name=say("the answer")),
        ),
        rows=tuple(
            (
                border.label,
                border.candidate.mean,
                spread(border.candidate).replace("CNY ", ""),
                border.delegated.mean,
                spread(border.delegated).replace("CNY ", ""),
                _winner(engagement, border),
            )
            for border in found
        ),
        note=say(
            "{number} paired seasons each. A reviewer also refuses bad offers: worth the more, the"
            " greedier the agency and the longer the windows.",
            number=engagement.method.side_seasons,
        ),
    )


def _winner(engagement: Engagement, border: Border) -> str:
    if not border.candidate.is_sure:
        return say("no sure difference")
    if border.candidate.mean < 0:
        return begin(regime_name(BASELINE))
    if not border.is_worth_it:
        return say(
            "{regime}, by too little to act on", regime=begin(regime_name(engagement.candidate))
        )
    return begin(regime_name(engagement.candidate))


def _label(world: str) -> str:
    """Return what is different in a world, by the parts of its name."""
    if world == "as_told":
        return say("as the client file says")
    changes = {
        "long": say("windows ten times as long"),
        "short": say("windows a tenth as long"),
        "greedy": say("an agency that follows its commission"),
        "honest": say("an agency that weighs only the client's contribution"),
        "weak": say("a weak store (conversion x 0.4)"),
        "quick": say("approvers who look ten times as soon"),
    }
    *others, last = (changes[part] for part in world.split("_"))
    if not others:
        return last
    return say("{others} and {last}", others=say(", ").join(others), last=last)
