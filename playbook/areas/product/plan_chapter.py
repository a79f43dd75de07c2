"""The range in the onboarding plan: heroes, prices, gifts and opening stock, if a list is known."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.areas.product.chapter import range_chapter, range_plan
from playbook.areas.product.stock import StockPlan
from playbook.areas.product.words import named
from playbook.blocks import Blocks, Callout, Heading
from playbook.engagement.engagement import Engagement
from playbook.project.plan import OnboardingPlan
from playbook.words.language import say, say_many
from playbook.words.wording import day

STOCK_PLAN = "PD7"


def product_range(engagement: Engagement) -> Blocks:
    """Return the chapter on the client's SKU list, or what is missing without one."""
    worked_out = range_plan(engagement)
    if worked_out is None:
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
    return Blocks(
        [*range_chapter(worked_out), *_before_the_plan(engagement.plan, worked_out.stock)]
    )


def _before_the_plan(plan: OnboardingPlan, stock: StockPlan) -> Iterator[Callout]:
    """Yield which orders fall due before the stock plan is signed: they are released apart."""
    if STOCK_PLAN not in plan.network:
        return
    signed = plan.ends(STOCK_PLAN)
    early = [line for line in stock.to_order if not line.comes_late and line.order_by <= signed]
    if early:
        yield Callout(
            title=say("Ordered before the stock plan is signed"),
            text=say_many(
                "{n} order falls due before the stock plan ({task}) is signed on {signed}: {skus},"
                " by {first}. The supply planner releases it apart.",
                "{n} orders fall due before the stock plan ({task}) is signed on {signed}: {skus},"
                " the first by {first}. The supply planner releases them apart.",
                len(early),
                task=STOCK_PLAN,
                signed=day(signed),
                skus=named([line.sku for line in early]),
                first=day(min(line.order_by for line in early)),
            ),
            tone="bad",
        )
