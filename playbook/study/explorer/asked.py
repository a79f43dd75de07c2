"""Where the levers of a what-if question put the dials of the page."""

from __future__ import annotations

from urllib.parse import urlencode

from playbook.study.explorer.dials import ALL_INSIDE, DROPPED, KINDS, REGIME, SPEED
from playbook.study.levers import Levers
from sim.client.load import Client


def address_of(levers: Levers, client: Client) -> str:
    """Return the levers as the part of the page's address behind its #.

    The page says itself what it has no dial for, such as several kinds outside the charter, and
    goes to the nearest stop with what lies between two.

    >>> from playbook.clients.load import load_client
    >>> client = load_client("data/clients/company_a.toml")
    >>> address_of(Levers(regime="green", dropped_signatures="cfo, gm"), client)
    'regime=green&approvers.dropped=cfo%2Cgm&approvers.speed=1&offers.window_factor=1'
    """
    dropped = {word.strip() for word in levers.dropped_signatures.split(",")}
    asked: dict[str, str | float | None] = {
        "charter.quota_cny": levers.quota_per_decision_cny,
        "charter.month_quota_cny": levers.quota_per_month_cny,
        KINDS: None if levers.kinds_excluded is None else levers.kinds_excluded or ALL_INSIDE,
        DROPPED: ",".join(role for role in client.scenario.chain.approvers if role in dropped),
        SPEED: levers.approver_speed,
        "agency.self_interest": levers.self_interest,
        "offers.window_factor": client.file.offers.window_factor * levers.window_length,
    }
    moved = {key: value for key, value in asked.items() if value not in (None, "")}
    told = {REGIME: levers.regime} | {
        key: f"{value:g}" if isinstance(value, float) else value for key, value in moved.items()
    }
    return urlencode(told)
