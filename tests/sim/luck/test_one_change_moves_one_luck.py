"""Key by key: a changed setting moves the luck that it scales, and no other draw.

Offers are compared in the order in which those of one kind come, as far as both seasons have them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from worlds import client_in

from sim.client.schema import ClientFile, FileSection
from sim.client.world import scenario_of
from sim.luck.draw import draw_season
from sim.model.offers import Offer
from sim.model.season import Season

SECTIONS = ("offers", "chain", "agency", "charter", "plan", "store", "supply", "choice")
KIND, ROLE = "free_trial", "finance"

CHANCES = [name for name in Offer.__slots__ if name.startswith("u_") and name != "u_orders"]

OFFER = {
    "arrival": lambda offer: offer.offered_at,
    "window": lambda offer: offer.closes_at - offer.offered_at,
    "rival": lambda offer: offer.rival_at - offer.offered_at,
    "cost": lambda offer: offer.cash_cost,
    "visitors": lambda offer: offer.visitors,
    "agency's forecast": lambda offer: offer.seen_by_agency,
    "reviewers' forecast": lambda offer: offer.seen_by_reviewers,
    "scope": lambda offer: offer.out_of_scope,
    "conversion": lambda offer: offer.conversion,
    "thinking": lambda offer: offer.think,
    "countersigning": lambda offer: offer.dual_think,
    "confirming": lambda offer: offer.confirm,
    "chances": attrgetter(*CHANCES),
    "orders": lambda offer: offer.u_orders[:1],
    "resubmission": lambda offer: offer.request.resubmissions,
    "attention": lambda offer: [person.attention for person in _signers(offer.request)],
    "handling": lambda offer: [person.handling for person in _signers(offer.request)],
    "verdicts": lambda offer: [(each.rejects, each.returns) for each in _signers(offer.request)],
}
SEASON = {
    "absences": lambda season: season.attendance.away,
    "agency's absences": lambda season: season.agency_away,
    "other work": lambda season: season.other_work,
    "visits": lambda season: season.organic_visits,
    "shops": lambda season: season.shops_sales,
    "buyers": lambda season: (season.u_organic, season.u_repeat),
    "plan's attention": lambda season: [
        person.attention for plan in season.plan_requests for person in _signers(plan.request)
    ],
    "plan's handling": lambda season: [
        person.handling for plan in season.plan_requests for person in _signers(plan.request)
    ],
}

FORECASTS = {"visitors", "agency's forecast", "reviewers' forecast"}
MOVES = {
    "offers.rate_factor": {"arrival"},
    "offers.window_factor": {"window", "rival"},
    "offers.rival_factor": {"rival"},
    "offers.rivals": {"rival"},
    "offers.visitors_factor": FORECASTS,
    "offers.cost_factor": {"cost"},
    "offers.cost_visitors_correlation": FORECASTS,
    "offers.conversion_sigma": {"conversion"},
    "offers.new_store": {"arrival"},
    "offers.numbers.free_trial.rate_per_month": {"arrival"},
    "offers.numbers.free_trial.window_h": {"window", "rival"},
    "offers.numbers.free_trial.window_spread": {"window"},
    "offers.numbers.free_trial.cost_cny": {"cost"},
    "offers.numbers.free_trial.cost_spread": {"cost"},
    "offers.numbers.free_trial.visitors": FORECASTS,
    "offers.numbers.free_trial.visitors_spread": FORECASTS,
    "chain.attention_factor": {"attention", "plan's attention"},
    "chain.contention": {"other work"},
    "chain.resubmission_h": {"resubmission"},
    "chain.resubmission_sigma": {"resubmission"},
    "chain.approvers.finance.attention_scale_h": {"attention", "plan's attention"},
    "chain.approvers.finance.attention_shape": {"attention", "plan's attention"},
    "chain.approvers.finance.handling_min": {"handling", "plan's handling"},
    "chain.approvers.finance.handling_cv": {"handling", "plan's handling"},
    "chain.approvers.finance.absence_share": {"absences"},
    "agency.absence_share": {"agency's absences"},
    "agency.forecast_sigma": {"agency's forecast"},
    "agency.reviewer_sigma": {"reviewers' forecast"},
    "agency.think_min": {"thinking"},
    "agency.think_sigma": {"thinking"},
    "charter.dual_think_min": {"countersigning"},
    "charter.dual_think_sigma": {"countersigning"},
    "plan.confirm_h": {"confirming"},
    "plan.confirm_sigma": {"confirming"},
    "store.organic_visits_per_day": {"visits"},
    "store.growth_per_month": {"visits"},
    "store.growth_months": {"visits"},
    "store.visits_noise_sigma": {"visits"},
    "store.shops_sales_month_cny": {"shops"},
    "store.shops_noise_sigma": {"shops"},
}
"""What each setting moves; of those not named here - levers, money, terms - none moves anything."""


def test_a_changed_setting_moves_the_luck_that_it_scales_and_no_other():
    """Every number and switch of the file, of one kind of offer and of one who signs."""
    file = client_in("data/clients/company_a.toml", ["season.months=3"]).file
    was = _drawn(file)
    found = {}
    for key, other in _changed(file):
        now = _drawn(other)
        moved = () if now.offers is was.offers else _moved(_parts(was), _parts(now))
        if moved:
            found[key] = moved
    assert found == MOVES


def _drawn(file: ClientFile) -> Season:
    return draw_season(scenario_of(file), 1, 0)


def _changed(file: ClientFile) -> Iterator[tuple[str, ClientFile]]:
    """Give the file with one setting changed, and that setting's name."""
    for name in SECTIONS:
        for key, section in _changes(getattr(file, name)):
            yield f"{name}.{key}", file.model_copy(update={name: section})
    for name, table, row in (("offers", "numbers", KIND), ("chain", "approvers", ROLE)):
        section = getattr(file, name)
        rows = getattr(section, table)
        for key, own in _changes(rows[row]):
            changed = section.model_copy(update={table: {**rows, row: own}})
            yield f"{name}.{table}.{row}.{key}", file.model_copy(update={name: changed})


def _changes(section: FileSection) -> Iterator[tuple[str, FileSection]]:
    for key, value in section:
        if isinstance(value, int | float):
            yield key, section.model_copy(update={key: _other(value)})


def _other(value: float) -> float:
    """Return another value that the setting may have."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return max(1, value - 1)
    return value * 0.875 if value else 0.25


def _signers(request):
    return [person for luck in map(request.luck.get, (ROLE, "gm")) for (person, *_) in luck]


def _parts(season: Season) -> dict[str, dict[str, list[object]]]:
    """Return the luck of a season by part, that of offers by kind or campaign."""
    sorts: defaultdict[str, list[Offer]] = defaultdict(list)
    for offer in season.offers:
        sorts[offer.campaign or offer.kind.id].append(offer)
    of_offers = {
        name: {sort: [read(offer) for offer in offers] for sort, offers in sorts.items()}
        for name, read in OFFER.items()
    }
    return of_offers | {name: {"": [read(season)]} for name, read in SEASON.items()}


def _moved(one: dict, two: dict) -> set[str]:
    return {
        part
        for part in one
        for sort in one[part].keys() & two[part].keys()
        if any(was != now for was, now in zip(one[part][sort], two[part][sort], strict=False))
    }
