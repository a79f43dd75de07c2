"""The pages on the link of store and ERP: interfaces, cut-over, and the days keyed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.areas.logistics.capacity import plain
from playbook.blocks import Block, Blocks, Column, Gantt, Heading, Milestone, Prose, Span, Table
from playbook.engagement.engagement import Engagement
from playbook.project.phrases import beside_go_live, chance, labelled, short, working_days
from playbook.project.plan import NINE_IN_TEN, OnboardingPlan, by_start, last_working_day, timetable
from playbook.project.task import Task, role_name
from playbook.words.language import localised, say, say_many
from playbook.words.wording import day, sentences
from sim.model.units import months_later
from sim.tables.columns import Row
from sim.tables.read import read_table
from sim.tables.rules import case_fact


def interface_pages(dates: Mapping[str, str], *, linked: bool) -> list[Block]:
    """Return the interfaces, the tests and the way back.

    ``dates`` says in words until when the tests of a phase (``test``, ``cut_over``) are passed; a
    phase that is not in it has no tests.
    """
    rows = read_table("logistics/erp_interfaces")
    ordered = sorted(rows, key=lambda row: row.integer("order"))
    return [
        Heading(text=_title(len(ordered), linked=linked), level=2),
        Prose(text=_order(linked=linked)),
        _interfaces(ordered),
        _tests(dates, linked=linked),
        _triggers(linked=linked),
    ]


def _title(interfaces: int, *, linked: bool) -> str:
    if linked:
        return say_many(
            "{n} interface to check on the link that exists",
            "{n} interfaces to check on the link that exists",
            interfaces,
        )
    return say_many(
        "{n} interface to build, in this order",
        "{n} interfaces to build, in this order",
        interfaces,
    )


def _order(*, linked: bool) -> str:
    if linked:
        return say(
            "The client file says that the link stands. Each interface is checked against its"
            " acceptance test with the test orders before the go-live; what is missing is built in"
            " the order below."
        )
    return say(
        "Orders come first, then stock, because these two end the keying and the overselling. If"
        " time runs short, the last ones go live later and stay manual."
    )


def _interfaces(rows: Sequence[Row]) -> Table:
    return Table(
        title=say("Interface specification"),
        detail=True,
        columns=(
            Column(name=say("Place"), format="integer"),
            *(
                Column(name=head)
                for head in (
                    say("Interface"),
                    say("Direction"),
                    say("Fields"),
                    say("How often"),
                    say("Owner"),
                    say("Accepted when"),
                )
            ),
        ),
        rows=tuple(
            (
                row.integer("order"),
                localised(row, "name"),
                localised(row, "direction"),
                localised(row, "fields"),
                localised(row, "frequency"),
                role_name(row.text("owner")),
                localised(row, "test"),
            )
            for row in rows
        ),
    )


def _tests(dates: Mapping[str, str], *, linked: bool) -> Table:
    rows = [row for row in read_table("logistics/cutover_tests") if row.text("phase") in dates]
    ends = say("before the go-live") if linked else say("before the manual procedure ends")
    return Table(
        title=say_many("{n} test of the link", "{n} tests of the link", len(rows)),
        detail=True,
        columns=tuple(
            Column(name=head)
            for head in (say("Test"), say("Passed when"), say("Run by"), say("Passed by"))
        ),
        rows=tuple(
            (
                localised(row, "name"),
                localised(row, "pass"),
                role_name(row.text("owner")),
                dates[row.text("phase")],
            )
            for row in rows
        ),
        note=say("Every test is passed {ends}; one failure holds it.", ends=ends),
    )


def _triggers(*, linked: bool) -> Table:
    ready = say(
        "The manual procedure and its templates stay ready{span}.",
        span="" if linked else say(" for a month after the cut-over"),
    )
    return Table(
        title=say("Back to keying by hand: the triggers"),
        detail=True,
        columns=(
            Column(name=say("Trigger")),
            Column(name=say("Acts at"), align="right"),
            Column(name=say("Unit")),
            Column(name=say("What is done")),
        ),
        rows=tuple(
            (
                localised(row, "name"),
                plain(row.number("value")),
                localised(row, "unit"),
                localised(row, "action"),
            )
            for row in read_table("logistics/backout_triggers")
        ),
        note=sentences(
            say(
                "The logistics lead decides at once and tells both sides. The values are our "
                "estimates."
            ),
            ready,
        ),
    )


MANUAL_BRIDGE, SPECIFICATION, INTERFACE, CUT_OVER = "LG5", "LG7", "LG8", "LG9"


def erp_link(engagement: Engagement) -> Blocks:
    """Return the page on the manual phase and the cut-over to the interface."""
    plan = engagement.plan
    if CUT_OVER not in plan.network:
        linked = Heading(text=say("The store is linked to the ERP from the first day"))
        text = say(
            "No order is keyed by hand: the interface stands before the go-live (client file)."
        )
        return Blocks([linked, Prose(text=text)])
    steps = {MANUAL_BRIDGE, SPECIFICATION, INTERFACE, CUT_OVER, plan.network.goal}
    tasks = tuple(task for task in by_start(plan) if task.task_id in steps)
    return Blocks(
        [
            Heading(text=_keyed_title(plan)),
            Prose(text=_story(plan)),
            _gantt(plan, tasks),
            timetable(plan, tasks, title=say("From the manual bridge to the interface")),
        ]
    )


def manual_days(plan: OnboardingPlan) -> float:
    """Return the working days from the go-live to the cut-over, in which orders go by hand."""
    return plan.schedule.finish[CUT_OVER] - plan.schedule.length


def _keyed_title(plan: OnboardingPlan) -> str:
    return say(
        "Orders are keyed by hand for {days} after the go-live, until {date}",
        days=working_days(manual_days(plan)),
        date=day(plan.ends(CUT_OVER)),
    )


def _story(plan: OnboardingPlan) -> str:
    dates = sentences(_procedure(plan), _interface(plan), _cut_over(plan), _against_case(plan))
    early = plan.forecast.chance_ahead(INTERFACE, plan.network.goal)
    stock = say(
        "The chance that the interface is tested before the go-live is {share}. As long as orders "
        "and stock are copied by hand, an offer that brings many orders at once can sell more "
        "than there is: every answer under the green channel starts with a check of the free "
        "stock.",
        share=chance(early),
    )
    return f"{dates}\n\n{stock}"


def _procedure(plan: OnboardingPlan) -> str:
    return say(
        "The go-live does not wait for the interface: the procedure for keying orders by hand and "
        "reconciling every day stands by {date}, {when}.",
        date=day(plan.ends(MANUAL_BRIDGE)),
        when=_beside_go_live(plan, MANUAL_BRIDGE),
    )


def _beside_go_live(plan: OnboardingPlan, task_id: str) -> str:
    return beside_go_live(
        last_working_day(plan, plan.network.goal) - last_working_day(plan, task_id)
    )


def _interface(plan: OnboardingPlan) -> str:
    tested = day(plan.ends(INTERFACE))
    wait = manual_days(plan) - plan.network[CUT_OVER].most_likely
    if wait > 0.5:
        return say(
            "The interface is tested by {date}, {when}.",
            date=tested,
            when=_beside_go_live(plan, INTERFACE),
        )
    return say(
        "The interface is tested by {date}: from then on only the go-live is waited for.",
        date=tested,
    )


def _cut_over(plan: OnboardingPlan) -> str:
    return say(
        "The parallel run and the cut-over end on {date} by most likely durations, and in nine "
        "sampled plans of ten by {safe}.",
        date=day(plan.ends(CUT_OVER)),
        safe=day(plan.ready_with(NINE_IN_TEN, CUT_OVER)),
    )


def _against_case(plan: OnboardingPlan) -> str:
    live, over = plan.ends(plan.network.goal), plan.ends(CUT_OVER)
    months = int(case_fact("erp_manual_months").value)
    case_end = months_later(live, months)
    case = say(
        "In the case the manual phase lasted {months} months; counted from this go-live they would "
        "end on {date}",
        months=months,
        date=day(case_end),
    )
    when = say("on the same day as the case")
    if over != case_end:
        when = say("sooner than the case") if over < case_end else say("later than the case")
    return say("{case}, so this plan is {when}.", case=case, when=when)


def _gantt(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> Gantt:
    return Gantt(
        title=say(
            "The interface takes over {days} after the store opens",
            days=working_days(manual_days(plan)),
        ),
        alt=say(
            "Gantt chart: {bars}.", bars=say("; ").join(_bar_in_words(plan, one) for one in tasks)
        ),
        unit="date",
        bars=tuple(
            Span(
                label=labelled(task),
                area=say("ERP link"),
                start=plan.starts(task.task_id).isoformat(),
                finish=plan.ends(task.task_id).isoformat(),
                critical=plan.schedule.is_critical(task.task_id),
            )
            for task in tasks
        ),
        milestones=(
            Milestone(label=say("Likely go-live"), at=plan.ends(plan.network.goal).isoformat()),
        ),
    )


def _bar_in_words(plan: OnboardingPlan, task: Task) -> str:
    return say(
        "{task} from {start} to {finish}",
        task=short(task.name),
        start=day(plan.starts(task.task_id)),
        finish=day(plan.ends(task.task_id)),
    )
