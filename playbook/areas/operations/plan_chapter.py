"""Operations in the onboarding plan: targets, campaigns, levers, service and paid traffic."""

from __future__ import annotations

from playbook.areas.operations.chapter import operations_chapter
from playbook.blocks import Blocks
from playbook.project.plan import OnboardingPlan

QUARTERLY_PLAN = "GV4"


def store_operations(plan: OnboardingPlan) -> Blocks:
    """Return the chapter on operations of the plan's client file."""
    return operations_chapter(plan.operations, plan.ends(QUARTERLY_PLAN))
