"""Everything that can be wrong with a client's files, found before anything is computed."""

from __future__ import annotations

from playbook.clients.load import load_client
from playbook.clients.skus import SkuList, listed_in
from playbook.project.changes import left_out, refuse_slip, slip_of, slipped, with_own_days
from playbook.project.network import standard_network
from playbook.project.plan import refuse_dates
from sim.client.load import Client
from sim.problems import gathered


def checked(path: str, *, slip: str = "") -> tuple[Client, SkuList | None]:
    """Return a client whose files are in order, and its SKU list if it has one.

    Raise ``ProblemError`` with every problem of the file; when it can be read, with every problem
    of what it names: SKU list, task durations, and the tasks of ``slip``.
    """
    client = load_client(path)
    slips = slip_of(slip)
    skus = gathered(
        lambda: listed_in(client),
        lambda: refuse_dates(client.file, path),
        lambda: with_own_days(client.file, path),
        lambda: slipped(standard_network(), slips),
    )
    refuse_slip(slips, left_out(client.file, has_channel=True))
    return client, skus
