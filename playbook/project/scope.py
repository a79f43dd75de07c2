"""Which tasks of the standard network a client needs, and why the others are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playbook.project.changes import acted_by, with_days, without
from playbook.project.network import Network, standard_network
from playbook.words.language import say
from sim.client.schema import ClientFile
from sim.problems import Problem, ProblemError

# Why a task is left out; the page of open points puts it into words.
STORE_EXISTS, LINKED, NO_SHOPS = "store_exists", "linked", "no_shops"
NO_CHANNEL, OUTSIDE = "no_channel", "outside"

CHARTER_TASKS = ("GV5", "GV6")


def is_linked(file: ClientFile) -> bool:
    """Tell whether the interface of store and ERP stands before the first order is sold."""
    return file.supply.api_from <= max(file.project.go_live, file.season.start)


def left_out(file: ClientFile, *, has_channel: bool) -> dict[str, str]:
    """Return the tasks of the standard network that a client does without, with the reason.

    ``has_channel`` says whether the agency is to decide within a charter.
    """
    reasons: dict[str, str] = {}
    if not file.offers.new_store:
        reasons |= dict.fromkeys(("PF1", "PF2", "PF3"), STORE_EXISTS)
    if is_linked(file):
        reasons |= dict.fromkeys(("LG5", "LG7", "LG8", "LG9"), LINKED)
    if not file.store.shops:
        reasons["PD3"] = NO_SHOPS
    if file.warehouse is not None and not file.warehouse.own:
        reasons["LG2"] = OUTSIDE
    if not has_channel:
        reasons |= dict.fromkeys(CHARTER_TASKS, NO_CHANNEL)
    return reasons


def needed(network: Network, reasons: Mapping[str, str]) -> Network:
    """Return the network without what is left out; who is not there has somebody act for it."""
    kept = without(network, reasons)
    if NO_SHOPS in reasons.values():
        return acted_by(kept, "client_sales_lead", "client_ecom_director")
    return kept


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
                rule=say("this client's plan does without the task"),
                remedy=say("The open points of the plan say why"),
            )


def with_own_days(file: ClientFile, where: str) -> Network:
    """Return the standard network with a client's own durations; ``where`` names its file."""
    days = file.project.task_days
    return with_days(standard_network(), days, where=f"{where} [project].task_days")
