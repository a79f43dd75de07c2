"""The storefront in the plan: categories, detail pages, and whether the page work fits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from playbook.areas.platform.workload import (
    Category,
    Work,
    categories,
    copywriting,
    decoration,
    photography,
    photos_a_sku,
)
from playbook.blocks import Block, Blocks, Callout, Column, Heading, Prose, Table
from playbook.clients.load import SkuList
from playbook.clients.sku import Sku
from playbook.engagement.engagement import Engagement, planned
from playbook.engagement.targets import planned_skus
from playbook.project.phrases import labelled, mentioned_with_id, tidy, working_days
from playbook.project.plan import OnboardingPlan
from playbook.project.task import Task, role_name
from playbook.words.language import language, localised, say, say_many
from playbook.words.wording import day, in_words, sentences, share
from sim.tables.read import read_table
from sim.tables.rules import rule


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
        detail=True,
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


FURTHEST_DAYS = 250
"""Working days beyond which a later go-live is no plan any more: a year."""


@dataclass(frozen=True, kw_only=True)
class WorkloadFit:
    """One task of the network beside the work that the SKU list asks of it."""

    task: Task
    work: Work

    @property
    def more_days(self) -> float:
        """Return the working days by which the list needs more than the network assumes."""
        return max(0.0, self.work.days - self.task.most_likely)


def fits(plan: OnboardingPlan, skus: SkuList) -> tuple[WorkloadFit, ...]:
    """Return the page work beside its tasks; a task that the client does not need is left out."""
    works = (decoration(skus.skus), photography(skus.skus), copywriting(skus.skus))
    known = {task.task_id: task for task in plan.network.tasks}
    return tuple(
        WorkloadFit(task=known[work.task_id], work=work) for work in works if work.task_id in known
    )


def storefront(engagement: Engagement) -> Blocks:
    """Return the chapter on the store's pages, or what is missing without a SKU list."""
    plan = engagement.plan
    skus = planned_skus(engagement)
    if skus is None:
        text = say(
            "The client file names no SKU list, so the category tree and the days for photos and "
            "detail pages are not worked out here."
        )
        return Blocks(
            [Heading(text=say("The store's pages: a SKU list is needed")), Callout(text=text)]
        )
    found, compared = categories(skus.skus), fits(plan, skus)
    return Blocks(
        [
            Heading(text=_page_work_title(compared)),
            Prose(text=_method()),
            *_workload(compared),
            *_effect(engagement, compared),
            *_at_slow_rates(compared),
            *_tree(found),
            *detail_page(skus.skus),
        ]
    )


def _page_work_title(compared: tuple[WorkloadFit, ...]) -> str:
    short = [mentioned_with_id(fit.task) for fit in compared if fit.more_days]
    if not short:
        return say("The store's pages: at likely rates the work fits the plan")
    return say(
        "The store's pages: the SKU list needs more days than the plan for {tasks}",
        tasks=in_words(short),
    )


def _method() -> str:
    photos = photos_a_sku()
    return say(
        "A SKU without photos gets {photos}: {white} on white ground, {detail} of details and "
        "{scene} in a scene. A studio photographs {slow} to {fast} SKUs a day. Every SKU that is "
        "sold gets a detail page, and every category a page of its own. The rates are our "
        "estimates; fast and slow take all of them at the end of their range.",
        photos=round(photos.value),
        white=round(rule("platform.photos_white").value),
        detail=round(rule("platform.photos_detail").value),
        scene=round(rule("platform.photos_scene").value),
        slow=round(rule("platform.skus_shot_a_day").low),
        fast=round(rule("platform.skus_shot_a_day").high),
    )


