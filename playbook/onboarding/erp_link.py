"""The link of store and ERP: how long orders are keyed by hand, until the interface takes over."""

from __future__ import annotations

from datetime import date

from playbook.blocks import Blocks, Chart, Heading, Prose
from playbook.onboarding.areas import timetable
from playbook.onboarding.case import case_number
from playbook.onboarding.phrases import chance, short, working_days
from playbook.onboarding.plan import NINE_IN_TEN, OnboardingPlan
from playbook.task import Task
from playbook.wording import day

MANUAL_BRIDGE, SPECIFICATION, INTERFACE, CUT_OVER = "LG5", "LG7", "LG8", "LG9"


def erp_link(plan: OnboardingPlan) -> Blocks:
    """Return the page on the manual phase and the cut-over to the interface."""
    if CUT_OVER not in plan.network:
        linked = Heading(text="The store is linked to the ERP from the first day")
        text = "No order is keyed by hand: the interface stands before the go-live (client file)."
        return Blocks([linked, Prose(text=text)])
    steps = {MANUAL_BRIDGE, SPECIFICATION, INTERFACE, CUT_OVER, plan.network.goal}
    tasks = tuple(task for task in plan.by_start() if task.task_id in steps)
    return Blocks(
        [
            Heading(text=_title(plan)),
            Prose(text=_story(plan)),
            _gantt(plan, tasks),
            timetable(plan, tasks, title="From the manual bridge to the interface"),
        ]
    )


def manual_days(plan: OnboardingPlan) -> float:
    """Return the working days from the go-live to the cut-over, in which orders go by hand."""
    return plan.schedule.finish[CUT_OVER] - plan.schedule.length


def _title(plan: OnboardingPlan) -> str:
    return (
        f"Orders are keyed by hand for {working_days(manual_days(plan))} after the go-live, "
        f"until {day(plan.ends(CUT_OVER))}"
    )


def _story(plan: OnboardingPlan) -> str:
    goal = plan.network.goal
    wait = manual_days(plan) - plan.network[CUT_OVER].most_likely
    early = plan.forecast.chance_ahead(INTERFACE, goal)
    return (
        f"The go-live does not wait for the interface: the procedure for keying orders by hand "
        f"and reconciling every day stands by {day(plan.ends(MANUAL_BRIDGE))}, "
        f"{_order(plan, MANUAL_BRIDGE)}. {_interface(plan, wait)} The parallel run and the "
        f"cut-over end on {day(plan.ends(CUT_OVER))} by most likely durations, and in nine "
        f"sampled plans of ten by {day(plan.ready_with(NINE_IN_TEN, CUT_OVER))}. "
        f"{_against_case(plan)}\n\n"
        f"The chance that the interface is tested before the go-live is {chance(early)}. As "
        f"long as orders and stock are copied by hand, an offer that brings many orders at once "
        f"can sell more than there is: every answer under the green channel starts with a check "
        f"of the free stock."
    )


def _order(plan: OnboardingPlan, task_id: str) -> str:
    days = plan.last_working_day(plan.network.goal) - plan.last_working_day(task_id)
    if days == 0:
        return "on the day of the go-live"
    return f"{working_days(abs(days))} {'before' if days > 0 else 'after'} the go-live"


def _interface(plan: OnboardingPlan, wait: float) -> str:
    tested = day(plan.ends(INTERFACE))
    if wait > 0.5:
        return f"The interface is tested by {tested}, {_order(plan, INTERFACE)}."
    return f"The interface is tested by {tested}: from then on only the go-live is waited for."


def _against_case(plan: OnboardingPlan) -> str:
    live, over = plan.ends(plan.network.goal), plan.ends(CUT_OVER)
    months = int(case_number("erp_manual_months"))
    case_end = _months_later(live, months)
    word = (
        "sooner than"
        if over < case_end
        else "on the same day as"
        if over == case_end
        else ("later than")
    )
    return (
        f"In the case the manual phase lasted {months} months; counted from this "
        f"go-live they would end on {day(case_end)}, so this plan is {word} the case."
    )


def _months_later(start: date, months: int) -> date:
    """Return the same day of a later month, or the last one that the month has.

    >>> _months_later(date(2010, 7, 30), 2), _months_later(date(2010, 12, 31), 2)
    (datetime.date(2010, 9, 30), datetime.date(2011, 2, 28))
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(start.day, last))


def _gantt(plan: OnboardingPlan, tasks: tuple[Task, ...]) -> Chart:
    return Chart(
        kind="gantt",
        title=(f"The interface takes over {working_days(manual_days(plan))} after the store opens"),
        alt="Gantt chart: "
        + "; ".join(
            f"{task.name} from {day(plan.starts(task.task_id))} to {day(plan.ends(task.task_id))}"
            for task in tasks
        )
        + ".",
        data={
            "unit": "date",
            "bars": [
                {
                    "label": f"{task.task_id} {short(task.name)}",
                    "area": "ERP link",
                    "start": plan.starts(task.task_id).isoformat(),
                    "finish": plan.ends(task.task_id).isoformat(),
                    "critical": plan.schedule.is_critical(task.task_id),
                }
                for task in tasks
            ],
            "milestones": [
                {"label": "Likely go-live", "at": plan.ends(plan.network.goal).isoformat()}
            ],
        },
    )
