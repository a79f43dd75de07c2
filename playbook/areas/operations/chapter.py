"""The chapter on operations, from its targets on: campaigns, levers, service and paid traffic."""

from __future__ import annotations

from playbook.areas.operations.campaign_page import campaign_page
from playbook.areas.operations.lever_page import lever_page, tier_page, tiers_of
from playbook.areas.operations.levers import (
    Membership,
    group_buy_of,
    membership_of,
    trial_of,
    yearly_return,
)
from playbook.areas.operations.paid_traffic import paid_page, paid_test
from playbook.areas.operations.service_page import complaint_page, service_page
from playbook.blocks import (
    Block,
    Blocks,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Prose,
    Series,
    StackedBars,
    Table,
)
from playbook.engagement.campaigns import campaigns_of, filings, month_money
from playbook.engagement.engagement import Engagement
from playbook.engagement.gifts import packs_lacking
from playbook.engagement.service import service_plan
from playbook.engagement.targets import Branch, MonthTree, Tree, target_tree
from playbook.study.recommendation import Outlook
from playbook.words.language import say, say_many
from playbook.words.names import regime_name
from playbook.words.wording import count, exact_money, in_words, money, month, points, share

QUARTERLY_PLAN = "GV4"


def store_operations(engagement: Engagement) -> Blocks:
    """Return the chapter on operations: targets, campaigns, levers, service and paid traffic."""
    client, outlook = engagement.client, engagement.outlook
    campaigns, tree = campaigns_of(client), target_tree(engagement)
    signed = engagement.plan.ends(QUARTERLY_PLAN)
    membership = membership_of(client)
    return Blocks(
        [
            Heading(text=_title(tree)),
            *target_page(tree, outlook),
            *campaign_page(
                campaigns,
                month_money(client, campaigns),
                filings(client, signed),
                client.file.plan,
                outlook,
            ),
            *_levers(engagement, membership),
            *tier_page(tiers_of(membership, yearly_return(client))),
            *service_page(service_plan(client, campaigns)),
            *complaint_page(client.file.store.order_value_cny),
            *paid_page(paid_test(client, tree.months[0].sales_cny)),
        ]
    )


def _levers(engagement: Engagement, membership: Membership) -> list[Block]:
    client, lacking = engagement.client, packs_lacking(engagement)
    return lever_page(
        None if "trial" in lacking else trial_of(client),
        membership,
        None if "group" in lacking else group_buy_of(client),
    )


def _title(tree: Tree) -> str:
    return say_many(
        "Operations: {sales} in {n} month",
        "Operations: {sales} in {n} months",
        len(tree.months),
        sales=money(tree.sales_cny),
    )


def target_page(tree: Tree, outlook: Outlook) -> list[Block]:
    """Return the target tree of a season."""
    return [
        Heading(text=_target_title(tree), level=2),
        Prose(text=_method(outlook)),
        _chart(tree),
        _table(tree),
        *_gap(tree),
    ]


def _target_title(tree: Tree) -> str:
    sales = money(tree.sales_cny)
    gap = tree.gap_cny
    if gap is None:
        return say_many(
            "The tree gives {sales} in {n} month; the client names no target",
            "The tree gives {sales} in {n} months; the client names no target",
            len(tree.months),
            sales=sales,
        )
    if gap < 0:
        return say(
            "The tree gives {sales}, {gap} short of the target of {target}",
            sales=sales,
            gap=money(-gap),
            target=money(tree.target_cny),
        )
    return say(
        "The tree gives {sales}, {gap} above the target of {target}",
        sales=sales,
        gap=money(gap),
        target=money(tree.target_cny),
    )


def _method(outlook: Outlook) -> str:
    return say(
        "Sales are visits times conversion times order value. Organic visits follow the client's "
        "growth and the time of year. {captured} The tree is the forecast of the pitch, told by "
        "what it comes from.",
        captured=_captured(outlook),
    )


def _captured(outlook: Outlook) -> str:
    """Say what campaigns and ad-hoc offers count with, and where that comes from."""
    return say(
        "Of campaigns and ad-hoc offers as much counts as the simulated runs win with {regime}: "
        "{captured} of all offers. Those runs sell {sales} in the mean.",
        regime=regime_name(outlook.regime),
        captured=share(outlook.capture_rate),
        sales=money(outlook.sales_cny),
    )


def _chart(tree: Tree) -> Chart:
    parts = (
        (say("organic visits"), [one.organic.sales_cny for one in tree.months]),
        (say("campaigns"), [one.campaigns.sales_cny for one in tree.months]),
        (say("ad-hoc offers"), [one.adhoc.sales_cny for one in tree.months]),
        (say("repeat orders"), [one.returning_cny for one in tree.months]),
    )
    best = max(tree.months, key=lambda one: one.sales_cny)
    promoted = sum(one.promotion_cny for one in tree.months)
    part = share(promoted / tree.sales_cny if tree.sales_cny else 0.0)
    return StackedBars(
        title=say("Promotion brings {part} of the sales", part=part),
        alt=say(
            "Sales by month and source; the largest month is {month} with {sales}.",
            month=month(best.month),
            sales=money(best.sales_cny),
        ),
        labels=tuple(month(one.month) for one in tree.months),
        series=tuple(Series(name=name, values=tuple(values)) for name, values in parts),
        format="money",
    )


