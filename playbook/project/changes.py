"""The plan made a client's own: which tasks and rows it needs, other estimates, a slip."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from playbook.project.network import Network, standard_network
from playbook.project.task import Task, tasks_of
from playbook.study.recommendation import has_charter
from sim.client.schema import ClientFile
from sim.messages import Problem, ProblemError, did_you_mean, gathered, msg
from sim.tables.columns import Row
from sim.tables.read import read_table


def slip_of(text: str) -> Mapping[str, float]:
    """Return the slip of each task named in ``text``; an empty text is no slip.

    >>> slip_of("PF7=5, PF2=2.5"), slip_of("")
    ({'PF7': 5.0, 'PF2': 2.5}, {})
    """
    slip: dict[str, float] = {}
    problems = []
    for part in (part.strip() for part in text.replace(";", ",").split(",")):
        if not part:
            continue
        task_id, _, days = (piece.strip() for piece in part.partition("="))
        try:
            slip[task_id] = slip.get(task_id, 0.0) + float(days)
        except ValueError:
            problems.append(_unreadable(part))
    if problems:
        raise ProblemError(problems)
    return slip


def _unreadable(part: str) -> Problem:
    return Problem(
        where="slip", value=part, rule=msg("must be a task and its working days, such as PF7=5")
    )


# Why a task is left out; the page of open points puts it into words.
STORE_EXISTS, LINKED, NO_SHOPS = "store_exists", "linked", "no_shops"
NO_CHANNEL, OUTSIDE = "no_channel", "outside"

CHARTER_TASKS = ("GV5", "GV6")

CALENDAR = "project/calendar_tasks"
"""The tasks as they are where no quarterly plan is approved: its calendar and budget are made."""


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Hold what a way of deciding has: a charter of the agency, a quarterly plan."""

    has_channel: bool = True
    has_plan: bool = True


def deciding_of(regime: str) -> Deciding:
    """Return what a regime has.

    >>> [deciding_of(name).has_plan for name in ("oa", "plan", "plan_green", "alone_green")]
    [False, True, True, False]
    """
    return Deciding(has_channel=has_charter(regime), has_plan=regime.startswith("plan"))


def is_linked(file: ClientFile) -> bool:
    """Tell whether the interface of store and ERP stands before the first order is sold."""
    return file.supply.api_from <= max(file.project.go_live, file.season.start)


def left_out(file: ClientFile, deciding: Deciding) -> dict[str, str]:
    """Return the tasks of the standard network that a client does without, with the reason."""
    reasons: dict[str, str] = {}
    if not file.offers.new_store:
        reasons |= dict.fromkeys(("PF1", "PF2", "PF3"), STORE_EXISTS)
    if is_linked(file):
        reasons |= dict.fromkeys(("LG5", "LG7", "LG8", "LG9"), LINKED)
    if not file.store.shops:
        reasons["PD3"] = NO_SHOPS
    if file.warehouse is not None and not file.warehouse.own:
        reasons["LG2"] = OUTSIDE
    if not deciding.has_channel:
        reasons |= dict.fromkeys(CHARTER_TASKS, NO_CHANNEL)
    return reasons


def fitting(file: ClientFile, rows: Iterable[Row], deciding: Deciding) -> list[Row]:
    """Return the rows of a table whose ``only_if`` is empty or true of the client.

    ``new_store``: the store opens with the plan; ``shops``: the brand has shops of its own;
    ``keyed``: orders are keyed by hand at first; ``channel``: the agency decides by a charter;
    ``plan``: campaigns are approved in a quarterly plan; ``one_by_one``: each by itself.
    """
    true_of = {
        "new_store": file.offers.new_store,
        "shops": bool(file.store.shops),
        "keyed": not is_linked(file),
        "channel": deciding.has_channel,
        "plan": deciding.has_plan,
        "one_by_one": not deciding.has_plan,
    }
    return [row for row in rows if not row.has("only_if") or true_of[row.text("only_if")]]


def needed(network: Network, reasons: Mapping[str, str], deciding: Deciding) -> Network:
    """Return the network without what is left out; who is not there has somebody act for it.

    Where no quarterly plan is approved, its calendar is made and nobody signs it.
    """
    kept = without(network if deciding.has_plan else with_calendar(network), reasons)
    if NO_SHOPS in reasons.values():
        return acted_by(kept, "client_sales_lead", "client_ecom_director")
    return kept


