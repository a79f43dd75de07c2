"""The onboarding plan of a client, chapter by chapter.

``plan_for`` computes once; every chapter is a function of the plan that returns blocks.
"""

from __future__ import annotations

from playbook.areas.logistics.chapter import erp_bridge, logistics
from playbook.areas.logistics.erp_link_page import erp_link
from playbook.areas.operations.plan_chapter import store_operations
from playbook.areas.platform.paper_pages import papers
from playbook.areas.platform.storefront_page import storefront
from playbook.areas.product.plan_chapter import product_range
from playbook.areas.team.people_pages import team
from playbook.blocks import Blocks
from playbook.documents.onboarding.area_names import AREAS
from playbook.documents.onboarding.area_pages import area
from playbook.documents.onboarding.charter_date import green_channel
from playbook.documents.onboarding.governance import client_inputs, decisions
from playbook.documents.onboarding.hand_over_pages import hand_over
from playbook.documents.onboarding.likelihood_page import likelihood
from playbook.documents.onboarding.method_page import method
from playbook.documents.onboarding.open_points_page import open_points
from playbook.documents.onboarding.opening import answer, cover
from playbook.documents.onboarding.timetable import schedule
from playbook.project.facts import PlanFacts, facts_of
from playbook.project.forecast import SAMPLES
from playbook.project.plan import OnboardingPlan
from playbook.project.slip import slip_of
from playbook.study.outlook import Outlook

__all__ = [
    "AREAS",
    "OnboardingPlan",
    "PlanFacts",
    "answer",
    "area",
    "chapters",
    "client_inputs",
    "cover",
    "decisions",
    "erp_bridge",
    "erp_link",
    "green_channel",
    "hand_over",
    "likelihood",
    "logistics",
    "method",
    "open_points",
    "papers",
    "plan_for",
    "product_range",
    "schedule",
    "slip_of",
    "store_operations",
    "storefront",
    "team",
]


def plan_for(
    client: str,
    *,
    seed: int = 1,
    samples: int = SAMPLES,
    slip: str = "",
    deciding: Outlook | None = None,
) -> OnboardingPlan:
    """Return the plan of a client file; ``slip`` is a text such as ``"PF7=5, PF2=3"``.

    ``deciding`` says how offers are decided; without it a green channel is taken for granted.
    """
    plan = OnboardingPlan(
        facts=facts_of(client), seed=seed, samples=samples, slip=slip_of(slip), deciding=deciding
    )
    return plan.with_known_slip()


def chapters(plan: OnboardingPlan) -> Blocks:
    """Return the whole document in its order."""
    return Blocks(
        [
            cover(plan),
            answer(plan),
            green_channel(plan),
            schedule(plan),
            likelihood(plan),
            decisions(plan),
            client_inputs(plan),
            *(area(plan, name) for name in AREAS),
            product_range(plan),
            papers(plan),
            storefront(plan),
            store_operations(plan),
            logistics(plan),
            team(plan),
            erp_link(plan),
            erp_bridge(plan),
            hand_over(plan),
            open_points(plan),
            method(plan),
        ]
    )
