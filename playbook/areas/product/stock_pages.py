"""The pages on stock: what must be ordered for the go-live, by when, and what it costs."""

from __future__ import annotations

from playbook.areas.product.stock import StockLine, StockPlan
from playbook.areas.product.words import NAMED, SHOWN, label, left_out, named
from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.words.language import say, say_many
from playbook.words.wording import day, in_words, money, number, sentences, share, short_day
from sim.client.schema import ClientFile
from sim.model.months import DAYS_A_MONTH
from sim.tables.rules import rule


def stock_pages(stock: StockPlan, file: ClientFile) -> list[Block]:
    """Return what to order before the go-live and what moves too slowly."""
    page: list[Block] = [
        Heading(text=_title(stock, file), level=2),
        Prose(text=_method(file)),
    ]
    if stock.to_order:
        page.append(_orders(stock, file))
    if stock.late:
        page.append(_late(stock, file))
    slow = [line for line in stock.lines if _is_slow(line)]
    if slow:
        page.append(Prose(text=_slow(slow)))
    return page


def _title(stock: StockPlan, file: ClientFile) -> str:
    if not stock.to_order:
        return say(
            "The stock on hand is enough to open with on {day}", day=day(file.project.go_live)
        )
    return say_many(
        "{n} SKU must be ordered for {cost} before the go-live",
        "{n} SKUs must be ordered for {cost} before the go-live",
        len(stock.to_order),
        cost=money(stock.cost_cny),
    )


def _method(file: ClientFile) -> str:
    return say(
        "The opening stock of a SKU covers the forecast of its lead time and of {review}, and a "
        "safety stock with which it lasts until the next delivery in {level} of cases, when a "
        "month's sales spread by {spread} of their mean. Heroes open with {cover} days of sales at "
        "least. Nothing that is sold between today and the go-live in other channels is counted: "
        "the stock must be locked for the store. An event that the forecast leaves out needs stock "
        "of its own.",
        review=say_many(
            "{n} day between two looks at the stock",
            "{n} days between two looks at the stock",
            file.supply.review_days,
        ),
        level=share(rule("product.service_level").value),
        spread=share(rule("product.demand_cv").value),
        cover=number(round(rule("product.hero_cover_days").value)),
    )


def _orders(stock: StockPlan, file: ClientFile) -> Table:
    year = file.client.as_of.year != file.project.go_live.year
    rows = tuple(
        (
            label(line.sku),
            line.sku.stock_units,
            _days(line.sku.stock_days),
            line.safety_units,
            line.opening_units,
            line.order_units,
            line.cost_cny,
            short_day(line.order_by, year=year),
        )
        for line in stock.to_order[:SHOWN]
    )
    return Table(
        title=say("What to order, the most urgent first"),
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Stock"), unit=say("units"), format="integer"),
            Column(name=say("Lasts"), unit=say("days"), format="integer"),
            Column(name=say("Safety stock"), unit=say("units"), format="integer"),
            Column(name=say("Opening stock"), unit=say("units"), format="integer"),
            Column(name=say("To order"), unit=say("units"), format="integer"),
            Column(name=say("Cost"), unit=say("CNY"), format="exact_money"),
            Column(name=say("Order by"), align="right"),
        ),
        rows=rows,
        note=sentences(
            left_out(len(stock.to_order)),
            say(
                "All orders together cost {cost}. Lead times are calendar days; an order day that "
                "is no working day moves to the one before.",
                cost=money(stock.cost_cny),
            ),
            say(
                "Gifts are ordered by the list's own forecast; to give one with every order takes"
                " more, as the gift ladder says."
            )
            if any(line.sku.gift_only for line in stock.to_order[:SHOWN])
            else "",
        ),
    )


def _late(stock: StockPlan, file: ClientFile) -> Callout:
    longest = max(line.sku.lead_days for line in stock.late)
    text = say(
        "Ordered on {today}, {skus} would come after the go-live on {go_live}: the longest lead "
        "time is {lead}. Move stock over from other channels, open without these SKUs, or move the "
        "go-live.",
        today=day(file.client.as_of),
        skus=named([line.sku for line in stock.late]),
        go_live=day(file.project.go_live),
        lead=say_many("{n} day", "{n} days", longest),
    )
    return Callout(title=say("Too late already"), text=text, tone="bad")


def _is_slow(line: StockLine) -> bool:
    days = line.sku.stock_days
    if days is None:
        return line.sku.stock_units > 0
    return days > max(rule("product.slow_stock_days").value, line.needed_days or 0)


def _slow(slow: list[StockLine]) -> str:
    tied = sum(_beyond(line) * line.sku.unit_cost_cny for line in slow)
    ranked = sorted(slow, key=lambda line: (-_beyond(line) * line.sku.unit_cost_cny, line.sku.code))
    return say(
        "{skus} for more than {days} days, beyond what the opening needs. What lies beyond both "
        "cost {tied}, above all {names}.",
        skus=say_many("{n} SKU has stock", "{n} SKUs have stock", len(slow)),
        days=number(round(rule("product.slow_stock_days").value)),
        tied=money(tied),
        names=in_words([line.sku.name for line in ranked[:NAMED]]),
    )


def _beyond(line: StockLine) -> float:
    """Return the units beyond the slow limit and beyond what the opening needs."""
    limit = rule("product.slow_stock_days").value / DAYS_A_MONTH * line.sku.units_per_month
    return max(0.0, line.sku.stock_units - max(limit, line.opening_units))


def _days(days: float | None) -> int | None:
    return None if days is None else int(days)
