"""In which other worlds the OA chain would be the better choice, and what is never delegated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.blocks import Blocks, Callout, Column, Heading, Prose, Table
from playbook.documents.world_names import world_label
from playbook.engagement.engagement import Engagement
from playbook.engagement.rights import has_channel
from playbook.engagement.varied import OWN_WORLD, worlds
from playbook.study.recommendation import Recommendation, recommend
from playbook.study.standing import MONEY
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin, ends, joined, signed, spread
from playbook.words.wording import sentences
from sim.results.comparison import Difference


@dataclass(frozen=True, kw_only=True)
class Border:
    """Hold one "what if the world were different", and what the client's own rule says in it.

    ``name`` is the world's; ``regime`` the one that is weighed against OA in the client's own
    world.
    """

    name: str
    regime: str
    candidate: Difference
    delegated: Difference
    choice: Recommendation

    @property
    def label(self) -> str:
        """Return what is different in it, in the language spoken."""
        return world_label(self.name)

    @property
    def is_worth_it(self) -> bool:
        """Tell whether the rule leaves OA for the candidate: by the mean, changing paid."""
        return self.choice.regime == self.regime

    @property
    def is_sure(self) -> bool:
        """Tell whether the interval of what decides here leaves nought out."""
        return self._decides.is_sure

    @property
    def told(self) -> str:
        """Return what is different, with the doubt where luck alone may decide."""
        return with_doubt(self.label, self._decides)

    @property
    def _decides(self) -> Difference:
        return self.delegated if self.choice.regime == "delegated" else self.candidate


def with_doubt(label: str, found: Difference) -> str:
    """Return a world with the doubt of a difference found in it.

    >>> with_doubt("a weak store", Difference(mean=-3.0, low=-7.0, high=1.0, p_better=0.2))
    'a weak store (not sure)'
    """
    return label if found.is_sure else say("{what} (not sure)", what=label)


def borders(engagement: Engagement) -> list[Border]:
    """Return what candidate and full delegation gain over OA in each world, and what is chosen."""
    return engagement.once(_borders)


def _borders(engagement: Engagement) -> list[Border]:
    return [_border(engagement, name) for name in worlds(engagement.client.file)]


def _border(engagement: Engagement, name: str) -> Border:
    study = engagement.study(engagement.questions.world(name))
    own = engagement.recommendation if name == OWN_WORLD else None  # all regimes on offer weighed
    return Border(
        name=name,
        regime=engagement.candidate,
        candidate=study.difference(engagement.candidate, MONEY),
        delegated=study.difference("delegated", MONEY),
        choice=own or recommend(study, engagement.stakes),
    )


def when_oa(engagement: Engagement) -> Blocks:
    """Return in which worlds the OA chain would be the better choice."""
    found = borders(engagement)
    text = sentences(
        against_both(engagement, found), _hostile(found[-1]) if has_channel(engagement) else ""
    )
    return Blocks(
        [
            Heading(text=_title(engagement, found), id="when-oa"),
            Prose(text=text),
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


def _title(engagement: Engagement, found: Sequence[Border]) -> str:
    worth = [border for border in found if border.is_worth_it]
    text = say(
        "{regime} is worth leaving OA for in {worlds}",
        regime=begin(regime_name(engagement.candidate)),
        worlds=_worlds(len(worth), len(found)),
    )
    sure = sum(border.is_sure for border in worth)
    if sure < len(worth):
        text = say("{first}, beyond doubt in {sure}", first=text, sure=sure)
    return joined((text, _delegation_words(found)))


def _delegation_words(found: Sequence[Border]) -> str:
    """Return in how many worlds OA surely beats full delegation, and in how many not surely."""
    fails = delegation_fails(found)
    sure = sum(one.is_sure for one in fails)
    if sure == len(fails):
        return say("OA beats full delegation in {sure}", sure=sure)
    return say(
        "OA surely beats full delegation in {sure}, not surely in {others}",
        sure=sure,
        others=len(fails) - sure,
    )


def _worlds(worth: int, every: int) -> str:
    if worth == 0:
        return say("none of {all} worlds", all=every)
    if worth == every:
        return say("all {all} worlds", all=every)
    return say("{worth} of {all} worlds", worth=worth, all=every)


def delegation_fails(found: Sequence[Border]) -> list[Difference]:
    """Return what full delegation changes in the worlds in which OA beats it by the mean."""
    return [one.delegated for one in found if one.delegated.mean < 0]


def against_both(engagement: Engagement, found: Sequence[Border]) -> str:
    """Return in which worlds OA beats the candidate and full delegation, by the mean."""
    told = [_oa_beats(engagement.candidate, {one.label: one.candidate for one in found})]
    if engagement.candidate != "delegated":
        told.append(_oa_beats("delegated", {one.label: one.delegated for one in found}))
    return sentences(*told)


def _oa_beats(regime: str, found: Mapping[str, Difference]) -> str:
    """Return in which worlds OA beats a regime; where these are most, in which it does not."""
    wins, rest = (
        [with_doubt(label, one) for label, one in found.items() if (one.mean < 0) == won]
        for won in (True, False)
    )
    name = regime_name(regime)
    if not wins:
        return say("In none of the worlds tried does OA beat {regime}.", regime=name)
    if not rest:
        return say("In all of the worlds tried OA beats {regime}.", regime=name)
    if len(wins) > len(rest):
        return say("OA beats {regime} in all but: {worlds}.", regime=name, worlds=joined(rest))
    return say("OA beats {regime} in: {worlds}.", regime=name, worlds=joined(wins))


def _hostile(last: Border) -> str:
    """Return what the client's rule says where all is set against the channel."""
    return say(
        "The last world is the most hostile to a channel that we could think of; there the answer"
        " is: {answer} ({gain}).",
        answer=_answer(last),
        gain=signed(last.candidate.mean),
    )


