"""The chapter on the range: which SKUs carry the opening, at what price, with what in stock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from playbook.areas.product.gift_pages import gift_pages
from playbook.areas.product.hero_pages import hero_pages
from playbook.areas.product.list_pages import price_page, ready_page
from playbook.areas.product.roles import Range, role_pages
from playbook.areas.product.stock import StockPlan, stock_pages, stock_plan
from playbook.areas.product.words import named
from playbook.blocks import Block, Blocks, Callout, Heading, Prose
from playbook.clients.load import SkuList
from playbook.clients.sku import price_rules
from playbook.engagement.engagement import Engagement, sku_list
from playbook.engagement.gifts import step_of
from playbook.engagement.targets import planned_skus
from playbook.project.plan import OnboardingPlan
from playbook.words.language import say, say_many
from playbook.words.wording import cell, day, money, share
from sim.client.schema import ClientFile
from sim.tables.rules import rule


@dataclass(frozen=True, kw_only=True)
class RangePlan:
    """The range of one client, worked out once: roles, gifts and stock.

    ``skus`` sell what the plan's forecast sells; ``listed_cny`` is what the client's own list
    forecasts for a month, where it says another sum.
    """

    skus: SkuList
    file: ClientFile
    listed_cny: float | None = None

    @cached_property
    def range(self) -> Range:
        """Return the roles, with the gift that an average order gets."""
        return Range(listed=self.skus, gift_share=step_of(self.file.store.order_value_cny).share)

    @cached_property
    def stock(self) -> StockPlan:
        """Return the stock at the go-live."""
        return stock_plan(self.range, self.file)


def range_plan(engagement: Engagement) -> RangePlan | None:
    """Return the range of an engagement's client, worked out once; None without a SKU list."""
    return engagement.once(_worked_out)


def _worked_out(engagement: Engagement) -> RangePlan | None:
    listed, planned = sku_list(engagement), planned_skus(engagement)
    if listed is None or planned is None:
        return None
    return RangePlan(skus=planned, file=engagement.client.file, listed_cny=listed.sales_month_cny)


def range_chapter(plan: RangePlan) -> Blocks:
    """Return the chapter for one client, in the language spoken."""
    skus, file = plan.skus, plan.file
    return Blocks(
        [
            Heading(text=_title(plan)),
            Prose(text=_summary(plan)),
            *_cautions(plan),
            *other_demand(plan),
            *role_pages(plan.range),
            *hero_pages(plan.range, plan.stock, file),
            *price_page(skus, price_rules(file.store)),
            *gift_pages(plan.range, file),
            *stock_pages(plan.stock, file),
            *ready_page(skus, plan.range),
        ]
    )


def _title(plan: RangePlan) -> str:
    lead = _range_in_brief(plan)
    orders = plan.stock.to_order
    if not orders:
        return say("{lead}: the stock lasts for the opening", lead=lead)
    if plan.stock.late:
        return say_many(
            "{lead}: {n} order comes too late for the go-live",
            "{lead}: {n} orders come too late for the go-live",
            len(plan.stock.late),
            lead=lead,
        )
    return say(
        "{lead}: stock for {cost} must be ordered, the first by {day}",
        lead=lead,
        cost=money(plan.stock.cost_cny),
        day=day(plan.stock.first_order_by),
    )


def _range_in_brief(plan: RangePlan) -> str:
    skus = say_many("{n} SKU", "{n} SKUs", len(plan.skus.skus))
    heroes = plan.range.heroes
    if not heroes:
        return say("{skus} without a hero", skus=skus)
    if any(score.tier for score in heroes):
        named = say_many("{n} hero on condition", "{n} heroes on condition", len(heroes))
    else:
        named = say_many("{n} hero", "{n} heroes", len(heroes))
    return say("{skus} with {heroes}", skus=skus, heroes=named)


def _summary(plan: RangePlan) -> str:
    skus, store = plan.skus, plan.file.store
    if not skus.sales_month_cny or skus.margin_share is None:
        return say(
            "The list forecasts no sales. Without a forecast there are no heroes and no opening "
            "stock: the client's forecast by SKU is needed first."
        )
    units = sum(sku.units_per_month for sku in skus.sold)
    mean_price = skus.sales_month_cny / units
    gift = step_of(store.order_value_cny)
    return say(
        "By this plan the range sells {sales} in a mean month, at the list's gross margin of "
        "{margin} before gifts; the client file says {stated}. An average order of {order} is "
        "{pieces} units at the mean price, and a gift with it may cost {share} of the order.",
        sales=money(skus.sales_month_cny),
        margin=share(skus.margin_share),
        stated=share(store.margin_share),
        order=money(store.order_value_cny),
        pieces=cell(store.order_value_cny / mean_price, "tenths"),
        share=share(gift.share),
    )


def _cautions(plan: RangePlan) -> list[Block]:
    found: list[Block] = []
    skus, store = plan.skus, plan.file.store
    if plan.file.range is not None and plan.file.range.basis == "EXPERT":
        text = say(
            "Every number of this SKU list is an assumption of ours that shows the method. "
            "Replace the list by the client's own before anything is ordered."
        )
        found.append(Callout(title=say("An assumed SKU list"), text=text))
    margin = skus.margin_share
    if margin is not None and abs(margin - store.margin_share) > rule("product.margin_gap").value:
        text = say(
            "The list earns {margin} and the client file says {stated}: one of them is wrong, or "
            "the forecast sells another mix than the file assumes.",
            margin=share(margin),
            stated=share(store.margin_share),
        )
        found.append(Callout(title=say("Two margins"), text=text, tone="bad"))
    return found


ONE_DEMAND = 0.1
"""By what part two forecasts of a month may differ and still be called one."""


def other_demand(plan: RangePlan) -> list[Callout]:
    """Return that the client's own list forecasts other sales than this plan, where it does."""
    planned, listed = plan.skus.sales_month_cny, plan.listed_cny
    if not listed or not planned or abs(planned / listed - 1) <= ONE_DEMAND:
        return []
    text = say(
        "The list forecasts {listed} a month. This plan reckons with {planned}, the mean of its"
        " months: every SKU keeps its share of the list, and stock, gifts and heroes here go by the"
        " plan. Settle which of them holds before stock is ordered.",
        listed=money(listed),
        planned=money(planned),
    )
    return [Callout(title=say("The list forecasts other sales"), text=text)]


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
                        "The client file names no SKU list, so heroes, gifts and opening stock "
                        "are not worked out here."
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
