"""The pages on what is given: the gift ladder, its budget, and the sample pack."""

from __future__ import annotations

from playbook.areas.product.roles import Range
from playbook.areas.product.words import NAMED, label, named
from playbook.blocks import Block, Callout, Column, Heading, Prose, Table
from playbook.clients.sku import Sku, fen, price
from playbook.engagement.gifts import GiftStep, SamplePack, gift_ladder, sample_pack, step_of
from playbook.words.language import say, say_many
from playbook.words.wording import count, in_words, money, sentences, share
from sim.client.schema import ClientFile
from sim.tables.rules import rule


def gift_pages(plan: Range, file: ClientFile) -> list[Block]:
    """Return the ladder with gifts of the list, what it costs, and a sample pack."""
    return [
        Heading(text=_title(plan), level=2),
        Prose(text=_budget(plan, file)),
        _ladder(plan),
        *_missing(plan),
        *_sample(plan),
    ]


def _paid_steps() -> list[GiftStep]:
    return [step for step in gift_ladder() if step.cost_most_cny > 0]


def _empty_steps(plan: Range) -> list[GiftStep]:
    return [step for step in _paid_steps() if not step.fitting(plan.listed.gifts)]


def _title(plan: Range) -> str:
    steps, empty = _paid_steps(), _empty_steps(plan)
    if not empty:
        return say("Each step of the gift ladder has a gift that fits")
    if len(empty) == len(steps):
        return say("The list has no gift for the ladder")
    return say(
        "The list has gifts for {some} of the {all} steps of the ladder",
        some=len(steps) - len(empty),
        all=len(steps),
    )


def _budget(plan: Range, file: ClientFile) -> str:
    step = step_of(file.store.order_value_cny)
    if not step.cost_most_cny:
        return say(
            "An average order of {order} reaches no step of the ladder: a gift is the reward of a "
            "larger order, and costs nothing on an ordinary one.",
            order=money(file.store.order_value_cny),
        )
    orders = plan.listed.sales_month_cny / file.store.order_value_cny
    most = say(
        "An average order of {order} reaches the step at {step}, where a gift may cost {cost}. On "
        "the {orders} that this plan reckons with, gifts cost at most {budget} a month if every "
        "order is average: this is the gift budget to sign.",
        order=money(file.store.order_value_cny),
        step=money(step.order_from_cny),
        cost=price(step.cost_most_cny),
        orders=say_many("{n} order a month", "{n} orders a month", round(orders)),
        budget=money(round(orders) * step.cost_most_cny),
    )
    fitting = step.fitting(plan.listed.gifts)
    if not fitting:
        return most
    best = fitting[0]
    chosen = say(
        "With the gift proposed for that step ({gift}, {cost} each) it would be {total}.",
        gift=best.name,
        cost=price(best.unit_cost_cny),
        total=money(round(orders) * best.unit_cost_cny),
    )
    return sentences(most, chosen, _scarce(best, round(orders)))


def _scarce(gift: Sku, orders: int) -> str:
    if gift.stock_units >= orders:
        return ""
    return say(
        "Its stock of {stock} is enough for {part} of them: order more, or give it on fewer days.",
        stock=count(gift.stock_units),
        part=share(gift.stock_units / orders),
    )


def _ladder(plan: Range) -> Table:
    rows = []
    for step in gift_ladder():
        fitting = step.fitting(plan.listed.gifts)
        best = fitting[0] if fitting else None
        none = say("no gift") if not step.cost_most_cny else say("none fits")
        rows.append(
            (
                _orders_of(step),
                step.share,
                fen(step.cost_most_cny),
                label(best) if best else none,
                fen(best.unit_cost_cny) if best else None,
                fen(best.list_price_cny) if best else None,
                best.stock_units if best else None,
                named(fitting[1:], 2) if len(fitting) > 1 else None,
            )
        )
    return Table(
        title=say("The most precious gift that each step can pay"),
        detail=True,
        columns=(
            Column(name=say("Order value")),
            Column(name=say("Gift, share of order"), format="share"),
            Column(name=say("Gift costs at most"), unit=say("CNY"), align="right"),
            Column(name=say("Gift")),
            Column(name=say("Cost"), unit=say("CNY"), align="right"),
            Column(name=say("List price"), unit=say("CNY"), align="right"),
            Column(name=say("Stock"), unit=say("units"), format="integer"),
            Column(name=say("Others that fit")),
        ),
        rows=tuple(rows),
        note=say(
            "The cost is measured on the smallest order of the step. The list price is what the "
            "gift is worth to the customer. Steps and shares are our estimates."
        ),
    )


def _orders_of(step: GiftStep) -> str:
    paid = _paid_steps()
    if not step.cost_most_cny and paid:
        return say("below {amount}", amount=money(paid[0].order_from_cny))
    return say("from {amount}", amount=money(step.order_from_cny))


def _missing(plan: Range) -> list[Block]:
    empty = _empty_steps(plan)
    if not empty:
        return []
    steps = in_words([money(step.order_from_cny) for step in empty])
    gifts = [gift for gift in plan.listed.gifts if gift.stock_units > 0]
    if not gifts:
        text = say(
            "No gift of the list is in stock, so the ladder cannot open: name gift SKUs that cost "
            "up to {cost}, or pack small sizes as gifts.",
            cost=price(max(step.cost_most_cny for step in empty)),
        )
    else:
        text = say(
            "No gift of the list fits orders from {steps}: the cheapest costs {cheapest}, the step "
            "at {first} pays up to {most}. Name a smaller gift, or begin the ladder higher.",
            steps=steps,
            cheapest=price(min(gift.unit_cost_cny for gift in gifts)),
            first=money(empty[0].order_from_cny),
            most=price(empty[0].cost_most_cny),
        )
    return [Callout(title=say("A step without a gift"), text=text, tone="bad")]


def _sample(plan: Range) -> list[Block]:
    pack = sample_pack(plan.listed.skus)
    return [Heading(text=_pack_title(pack), level=2), Prose(text=_pack_story(pack))]


def _pack_title(pack: SamplePack) -> str:
    if pack.is_full:
        return say_many(
            "A sample pack of {n} piece costs {cost}",
            "A sample pack of {n} pieces costs {cost}",
            len(pack.pieces),
            cost=price(pack.cost_cny),
        )
    if pack.pieces:
        return say_many(
            "The list has {n} piece for a sample pack, too few",
            "The list has {n} pieces for a sample pack, too few",
            len(pack.pieces),
        )
    return say("The list has nothing small enough for a sample pack")


def _pack_story(pack: SamplePack) -> str:
    wanted = say(
        "A sample pack holds {least} to {most} pieces and costs at most {cost}, its insert of "
        "{insert} included.",
        least=round(rule("product.sample_pieces_least").value),
        most=round(rule("product.sample_pieces_most").value),
        cost=price(pack.cost_most_cny),
        insert=price(pack.insert_cny),
    )
    if not pack.pieces:
        need = say("A trial of this range needs another form, such as a loan for a trial.")
        return sentences(wanted, need)
    pieces = say(
        "The cheapest in stock, at most two of a category: {pieces}.",
        pieces=named(pack.pieces, NAMED * 2),
    )
    if pack.is_full:
        return sentences(wanted, pieces)
    return sentences(wanted, pieces, say("Small sizes of the heroes would fill it."))
