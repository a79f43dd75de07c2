"""The detail page in twelve blocks: what each shows, who provides it, and where it is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from playbook.blocks import Block, Column, Heading, Table
from playbook.clients.sku import Sku
from playbook.project.raci import role_name
from playbook.words.language import localised, say, say_many
from sim.tables.read import read_table


def detail_page(skus: Collection[Sku]) -> Iterator[Block]:
    """Yield the blocks of a detail page with the number of SKUs that lack what a block needs."""
    sold = [sku for sku in skus if not sku.gift_only]
    rows = tuple(
        (
            number,
            localised(row, "name"),
            localised(row, "shows"),
            role_name(row.text("given_by")),
            missing(sold, row.text("needs")),
        )
        for number, row in enumerate(read_table("platform/detail_page_blocks"), start=1)
    )
    yield Heading(text=_title(sold, len(rows)), level=2, id="detail-page")
    yield Table(
        title=say("A detail page in {count} blocks", count=len(rows)),
        columns=(
            Column(name=say("Place"), format="integer"),
            Column(name=say("Block")),
            Column(name=say("It shows")),
            Column(name=say("From")),
            Column(name=say("SKUs that lack it"), format="integer"),
        ),
        rows=rows,
        note=say("A dash: the SKU list does not tell. Gifts have no page of their own."),
    )


def missing(sold: Collection[Sku], needs: str) -> int | None:
    """Return how many SKUs lack ``photos`` or a ``certificate``; None for what no list tells."""
    if needs == "photos":
        return sum(not sku.photo_ready for sku in sold)
    if needs == "certificate":
        return sum(not sku.certificate_ready for sku in sold)
    return None


def _title(sold: Collection[Sku], blocks: int) -> str:
    pages = say_many("{n} detail page", "{n} detail pages", len(sold))
    without = missing(sold, "certificate")
    if not without:
        return say(
            "{pages} of {blocks} blocks; every certificate is there", pages=pages, blocks=blocks
        )
    return say_many(
        "{pages} of {blocks} blocks; for {n} the test report is still missing",
        "{pages} of {blocks} blocks; for {n} the test report is still missing",
        without,
        pages=pages,
        blocks=blocks,
    )
