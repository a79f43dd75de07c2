"""One page to leave behind: the first page of the pitch, and what it rests on."""

from __future__ import annotations

from playbook.blocks import Blocks, Heading, Prose
from playbook.documents.method.basis_pages import behind_contribution, expert_share
from playbook.documents.pitch.answer_page import is_as_good
from playbook.documents.pitch.page_one import at_a_glance
from playbook.engagement.engagement import Engagement, provenance
from playbook.engagement.verdict import by_fits, title
from playbook.study.standing import MONEY
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import signed
from playbook.words.wording import count, money, sentences, share


def summary(engagement: Engagement) -> Blocks:
    """Return the summary: the first page of the pitch alone, without a cover.

    A regime that is as good is named; the pitch says what to know with each decision.
    """
    return Blocks(
        [
            Heading(text=title(engagement), id="summary"),
            at_a_glance(engagement),
            *_why_this_one(engagement),
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


def _limits(engagement: Engagement) -> str:
    return say(
        "Limits: {seasons} simulated runs; {share} of the numbers behind the contribution are "
        "judgements of ours.",
        seasons=count(engagement.method.replications),
        share=share(expert_share(behind_contribution(engagement.client.assumptions))),
    )
