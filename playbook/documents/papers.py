"""Which papers a recommendation needs: nobody gets one that is not for signature."""

from __future__ import annotations

from collections.abc import Iterable

from playbook.documents import PAPERS
from playbook.engagement.engagement import Engagement
from playbook.study.recommendation import has_charter

URGED = ("oa_urged", "urged_green")
"""The ways of deciding in which approvers are chased, with deputies and until late."""


def papers(engagement: Engagement) -> tuple[str, ...]:
    """Return the papers that a client signs: charter, rules for faster approvals, or the memo."""
    regime = engagement.recommendation.regime
    charter = ("charter",) if has_charter(regime) else ()
    rules = ("approval_rules",) if regime in URGED else ()
    return charter + rules or ("memo",)


def fitting(engagement: Engagement, documents: Iterable[str]) -> tuple[str, ...]:
    """Return the documents asked for, a paper among them replaced by those that are needed."""
    found: dict[str, None] = {}
    for document in documents:
        found |= dict.fromkeys(papers(engagement) if document in PAPERS else (document,))
    return tuple(found)


def possible(documents: Iterable[str]) -> tuple[str, ...]:
    """Return every document that may be made of those asked for, before anything is known."""
    asked = tuple(documents)
    return tuple(dict.fromkeys((*asked, *(PAPERS if set(asked) & set(PAPERS) else ()))))
