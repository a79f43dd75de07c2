"""In which other worlds the OA chain would be the better choice, and what is never delegated."""

from __future__ import annotations

from collections import Counter
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
from playbook.words.wording import DASH, bare, in_words, sentences
from sim.results.comparison import Difference


@dataclass(frozen=True, kw_only=True)
class Border:
    """Hold one "what if the world were different", and what the client's own rule says in it.

    ``name`` is the world's; ``regime`` the one that is weighed against OA in the client's own
    world, ``candidate`` what that gains here over OA; ``choice`` is made of all regimes on offer,
    and ``decides`` is what its candidate gains.
    """

    name: str
    regime: str
    candidate: Difference
    delegated: Difference
    decides: Difference
    choice: Recommendation

    @property
    def label(self) -> str:
        """Return what is different in it, in the language spoken."""
        return world_label(self.name)

    @property
    def is_worth_it(self) -> bool:
        """Tell whether the rule names here what is weighed in the client's own world."""
        return self.choice.regime == self.regime

    @property
    def told(self) -> str:
        """Return what is different and what is named in it."""
        return say("{world} ({regime})", world=self.label, regime=_answer(self))


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
    own = engagement.recommendation if name == OWN_WORLD else None  # as the fits have it
    choice = own or recommend(study, engagement.stakes)
    return Border(
        name=name,
        regime=engagement.candidate,
        candidate=study.difference(engagement.candidate, MONEY),
        delegated=study.difference("delegated", MONEY),
        decides=study.difference(choice.candidate, MONEY),
        choice=choice,
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
    """Return in how many worlds each regime is named, that of the client's own world first."""
    named = Counter(border.choice.regime for border in found)
    ours = engagement.recommendation.regime
    others = [
        say("{regime} in {n} others", regime=regime_name(name), n=times)
        for name, times in named.most_common()
        if name != ours
    ]
    told = {"regime": begin(regime_name(ours)), "n": named[ours], "all": len(found)}
    if not others:
        return say("{regime} is the answer in all {all} stress tests", **told)
    return say(
        "{regime} is the answer in {n} of {all} stress tests, {others}",
        **told,
        others=in_words(others),
    )


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
        return say("In none of the stress tests does OA beat {regime}.", regime=name)
    if not rest:
        doubtful = sum(not one.is_sure for one in found.values())
        if doubtful:
            return say(
                "In all stress tests OA beats {regime}, in {n} of them not clearly.",
                regime=name,
                n=doubtful,
            )
        return say("In all stress tests OA beats {regime}.", regime=name)
    if len(wins) > len(rest):
        return say(
            "Changing not counted, OA beats {regime} in all but: {worlds}.",
            regime=name,
            worlds=joined(rest),
        )
    return say(
        "Changing not counted, OA beats {regime} in: {worlds}.", regime=name, worlds=joined(wins)
    )


def _hostile(last: Border) -> str:
    """Return what the client's rule says where all is set against the channel."""
    return say(
        "The last test is the most hostile to a channel that we could think of; there the answer "
        "is: {answer} ({gain}).",
        answer=_answer(last),
        gain=signed(last.candidate.mean),
    )


def _table(engagement: Engagement, found: Sequence[Border]) -> Table:
    yuan = say("CNY")
    leaves = [None if border.choice.stays_with_oa else border.decides for border in found]
    return Table(
        title=say("Contribution against OA in stress tests, over the period"),
        columns=(
            Column(name=say("the stress test")),
            Column(name=begin(regime_name(engagement.candidate)), unit=yuan, format="signed_money"),
            _interval_column(say("95 % interval"), [border.candidate for border in found]),
            Column(name=say("the answer")),
            Column(name=say("it brings"), unit=yuan, format="signed_money"),
            _interval_column(say("its 95 % interval"), leaves),
        ),
        rows=tuple(
            (
                border.label,
                border.candidate.mean,
                _spread(border.candidate),
                begin(_answer(border)),
                None if brings is None else brings.mean,
                _spread(brings),
            )
            for border, brings in zip(found, leaves, strict=True)
        ),
        note=sentences(
            say(
                "The runs of the first page, all ways of deciding on offer. The answer follows "
                "the means, your limits and what changing costs, which what hands nothing over "
                "must clearly earn; not sure: the interval of what it brings, or of what comes "
                "nearest to OA, holds zero."
            ),
            say(
                "As you told it, the settings fitted to what you sold have their say, in the "
                "other stress tests only what you told."
            )
            if engagement.recommendation.instead_of
            else "",
            say(
                "A reviewer also refuses bad offers: worth the more, the more sales-driven the"
                " agency and the longer the windows."
            ),
        ),
    )


def _interval_column(name: str, found: Sequence[Difference | None]) -> Column:
    told = tuple((None, None) if one is None else ends(one) for one in found)
    return Column(name=name, align="right", ends=told)


def _spread(found: Difference | None) -> str:
    return DASH if found is None else bare(spread(found))


def _answer(border: Border) -> str:
    """Return what is named in a world, for the middle of a sentence, and whether not surely."""
    answer = regime_name(border.choice.regime)
    return answer if border.decides.is_sure else say("{what}, not sure", what=answer)