def _table(tree: Tree) -> Table:
    target = tree.target_month_cny
    cny = say("CNY")
    columns = [
        Column(name=say("Month")),
        Column(name=say("Visits"), format="integer", id="visits"),
        Column(name=say("Conversion"), format="share", id="conversion"),
        Column(name=say("First orders"), format="integer", id="first"),
        Column(name=say("Returning orders"), format="integer", id="again"),
        Column(name=say("Order value"), unit=cny, format="exact_money", id="value"),
        Column(name=say("Sales"), unit=cny, format="exact_money", id="sales"),
    ]
    formulas = [("first", "visits * conversion"), ("sales", "(first + again) * value")]
    if target is not None:
        columns.append(Column(name=say("Target"), unit=cny, format="exact_money", id="target"))
        columns.append(Column(name=say("Over target"), unit=cny, format="exact_money", id="gap"))
        formulas.append(("gap", "sales - target"))
    return Table(
        title=say("The target tree by month"),
        columns=tuple(columns),
        rows=tuple(_row(one, target) for one in tree.months),
        note=say(
            "Conversion and order value are means of all sources; in the workbook a changed visit, "
            "conversion or order value changes the sales."
        ),
        formulas=tuple(formulas),
    )


def _row(one: MonthTree, target: float | None) -> tuple[str | float, ...]:
    conversion = one.first_orders / one.visits if one.visits else 0.0
    value = one.sales_cny / one.orders if one.orders else 0.0
    row: tuple[str | float, ...] = (
        month(one.month),
        one.visits,
        conversion,
        one.visits * conversion,
        one.returning_orders,
        value,
        one.sales_cny,
    )
    return row if target is None else (*row, target, one.sales_cny - target)


def _gap(tree: Tree) -> list[Block]:
    gap = tree.gap_cny
    if gap is None:
        text = say("The client file names no target, so nothing can be said about a gap.")
        return [Callout(title=say("A target is missing"), text=text)]
    if gap >= 0 or not tree.branches:
        return _short_months(tree)
    enough = [_name(one) for one in tree.branches if not one.short]
    short = [_shortfall(one) for one in tree.branches if one.short]
    texts = [_branch(one) for one in tree.branches]
    page: list[Block] = [Bullets(items=tuple(texts))]
    if enough:
        text = say(
            "At best within the period, these branches can close the gap alone: {names}.",
            names=in_words(enough),
        )
        return [*page, Callout(text=text)]
    text = say(
        "No branch closes the gap alone: even at best each falls short, by {short}. All three at "
        "best together give {sales}.",
        short=in_words(short),
        sales=money(tree.at_best_cny),
    )
    tone = "neutral" if tree.at_best_cny >= (tree.target_cny or 0.0) else "bad"
    return [*page, Callout(text=text, tone=tone)]


def _short_months(tree: Tree) -> list[Block]:
    """Say which months fall short although the season does not."""
    asked = tree.target_month_cny or 0.0
    short = [month(one.month) for one in tree.months if one.sales_cny < asked]
    if not short:
        return []
    text = say_many(
        "The period reaches the target, but {n} month does not: {months}. Agree the target by "
        "month, following the time of year.",
        "The period reaches the target, but {n} months do not: {months}. Agree the target by "
        "month, following the time of year.",
        len(short),
        months=in_words(short),
    )
    return [Callout(text=text)]


def _branch(one: Branch) -> str:
    """Say what a branch is and what it must be to close the gap alone."""
    now, need, best = (_value(one, value) for value in (one.planned, one.needed, one.at_best))
    return say(
        "By {branch} alone the period needs {need} instead of {now}; at best it reaches {best}.",
        branch=_name(one),
        need=need,
        now=now,
        best=best,
    )


def _shortfall(one: Branch) -> str:
    short = count(one.short)
    said = {
        "visits": say("{short} visits", short=short),
        "conversion": say("{short} of conversion", short=points(one.short).lstrip("+")),
        "order_value": say("{short} an order", short=exact_money(one.short)),
    }
    return said[one.name]


def _name(one: Branch) -> str:
    return {
        "visits": say("visits"),
        "conversion": say("conversion"),
        "order_value": say("order value"),
    }[one.name]


def _value(one: Branch, value: float) -> str:
    spoken = {"visits": count, "conversion": share, "order_value": exact_money}
    return spoken[one.name](value)
