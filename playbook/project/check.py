"""Everything that can be wrong with a client's files, found before anything is computed."""

from __future__ import annotations

from playbook.project.facts import PlanFacts, facts_of
from playbook.project.plan import OnboardingPlan, network_of
from playbook.project.slip import slip_of
from sim.client.load import load_client
from sim.problems import gathered


def checked_plan(client: str, *, slip: str = "") -> OnboardingPlan:
    """Return the plan of a client whose files are in order; ``client`` is the file's path.

    Raise ``ProblemError`` with every problem of the file; when it can be read, with every problem
    of what it names: SKU list, task durations, and the tasks of ``slip``.
    """
    file = load_client(client).file
    days = file.project.task_days
    slips = slip_of(slip)

    def facts() -> PlanFacts:
        return facts_of(client)

    found = gathered(
        facts,
        lambda: network_of(days, where=client),
        lambda: network_of({}, where=client).slipped(slips),
    )
    return OnboardingPlan(facts=found, slip=slips).with_known_slip()