def with_calendar(network: Network) -> Network:
    """Return the network in which campaigns have a calendar and a budget, but no plan to sign."""
    other = {task.task_id: task for task in tasks_of(read_table(CALENDAR))}
    tasks = tuple(_kept_in_place(task, other.get(task.task_id, task)) for task in network.tasks)
    return replace(network, tasks=tasks)


def _kept_in_place(task: Task, other: Task) -> Task:
    placed = replace(other, predecessors=task.predecessors)
    return placed.with_days(task.days, basis=task.basis)


def refuse_slip(slip: Mapping[str, float], reasons: Mapping[str, str]) -> None:
    """Raise ``ProblemError`` where a task of the slip is left out."""
    problems = tuple(_slips_of_nothing(slip, reasons))
    if problems:
        raise ProblemError(problems)


def _slips_of_nothing(slip: Mapping[str, float], reasons: Mapping[str, str]) -> Iterator[Problem]:
    for task_id in slip:
        if task_id in reasons:
            yield Problem(
                where="slip",
                field=task_id,
                rule=msg("this client's plan does without the task"),
                remedy=msg("The open points of the plan say why"),
            )


def with_own_days(file: ClientFile, where: str) -> Network:
    """Return the standard network with a client's own durations; ``where`` names its file."""
    days = file.project.task_days
    return with_days(standard_network(), days, where=f"{where} [project].task_days")


def with_days(
    network: Network,
    days: Mapping[str, tuple[float, float, float]],
    *,
    where: str,
    basis: str = "CLIENT",
) -> Network:
    """Return the network with some estimates replaced; ``where`` names who gave them."""
    changed = tuple(
        task.with_days(days[task.task_id], basis=basis) if task.task_id in days else task
        for task in network.tasks
    )
    return gathered(
        lambda: replace(network, tasks=changed, where=where),
        lambda: _refuse(_unknown(network, days, where)),
    )


def slipped(network: Network, slip: Mapping[str, float], *, where: str = "slip") -> Network:
    """Return the network in which each task of ``slip`` takes so many working days longer."""
    _refuse([*_unknown(network, slip, where), *_below_nought(slip, where)])
    changed = (_later(task, slip.get(task.task_id, 0.0)) for task in network.tasks)
    return replace(network, tasks=tuple(changed))


def without(network: Network, task_ids: Iterable[str]) -> Network:
    """Return the network without some tasks; what waited for them waits for what they did."""
    gone = frozenset(task_ids)

    def bridged(names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in gone:
                yield from bridged(network[name].predecessors)
            else:
                yield name

    kept = tuple(
        replace(task, predecessors=tuple(dict.fromkeys(bridged(task.predecessors))))
        for task in network.tasks
        if task.task_id not in gone
    )
    return replace(network, tasks=kept)


def acted_by(network: Network, absent: str, stand_in: str) -> Network:
    """Return the network in which another role does what an absent one would do."""
    return replace(network, tasks=tuple(task.acted_by(absent, stand_in) for task in network.tasks))


def goal_waits_for(network: Network, task_id: str) -> Network:
    """Return the network in which the go-live waits for one more task."""
    now = network[network.goal]
    goal = replace(now, predecessors=(*now.predecessors, task_id))
    return replace(network, tasks=tuple(goal if task is now else task for task in network.tasks))


def _later(task: Task, days: float) -> Task:
    if not days:
        return task
    optimistic, most_likely, pessimistic = task.days
    later = (optimistic + days, most_likely + days, pessimistic + days)
    return task.with_days(later, basis=task.basis)


def _unknown(network: Network, named: Iterable[str], where: str) -> Iterator[Problem]:
    for task_id in named:
        if task_id not in network:
            rule, remedy = msg("no such task"), did_you_mean(task_id, network.row)
            yield Problem(where=where, field=task_id, rule=rule, remedy=remedy)


def _below_nought(slip: Mapping[str, float], where: str) -> Iterator[Problem]:
    for task_id, days in slip.items():
        if not (math.isfinite(days) and days >= 0):
            rule = msg("a slip is 0 working days or more")
            yield Problem(where=where, field=task_id, value=days, rule=rule)


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise ProblemError(found)
