"""The pages on the roles of the range: how many SKUs have each, and the best of the score."""

from __future__ import annotations

from playbook.areas.product.roles import PROFIT, Range, role_table
from playbook.areas.product.words import SHOWN, label, left_out
from playbook.blocks import Block, Column, Heading, Prose, Table
from playbook.clients.prices import fen
from playbook.words.language import localised, say
from playbook.words.wording import count, in_words, interval, sentences, share
from sim.tables.rows import Row


def role_pages(plan: Range) -> list[Block]:
    """Return the roles with their guide, and the SKUs of the highest score."""
    heading = Heading(text=_title(plan), level=2)
    return [heading, Prose(text=_against_guide(plan)), _roles(plan), _scores(plan)]


def _title(plan: Range) -> str:
    sold = len(plan.listed.sold)
    return say(
        "{share} of the SKUs that are sold are there to earn",
        share=share(len(plan.of_role(PROFIT)) / sold),
    )


def _against_guide(plan: Range) -> str:
    sold = len(plan.listed.sold)
    outside = []
    for role, row in role_table().items():
        if not (row.has("low") and row.has("high")):
            continue
        number = len(plan.of_role(role))
        of_range = row["unit"] == "share of SKUs"
        part = number / sold if of_range else number
        if not row.number("low") <= part <= row.number("high"):
            name = localised(row, "name")
            shown = share(part) if of_range else count(part)
            outside.append(say("{name} at {part}", name=name, part=shown))
    if not outside:
        return say("Every role is inside its guide.")
    return say(
        "Outside the guide: {roles}. The guide is one of many ranges; the client decides whether "
        "to trim, to add or to stay.",
        roles=in_words(outside),
    )


def _roles(plan: Range) -> Table:
    sold, sales = len(plan.listed.sold), plan.listed.sales_month_cny
    rows = []
    for role, row in role_table().items():
        skus = plan.of_role(role)
        gift = not row.has("value")
        earned = sum(sku.sales_month_cny for sku in skus)
        rows.append(
            (
                localised(row, "name"),
                len(skus),
                None if gift else len(skus) / sold,
                _guide(row),
                earned / sales if sales and not gift else None,
                localised(row, "rule"),
            )
        )
    return Table(
        title=say("Each SKU has one role, by a stated rule"),
        columns=(
            Column(name=say("Role")),
            Column(name=say("SKUs"), format="integer"),
            Column(name=say("Share of SKUs sold"), format="share"),
            Column(name=say("Guide")),
            Column(name=say("Share of forecast sales"), format="share"),
            Column(name=say("Rule")),
        ),
        rows=tuple(rows),
        note=say(
            "The guides are EXPERT. A share of SKUs is taken of those that are sold; ties go to "
            "the lower price, then to the code."
        ),
    )


def _guide(row: Row) -> str:
    if not (row.has("low") and row.has("high")):
        return say("as listed")
    ends = row.number("low"), row.number("high")
    return interval(*ends, share if row["unit"] == "share of SKUs" else count)


def _scores(plan: Range) -> Table:
    names = {role: localised(row, "name") for role, row in role_table().items()}
    rows = tuple(
        (
            label(score.sku),
            names[plan.roles[score.sku.code]],
            score.shown,
            fen(score.sku.store_price_cny),
            score.sku.margin_share,
            float(score.sku.units_per_month),
            score.sku.profit_month_cny,
        )
        for score in plan.scores[:SHOWN]
    )
    return Table(
        title=say("The nearest to a hero stand first"),
        columns=(
            Column(name=say("SKU")),
            Column(name=say("Role")),
            Column(name=say("Hero score"), format="tenths"),
            Column(name=say("Price"), unit=say("CNY"), align="right"),
            Column(name=say("Gross margin"), format="share"),
            Column(name=say("Units a month"), format="integer"),
            Column(name=say("Gross profit a month"), unit=say("CNY"), format="exact_money"),
        ),
        rows=rows,
        note=sentences(
            say(
                "First those that pass every hero test, then those whose failures can be mended "
                "before the go-live, then the rest; among equals by score and by forecast profit."
            ),
            left_out(len(plan.scores)),
        ),
    )
