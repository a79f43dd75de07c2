"""The range in the onboarding plan: heroes, prices, gifts and opening stock, if a list is known."""

from __future__ import annotations

from playbook.blocks import Blocks, Callout, Heading
from playbook.onboarding.plan import OnboardingPlan
from playbook.product.chapter import range_chapter
from sim.language import say


def product_range(plan: OnboardingPlan) -> Blocks:
    """Return the chapter on the client's SKU list, or what is missing without one."""
    facts = plan.facts
    if facts.skus is None or facts.range is None:
        return Blocks(
            [
                Heading(text=say("The range: a SKU list is needed")),
                Callout(
                    text=say(
                        "The client file names no SKU list ([range] skus), so heroes, gifts and"
                        " opening stock are not worked out here."
                    )
                ),
            ]
        )
    return range_chapter(facts.skus, facts.range)
