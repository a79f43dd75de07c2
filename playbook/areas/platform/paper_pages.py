"""The platform in the plan: papers and fees, the letter to customers, the first measurement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from playbook.blocks import Block, Blocks, Callout, Column, Heading, Prose, Table
from playbook.engagement.cash import fees_of, usual_range
from playbook.engagement.engagement import Engagement, sku_list
from playbook.engagement.gifts import GiftStep, gift_ladder
from playbook.project.changes import is_linked
from playbook.project.plan import OnboardingPlan
from playbook.project.task import role_name
from playbook.words.language import LANGUAGES, language, localised, say, say_many, speaking
from playbook.words.wording import day, exact_money, number, share
from sim.client.schema import ClientFile
from sim.tables.columns import Row
from sim.tables.read import read_table

FEES = "platform_fee"
USED_UP_DAYS = 120
"""The longest cycle of a thing that is used up and bought again (EXPERT)."""

CREDIT_HOURS = 48
"""Hours in which a returned order is credited (EXPERT, domain 5.1)."""


def papers(engagement: Engagement) -> Blocks:
    """Return papers and fees for the opening, the letter as a draft, and the baseline."""
    plan = engagement.plan
    file = engagement.client.file
    rows = list(_papers(plan))
    heading = say("The store exists: what the platform takes, and the letter to customers")
    if rows:
        heading = say_many(
            "{n} paper opens the store; the last is due on {day}",
            "{n} papers open the store; the last is due on {day}",
            len(rows),
            day=day(max(when for _, _, when in rows)),
        )
    return Blocks(
        [
            Heading(text=heading, id="papers"),
            *_paper_table(plan, rows),
            _fees(file),
            *_letter(engagement),
            _baseline(engagement),
        ]
    )


def _papers(plan: OnboardingPlan) -> Iterator[tuple[Row, str, date]]:
    known = {task.task_id for task in plan.network.tasks}
    for row in read_table("platform/store_papers"):
        task = row.text("task_id")
        if task in known:
            yield row, role_name(row.text("given_by")), plan.starts(task)


def _paper_table(plan: OnboardingPlan, rows: list[tuple[Row, str, date]]) -> Iterator[Block]:
    if rows:
        yield Table(
            title=say("Papers of the client for the platform"),
            columns=(
                Column(name=say("Paper")),
                Column(name=say("From")),
                Column(name=say("Needed on")),
            ),
            rows=tuple(
                (localised(row, "name"), giver, plan.dated(when)) for row, giver, when in rows
            ),
        )


def _fees(file: ClientFile) -> Table:
    era = file.client.era
    known = fees_of(era, store_exists=not file.offers.new_store)
    rows = [row for row in known if row["kind"] == FEES]
    return Table(
        title=say("What the platform takes"),
        columns=(
            Column(name=say("Fee")),
            Column(name=say("Rate or sum")),
        ),
        rows=tuple((localised(row, "name"), usual_range(row, era)) for row in rows),
        note=say(
            "This plan reckons with a commission of {share}.",
            share=share(file.store.platform_commission_share),
        ),
    )


def _letter(engagement: Engagement) -> Iterator[Block]:
    """Yield the letter to customers as a draft, in the document's language and in the other."""
    yield Heading(text=say("A letter to customers, as a draft"), level=2, id="letter")
    yield Callout(
        title=say("A draft"),
        text=say(
            "The letter lies in every parcel. Its figures are those of this plan; its tone is the"
            " brand's to decide, and the brand signs it."
        ),
    )
    yield Prose(text=letter(engagement))
    for other in LANGUAGES:
        if other != language():
            yield Heading(text=_in(other), level=2)
            with speaking(other):
                text = letter(engagement)
            yield Prose(text=text, language=other)


def _in(spoken: str) -> str:
    names = {"en": say("The letter in English"), "zh": say("The letter in Chinese")}
    return names[spoken]


def letter(engagement: Engagement) -> str:
    """Return the letter in the language spoken, with this client's brand and terms."""
    file = engagement.client.file
    gift = _first_gift(engagement)
    thanks = say(
        "Dear customer, thank you for opening this parcel of {brand}.",
        brand=engagement.client.file.client.brand,
    )
    if file.offers.new_store:
        thanks = say(
            "Dear customer, thank you for opening this parcel. {brand} is new online; you are among"
            " the first who trust it unseen.",
            brand=engagement.client.file.client.brand,
        )
    price = say(
        "What you paid is what our shops ask: we do not give discounts, we give you something"
        " instead. From an order of {amount} on, a gift lies in the parcel while there are some.",
        amount=exact_money(gift.order_from_cny),
    )
    if not (file.store.same_price and file.store.shops):
        price = say(
            "From an order of {amount} on, a gift lies in the parcel while there are some.",
            amount=exact_money(gift.order_from_cny),
        )
    care = say(
        "If anything is not as you expected, tell us before you tell others: a return is credited"
        " within {hours} hours of its arrival, and a person answers you.",
        hours=CREDIT_HOURS,
    )
    member = say(
        "Members are the first to hear of what is new, and are left in peace otherwise. Write to us"
        " what we should do better; we read every line."
    )
    if _runs_low(engagement):
        member = say(
            "Members hear from us when their things run low, and seldom otherwise. Write to us"
            " what we should do better; we read every line."
        )
    parts = [thanks, price, care, *([member] if file.store.membership else [])]
    return "\n\n".join(parts)


def _first_gift(engagement: Engagement) -> GiftStep:
    """Return the lowest step of the ladder that pays for a gift, if known one of the list."""
    steps = [step for step in gift_ladder() if step.share]
    skus = sku_list(engagement)
    if skus is None:
        return steps[0]
    return next((step for step in steps if step.fitting(skus.gifts)), steps[0])


def _runs_low(engagement: Engagement) -> bool:
    """Tell whether at least half of the sales are of things that are used up within the limit."""
    skus = sku_list(engagement)
    if skus is None:
        return True
    low = [sku for sku in skus.sold if sku.cycle_days and sku.cycle_days <= USED_UP_DAYS]
    return 2 * sum(s.sales_month_cny for s in low) >= sum(s.sales_month_cny for s in skus.sold)


def _baseline(engagement: Engagement) -> Table:
    file = engagement.client.file
    store, supply = file.store, file.supply
    rows = [
        (say("visits a day"), number(store.organic_visits_per_day)),
        (say("conversion of visits"), share(store.conversion_share)),
        (say("average order value"), exact_money(store.order_value_cny)),
        (say("orders that are followed by another"), share(store.repeat_share)),
        (say("returned orders"), share(store.return_share)),
        (say("chats among visitors"), share(supply.chat_share)),
    ]
    if not is_linked(engagement.client.file):
        wrong = share(supply.keying_error_share)
        rows.append((say("wrong orders while keyed by hand"), wrong))
    return Table(
        title=say("Recorded from the first day: {count} figures", count=len(rows)),
        detail=True,
        columns=(
            Column(name=say("Measure")),
            Column(name=say("The model begins with"), align="right"),
        ),
        rows=tuple(rows),
        note=say(
            "What is measured in the first four weeks replaces these values in the client file; the"
            " forecast is then run again."
        ),
    )