def _table(engagement: Engagement, found: Sequence[Border]) -> Table:
    yuan = say("CNY")
    ours = tuple(ends(border.candidate) for border in found)
    theirs = tuple(ends(border.delegated) for border in found)
    return Table(
        title=say("Contribution against OA in other worlds, a season"),
        columns=(
            Column(name=say("the world")),
            Column(name=begin(regime_name(engagement.candidate)), unit=yuan, format="signed_money"),
            Column(name=say("95 % interval"), align="right", ends=ours),
            Column(name=begin(regime_name("delegated")), unit=yuan, format="signed_money"),
            Column(name=say("its 95 % interval"), align="right", ends=theirs),
            Column(name=say("the answer")),
        ),
        rows=tuple(
            (
                border.label,
                border.candidate.mean,
                spread(border.candidate).replace("CNY ", ""),
                border.delegated.mean,
                spread(border.delegated).replace("CNY ", ""),
                begin(_answer(border)),
            )
            for border in found
        ),
        note=say(
            "The seasons of the first page, paired. The answer follows the means,"
            " your limits and what changing costs, of the regimes in the table; not sure: its"
            " interval holds nought. A reviewer also refuses bad offers: worth the more, the"
            " greedier the agency and the longer the windows.",
        ),
    )


def _answer(border: Border) -> str:
    """Return who wins in a world by the mean, for the middle of a sentence.

    A winner that the rule of the recommendation would not take is marked.
    """
    answer = regime_name(border.choice.regime)
    if border.choice.stays_with_oa and border.candidate.mean > 0:
        beyond = border.regime in border.choice.ruled_out
        answer = _not_acted_on(regime_name(border.regime), beyond_limits=beyond)
    return answer if border.is_sure else say("{what}, not sure", what=answer)


def _not_acted_on(regime: str, *, beyond_limits: bool) -> str:
    if beyond_limits:
        return say("{regime}, but beyond your limits", regime=regime)
    return say("{regime}, by too little to act on", regime=regime)
