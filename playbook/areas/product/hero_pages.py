"""The pages on the heroes: every test, passed or failed, and the stock they open with."""

from __future__ import annotations

import math

from playbook.areas.product.roles import HeroRule, HeroScore, Range, hero_rules
from playbook.areas.product.stock import StockPlan
from playbook.areas.product.words import label, named
from playbook.blocks import (
    Block,
    Callout,
    Chart,
    Column,
    GroupedBars,
    Heading,
    Prose,
    Series,
    Table,
)
from playbook.clients.sku import price
from playbook.words.language import say, say_many
from playbook.words.wording import count, in_words, money, number, sentences, share
from sim.client.schema import ClientFile


def hero_pages(plan: Range, stock: StockPlan, file: ClientFile) -> list[Block]:
    """Return the heroes with their tests and a chart of their stock."""
    heading = Heading(text=_title(plan), level=2)
    if not plan.heroes:
        text = say("A SKU without a forecast is never a hero, and this list has no other.")
        return [heading, Prose(text=text)]
    pages = [heading, Prose(text=_story(plan, file)), _tests(plan)]
    return [*pages, *_conditions(plan), _stock_chart(plan, stock)]


def _title(plan: Range) -> str:
    heroes = plan.heroes
    if not heroes:
        return say("No SKU can carry the opening yet")
    part = share(plan.hero_share)
    sound = sum(score.tier == 0 for score in heroes)
    if sound == len(heroes):
        return say_many(
            "{n} hero passes every test and brings {part} of the forecast sales",
            "{n} heroes pass every test and bring {part} of the forecast sales",
            sound,
            part=part,
        )
    if sound:
        return say_many(
            "Only {n} of {all} heroes passes every test; together they bring {part} of the sales",
            "Only {n} of {all} heroes pass every test; together they bring {part} of the sales",
            sound,
            all=len(heroes),
            part=part,
        )
    return say(
        "No SKU passes every hero test; the nearest {all} bring {part} of the forecast sales",
        all=len(heroes),
        part=part,
    )


def _story(plan: Range, file: ClientFile) -> str:
    passing = sum(score.tier == 0 for score in plan.scores)
    mendable = sum(score.tier == 1 for score in plan.scores)
    tests = say(
        "The tests are those of a consumable that one parcel carries and one photo sells. A gift "
        "takes {gift} of the price in the margin test, as it does on an average order of {order}.",
        gift=share(plan.gift_share),
        order=money(file.store.order_value_cny),
    )
    return f"{tests}\n\n{sentences(_passing(len(plan.scores), passing), _mendable(mendable))}"


def _passing(sold: int, passing: int) -> str:
    if not passing:
        return say("None of the {all} SKUs that are sold passes every test.", all=sold)
    return say_many(
        "Of {all} SKUs that are sold {n} passes every test.",
        "Of {all} SKUs that are sold {n} pass every test.",
        passing,
        all=sold,
    )


def _mendable(count: int) -> str:
    if not count:
        return ""
    return say_many(
        "{n} more fails only what stock or a certificate can mend before the go-live.",
        "{n} more fail only what stock or a certificate can mend before the go-live.",
        count,
    )


def _tests(plan: Range) -> Table:
    rules = hero_rules()
    rows: list[tuple[str | float, ...]] = []
    for score in plan.heroes:
        cells = [_shown(rule, score.measured[rule.rule_id]) for rule in rules]
        rows.append((label(score.sku), score.shown, *cells))
    weights = [
        say("{rule} {points}", rule=rule.name, points=number(round(rule.weight))) for rule in rules
    ]
    return Table(
        title=say("What each hero measures in each test"),
        detail=True,
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Hero score"), format="tenths"),
            *(Column(name=rule.name, unit=_threshold(rule), align="right") for rule in rules),
        ),
        rows=tuple(rows),
        note=say(
            "A cell without a remark passes. Points of the score: {weights}. Thresholds and "
            "points are our estimates.",
            weights=in_words(weights),
        ),
    )


def _threshold(rule: HeroRule) -> str:
    if rule.rule_id in ("one_photo", "certificate"):
        return say("yes")
    sign = "≥" if rule.at_least else "≤"
    return f"{sign} {_measured(rule.rule_id, rule.threshold)}"


def _shown(rule: HeroRule, measured: float) -> str:
    text = _measured(rule.rule_id, measured)
    return text if rule.passes(measured) else say("{value} (fails)", value=text)


def _measured(rule_id: str, value: float) -> str:
    if math.isinf(value):
        return say("once in years") if rule_id == "cycle_days" else say("no end")
    if rule_id == "margin_after_gift":
        return share(value)
    if rule_id == "weight_kg":
        return say("{number} kg", number=f"{value:g}")
    if rule_id in ("cycle_days", "stock_days"):
        return say_many("{n} day", "{n} days", math.floor(value))
    return say("yes") if value else say("no")


def _conditions(plan: Range) -> list[Block]:
    """Say what the heroes on condition lack; the client signs for it or names others."""
    lacking = [score for score in plan.heroes if score.tier]
    if not lacking:
        return []
    close = say(
        "A hero on condition is a decision of the client: mend it before the go-live, accept it "
        "with its weakness, or develop a pack that passes."
    )
    text = sentences(*(_condition(score) for score in lacking), close)
    return [Callout(title=say("Heroes on condition"), text=text, tone="bad")]


def _condition(score: HeroScore) -> str:
    failed = in_words([rule.name for rule in score.failed])
    return say(
        "{sku} at {price} fails: {tests}.", sku=score.sku.name, price=_price(score), tests=failed
    )


def _price(score: HeroScore) -> str:
    return price(score.sku.store_price_cny)


def _stock_chart(plan: Range, stock: StockPlan) -> Chart:
    lines = [stock.line_of(score.sku.code) for score in plan.heroes]
    short = [line.sku for line in lines if line.order_units]
    held = [math.floor(line.sku.stock_days or 0) for line in lines]
    needed = [round(line.needed_days or 0) for line in lines]
    title = (
        say("{skus} must be ordered before the go-live", skus=named(short))
        if short
        else say("The heroes have the stock that the opening needs")
    )
    spoken = [
        say(
            "{sku} {held} of {needed} days", sku=line.sku.name, held=count(have), needed=count(need)
        )
        for line, have, need in zip(lines, held, needed, strict=True)
    ]
    return GroupedBars(
        title=title,
        alt=say("Days of sales in stock and needed: {bars}.", bars=say("; ").join(spoken)),
        labels=tuple(line.sku.name for line in lines),
        series=(
            Series(name=say("days of sales in stock today"), values=tuple(held)),
            Series(name=say("days needed at the go-live"), values=tuple(needed)),
        ),
        format="integer",
        orientation="horizontal",
    )
