"""One page to leave behind: the answer, four figures, one picture, the decisions, the limits."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Chart, Heading, Prose
from playbook.documents.method.basis_pages import behind_contribution, expert_share
from playbook.documents.own_target import target_line
from playbook.documents.pitch.answer_page import figures, is_as_good, told
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.options import forest
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.verdict import by_fits, title
from playbook.study.standing import MONEY, on_offer
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import signed
from playbook.words.wording import count, money, sentences, share


def summary(engagement: Engagement) -> Blocks:
    """Return the summary; it has no cover, so that it fits on one page.

    A regime that is as good is named; the pitch says what to know with each decision.
    """
    return Blocks(
        [
            Heading(text=title(engagement), id="summary"),
            told(engagement),
            figures(engagement),
            _picture(engagement),
            *_why_this_one(engagement),
            *(Prose(text=line) for line in target_line(engagement)),
            Heading(text=say("Decisions asked for"), level=2, id="decisions"),
            Bullets(items=tuple(asked.text for asked in decisions(engagement)), numbered=True),
            Prose(text=_limits(engagement)),
            provenance(engagement),
        ]
    )


def _why_this_one(engagement: Engagement) -> list[Prose]:
    """Return what set the choice between regimes that lie close, nothing where none does."""
    if engagement.recommendation.instead_of:
        return [Prose(text=by_fits(engagement))]
    return [Prose(text=_as_good(engagement))] if is_as_good(engagement) else []


def _as_good(engagement: Engagement) -> str:
    """Return which regime is as good, and that less is handed over where that set the choice."""
    ours, rival = engagement.candidate, engagement.recommendation.runner_up
    told = say(
        "As good: {rival}, {more} of {indifferent} that are not worth telling apart.",
        rival=regime_name(rival),
        more=signed(engagement.comparison.between(rival, ours, MONEY).mean),
        indifferent=money(engagement.recommendation.indifferent),
    )
    handed_over = engagement.stakes.handed_over
    if handed_over(ours) >= handed_over(rival):
        return told
    return sentences(
        told, say("Under {regime} the agency signs less alone.", regime=regime_name(ours))
    )


SHOWN = 5
"""So many regimes stand in the summary's picture; the pitch has all."""


def _picture(engagement: Engagement) -> Chart:
    """Return the gains of the candidate, of full delegation, and of the best others."""
    compared = on_offer(engagement.comparison)[1:]
    first = {engagement.candidate, "delegated"}
    ranked = sorted(compared, key=lambda name: (name not in first, -_gain(engagement, name)))
    names = [name for name in compared if name in ranked[:SHOWN]]
    return forest(
        {name: engagement.comparison.joint_difference(name, MONEY) for name in names},
        engagement.recommendation.ruled_out,
    )


def _gain(engagement: Engagement, name: str) -> float:
    return engagement.comparison.difference(name, MONEY).mean


def _limits(engagement: Engagement) -> str:
    return say(
        "Limits: {seasons} simulated seasons; {share} of the numbers behind the contribution are"
        " judgements of ours. The intervals show the luck of seasons, not the doubt about the"
        " inputs.",
        seasons=count(engagement.method.replications),
        share=share(expert_share(behind_contribution(engagement.client.assumptions))),
    )
