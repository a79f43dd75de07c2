"""The onboarding plan of a client, chapter by chapter.

``plan_for`` computes once; every chapter is a function of the plan that returns blocks.
"""

from __future__ import annotations

from playbook.blocks import Blocks
from playbook.forecast import SAMPLES
from playbook.onboarding.area_names import AREAS
from playbook.onboarding.areas import area
from playbook.onboarding.charter_date import green_channel
from playbook.onboarding.erp_link import erp_link
from playbook.onboarding.facts import PlanFacts, facts_of
from playbook.onboarding.governance import client_inputs, decisions
from playbook.onboarding.hand_over import hand_over
from playbook.onboarding.likelihood import likelihood
from playbook.onboarding.logistics_chapter import erp_bridge, logistics
from playbook.onboarding.method import method
from playbook.onboarding.open_points import open_points
from playbook.onboarding.opening import answer, cover
from playbook.onboarding.operations import store_operations
from playbook.onboarding.papers import papers
from playbook.onboarding.people import team
from playbook.onboarding.plan import OnboardingPlan
from playbook.onboarding.product_range import product_range
from playbook.onboarding.slip import slip_of
from playbook.onboarding.storefront import storefront
from playbook.onboarding.timetable import schedule
from playbook.outlook import Outlook

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
