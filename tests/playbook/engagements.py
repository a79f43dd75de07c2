"""Engagements that tests share: simulated ones, and some whose offers are decided as told."""

from dataclasses import replace
from functools import cache

from playbook.clients.load import load_client
from playbook.engagement.engagement import Engagement, Known
from playbook.engagement.opened import engagement
from playbook.engagement.questions import Method
from playbook.study.early import Watched
from playbook.study.recommendation import Outlook
from sim.client.regimes import charter_of
from sim.client.world import scenario_of

EARLY = {
    "capture_rate": Watched(expected=0.2, alarm=0.15),
    "decision_latency": Watched(expected=20.0, alarm=30.0),
}
"""What a test takes as the first months' figures, unless it says otherwise."""

CAPTURED = 0.45
"""The share of the ad-hoc offers within the charter that a test takes as captured."""


@cache
def case(name="company_a"):
    """Return a client's engagement on half a dozen seasons: simulated once, read by many tests."""
    return engagement(f"data/clients/{name}.toml", replications=6)


def outlook(regime="plan_green", **changes):
    """Return how offers are decided; none of them is captured unless a test says so."""
    told = {"captured": {}, "capture_rate": 0.2, "early": EARLY, "sales_cny": 1e6}
    return Outlook(regime=regime, **(told | changes))


def expected(client, regime="plan_green"):
    """Return an outlook in which campaigns come as the plan foresees them, and some offers do."""
    excluded = charter_of(client.file, client.scenario).kinds_excluded
    captured = {
        kind.id: client.file.plan.coverage_share
        if kind.planned
        else (kind.id not in excluded) * (1 - kind.out_of_scope) * CAPTURED
        for kind in client.scenario.kinds.values()
    }
    return outlook(regime, captured=captured)


def client_of(name="company_a", /, *settings, **sections):
    """Return one of the three clients, with some keys or whole sections of its file changed."""
    client = load_client(f"data/clients/{name}.toml", settings)
    return changed(client, **sections) if sections else client


def changed(client, /, **sections):
    """Return a client with changed sections; a dictionary changes some keys of a section."""
    kept = {
        name: getattr(client.file, name).model_copy(update=new) if isinstance(new, dict) else new
        for name, new in sections.items()
    }
    file = client.file.model_copy(update=kept)
    return replace(client, file=file, scenario=scenario_of(file))


@cache
def doubt():
    """Return Company A in a score of worlds with every input in doubt: drawn once."""
    return engagement("data/clients/company_a.toml", replications=4).in_doubt()


def advised(engagement, regime, **changes):
    """Return an engagement whose recommendation is a regime; what was simulated is shared.

    Unless a test says otherwise, the regime is the candidate too, and no fits chose it.
    """
    found = engagement.recommendation
    told = replace(found, **({"regime": regime, "candidate": regime, "instead_of": ""} | changes))
    return replace(engagement, known=replace(engagement.known, recommendation=told))


def engaged(client=None, /, *, decided=None, skus=None, **method):
    """Return an engagement with a client (Company A) and an outlook that is handed in."""
    client = client or client_of()
    known = Known(outlook=decided or expected(client), skus=skus, doubt=doubt())
    return Engagement(client, Method(**({"samples": 100} | method)), known)