def _workload(compared: tuple[WorkloadFit, ...]) -> Iterator[Table]:
    if not compared:
        return
    pieces = {"PF5": say("category pages"), "PF6": say("photos"), "PF7": say("detail pages")}
    yield Table(
        title=say("Days that the SKU list asks for, beside those of the plan"),
        columns=(
            Column(name=say("Task")),
            Column(name=say("Amount"), format="integer"),
            Column(name=say("What")),
            Column(name=say("Fast"), unit=say("days"), format="integer"),
            Column(name=say("Likely"), unit=say("days"), format="integer"),
            Column(name=say("Slow"), unit=say("days"), format="integer"),
            Column(name=say("In the plan"), unit=say("days"), format="number"),
        ),
        rows=tuple(
            (
                labelled(fit.task),
                fit.work.pieces,
                pieces[fit.work.task_id],
                fit.work.fast_days,
                fit.work.days,
                fit.work.slow_days,
                tidy(fit.task.most_likely),
            )
            for fit in compared
        ),
        note=say("Working days; those of the plan are the most likely ones."),
    )


def _effect(engagement: Engagement, compared: tuple[WorkloadFit, ...]) -> Iterator[Block]:
    plan = engagement.plan
    more = {fit.task.task_id: fit.more_days for fit in compared if fit.more_days}
    if not more:
        return
    needs = [
        say(
            "{task} needs {days} more",
            task=mentioned_with_id(fit.task),
            days=working_days(fit.more_days),
        )
        for fit in compared
        if fit.more_days
    ]
    told = say("At the likely rates {needs} than the plan assumes.", needs=_clauses(needs))
    if max(more.values()) > FURTHEST_DAYS:
        never = say(
            "No date of this plan can be kept: open with a smaller first range, or with many hands."
        )
        yield Callout(title=say("Work and plan"), text=sentences(told, never), tone="bad")
        return
    slip = engagement.method.slip
    later = {task_id: slip.get(task_id, 0.0) + days for task_id, days in more.items()}
    longer = planned(engagement, {**slip, **later})
    before, after = plan.ends(plan.network.goal), longer.ends(longer.network.goal)
    if before == after:
        moved = say("The likely go-live stays on {date}: the slack covers it.", date=day(before))
        tone = "neutral"
    else:
        moved = say(
            "The likely go-live would move from {before} to {after}. A smaller first range or one "
            "more pair of hands keeps the date.",
            before=day(before),
            after=day(after),
        )
        tone = "bad"
    yield Callout(title=say("Work and plan"), text=sentences(told, moved), tone=tone)


def _at_slow_rates(compared: tuple[WorkloadFit, ...]) -> Iterator[Prose]:
    tight = [
        fit for fit in compared if not fit.more_days and fit.work.slow_days > fit.task.most_likely
    ]
    if not tight:
        return
    longer = [
        say(
            "{task} by {days}",
            task=mentioned_with_id(fit.task),
            days=working_days(fit.work.slow_days - fit.task.most_likely),
        )
        for fit in tight
    ]
    yield Prose(
        text=say(
            "At the slow rates the work would exceed the plan: {tasks}.", tasks=in_words(longer)
        )
    )


def _clauses(told: list[str]) -> str:
    """Return clauses in a row; Chinese sets a comma, where it joins nouns by a word."""
    return in_words(told) if language() == "en" else "，".join(told)


def _tree(found: tuple[Category, ...]) -> Iterator[Block]:
    if not found:
        return
    yield Heading(text=_tree_title(found), level=2)
    yield Table(
        title=say("The category tree, the largest forecast first"),
        columns=(
            Column(name=say("Category")),
            Column(name=say("SKUs"), format="integer"),
            Column(name=say("Sales a month"), unit=say("CNY"), format="exact_money"),
            Column(name=say("Without photos"), format="integer"),
            Column(name=say("Without certificate"), format="integer"),
        ),
        rows=tuple(
            (
                one.label,
                one.skus,
                one.sales_month_cny,
                one.without_photos,
                one.without_certificate,
            )
            for one in found
        ),
        note=say(
            "Categories as the SKU list names them, without gifts; sales of the plan's mean month"
            " by their shares in the list."
        ),
    )


def _tree_title(found: tuple[Category, ...]) -> str:
    total = sum(one.sales_month_cny for one in found)
    if not total:
        return say_many("{n} category in the tree", "{n} categories in the tree", len(found))
    return say_many(
        "{n} category in the tree; “{largest}” carries {share} of the forecast",
        "{n} categories in the tree; “{largest}” carries {share} of the forecast",
        len(found),
        largest=found[0].label,
        share=share(found[0].sales_month_cny / total),
    )
