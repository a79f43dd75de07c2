"""Each key of a client file changes something: the seasons, or a page. If it does not, it goes."""

import json
from datetime import date, timedelta
from functools import cache
from itertools import chain, product
from typing import get_args

import pytest
from pydantic import BaseModel

from playbook.clients.load import load_client
from playbook.documents import business, charter, method, onboarding, pitch
from playbook.engagement.engagement import Engagement, Known
from playbook.words.language import speaking
from sim.client.catalogue import standard_approvers
from sim.client.regimes import regimes_of
from sim.client.schema import ClientFile
from sim.luck.draw import draw_season
from sim.model.replay import replay
from sim.places import data_dir
from sim.results.outcomes import Played, outcomes_of

COMPANY_A = "data/clients/company_a.toml"

OWN = {
    "id": "live_slot",
    "name": "Live slot",
    "name_zh": "直播间坑位",
    "rate_per_month": 30.0,
    "window_h": [6.0, 20.0],
    "cost_cny": [5000.0, 12000.0],
    "visitors": [4000.0, 12000.0],
    "conversion_share": 0.02,
    "order_value_factor": 0.9,
    "margin_lost_share": 0.1,
    "commission_share": 0.05,
    "asks": ["budget", "gift"],
    "out_of_scope_share": 0.1,
    "event_days": 2,
    "repeat_factor": 0.8,
}
CLASSES = [
    {"up_to_cny": 3000.0, "roles": ["ecom_manager"]},
    {"up_to_cny": 1e6, "roles": ["ecom_manager", "gm"]},
]
SITUATION = {
    "season.months": 2,
    "season.switch_on": date(2010, 9, 10),
    "offers.feedback": True,
    "offers.own": [OWN],
    "offers.cost_factor": 0.4,
    "chain.classes": CLASSES,
    "chain.contention": True,
    **{f"chain.approvers.{role}.other_items_per_day": 2.0 for role in standard_approvers("2010")},
    "chain.time_out_h": 30.0,
    "chain.on_time_out": "escalate",
    "chain.reminders": 2,
    "agency.deputy": False,
    "agency.absence_share": 0.1,
    "agency.self_interest": 0.9,
    "agency.splits_share": 0.5,
    "agency.files_late_share": 0.5,
    "charter.quota_cny": 9000.0,
    "charter.alone_cny": 3000.0,
    "charter.month_quota_cny": 9000.0,
    "charter.stop_loss_cny": 300.0,
    "charter.deviations_allowed": 1,
    "supply.api_from": date(2010, 9, 10),
    "supply.opening_stock_orders": 3000,
    "supply.parcels_per_day": 40,
    "supply.chats_per_day": 60,
}
"""Two months in which everything is scarce, so that each rule has something to bite on."""

PLANNED = {"season.months": 4, "chain.time_out_h": 1000.0, "chain.hurdle_share": 0.0}
"""A plan that the chain approves, and campaigns that pass its reviewers."""

WITH = {
    "offers.rival_in_hours": {"offers.window_factor": 3.0},
    "charter.stop_loss_cny": {
        "agency.compliance_share": 1.0,
        "agency.files_late_share": 0.0,
        "agency.report_bias": 3.0,
        "agency.splits_share": 0.0,
        "charter.alone_cny": 1e5,
        "charter.deviations_allowed": 99,
        "charter.month_quota_cny": 1e6,
        "charter.quota_cny": 1e5,
        "charter.report_tolerance": 50.0,
    },
    "charter.report_tolerance": {
        "agency.splits_share": 0.0,
        "agency.files_late_share": 0.0,
        "agency.compliance_share": 1.0,
        "charter.audit_share": 1.0,
        "charter.quota_cny": 1e5,
        "charter.month_quota_cny": 1e6,
        "charter.stop_loss_cny": 1e9,
    },
    "chain.reminders": {"chain.remind_after_h": 0.5, "chain.reminder_shortens_share": 0.9},
    "charter.aggregation_h": {"charter.quota_cny": 5000.0, "charter.month_quota_cny": 1e6},
    "charter.breach_paid_by_agency": {
        "agency.splits_share": 1.0,
        "charter.aggregation_h": 0.0,
        "charter.audit_share": 1.0,
        "charter.deviations_allowed": 99,
        "charter.month_quota_cny": 1e6,
        "charter.quota_cny": 3000.0,
        "charter.stop_loss_cny": 1e9,
    },
    "charter.lapse_days": {"season.months": 3, "plan.filed_days": 1},
    "plan.coverage_share": PLANNED,
    "plan.filed_days": {
        "season.months": 4,
        "plan.coverage_share": 1.0,
        "chain.time_out_h": 1000.0,
        "chain.approvers.gm.attention_scale_h": 200.0,
    },
    "plan.reserve_share": PLANNED | {"plan.coverage_share": 1.0},
    "plan.rolling": PLANNED
    | {
        "plan.coverage_share": 1.0,
        "plan.quarter_budget_cny": 90_000.0,
        "offers.conversion_factor": 2.0,
    },
    "plan.confirm_h": PLANNED,
    "plan.confirm_sigma": PLANNED,
}
"""What else must hold for a key to matter."""

TO = {
    "agency.splits_share": 0.0,
    "agency.duty_hours": "12:00-14:00",
    "agency.hurdle_cny": 900.0,
    "chain.attention": "total",
    "chain.dropped": ["gm"],
    "chain.on_time_out": "reject",
    "chain.reminders": 9,
    "chain.rework_rounds": 0,
    "chain.approvers.reject_share": 0.9,
    "chain.approvers.return_share_later": 0.9,
    "chain.approvers.sign": "all",
    "chain.approvers.looks": ["10:00", "16:00"],
    "chain.approvers.people": 2,
    "charter.aggregation_h": 0.0,
    "charter.audit_above_share": 0.05,
    "charter.audit_share": 0.9,
    "charter.deviations_allowed": 9,
    "charter.director_hours": "12:00-14:00",
    "charter.gift_share": 0.001,
    "charter.instruments": ["budget"],
    "charter.kinds_excluded": ["home_focus"],
    "charter.lapse_days": 0,
    "charter.month_quota_cny": 4000.0,
    "charter.quarter_budget_share": 0.01,
    "charter.revoked_on": date(2010, 8, 20),
    "charter.stop_loss_cny": 1e9,
    "charter.valid_from": date(2010, 8, 20),
    "charter.valid_until": date(2010, 8, 20),
    "client.category": "appliance",
    "client.era": "today",
    "offers.kinds": ["home_focus"],
    "offers.own.asks": ["inventory", "price"],
    "offers.own.id": "other_slot",
    "offers.numbers.out_of_scope_share": 0.95,
    "offers.numbers.window_spread": 9.0,
    "office.days": ["mon", "tue", "wed"],
    "office.holidays": "none",
    "office.hours": ["10:00-16:00"],
    "plan.coverage_share": 0.0,
    "plan.filed_days": 1,
    "plan.reserve_share": 1.0,
    "plan.quarter_budget_cny": 9000.0,
    "season.start": date(2010, 9, 1),
    "season.switch_on": date(2010, 9, 20),
    "store.growth_months": 0.5,
    "supply.api_from": date(2010, 8, 20),
}
"""Values of keys that the rule for another value does not give."""

SECTIONS = ("agency", "chain", "charter", "offers", "office", "plan", "season", "store", "supply")
SIMULATED = {
    "choice.audit_min",
    "choice.dual_work_min",
    "choice.filing_min",
    "choice.widest_factor",
    "client.category",
    "client.era",
}
"""Keys of other sections that the seasons know."""

ON_PAGES = {
    "offers.own.name",
    "offers.own.name_zh",
    "store.discount_rate_share",
    "store.gift_not_discount",
    "store.same_price",
    "store.shops",
}
"""Keys of these sections that the seasons do not know; pages do."""


def keys_of(model, path=""):
    """Give the path of every key below a section of the schema, and its type."""
    for name, field in model.model_fields.items():
        kinds = chain(*([kind, *get_args(kind)] for kind in (*get_args(field.annotation),)))
        parts = [
            kind
            for kind in (field.annotation, *kinds)
            if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        if parts:
            yield from keys_of(parts[0], f"{path}{name}.")
        else:
            yield f"{path}{name}"


ALL = tuple(keys_of(ClientFile))
TEXTS = tuple(key for key in ALL if key.startswith("contacts."))
IN_SEASONS = tuple(
    key
    for key in ALL
    if (key.partition(".")[0] in SECTIONS or key in SIMULATED) and key not in ON_PAGES
)


def toml(value):
    """Write a value as TOML does."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


@cache
def client_with(stated):
    """Return Company A with settings, given as (path, TOML) pairs."""
    return load_client(COMPANY_A, [f"{path}={text}" for path, text in stated])


def stated(settings):
    return tuple((path, toml(value)) for path, value in settings.items())


def another(key, value):
    """Return another legal value of a key."""
    if key in TO:
        return TO[key]
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, tuple | list):
        return [another("", each) for each in value]
    if isinstance(value, date):
        return value + timedelta(days=20)
    if isinstance(value, int):
        return value + 3 if value < 10 else 2 * value
    return 0.6 * value if value else 0.3


def changed(key):
    """Return the settings of the situation, and the same with one key changed."""
    base = {**SITUATION, **WITH.get(key, {})}
    client = client_with(stated(base))
    section, _, rest = key.partition(".")
    if key.startswith("offers.own."):
        name = key.removeprefix("offers.own.")
        return base, base | {"offers.own": [{**OWN, name: another(key, OWN[name])}]}
    if key.startswith("offers.numbers."):
        name = key.removeprefix("offers.numbers.")
        kind = {"commission_share": "affiliate_burst", "trial_pack_cny": "free_trial"}.get(
            name, "channel_theme"
        )
        value = another(key, getattr(client.file.offers.numbers[kind], name))
        return base, base | {f"offers.numbers.{kind}.{name}": value}
    if key.startswith("chain.classes."):
        first = {"up_to_cny": 9000.0} if key.endswith("up_to_cny") else {"roles": ["gm"]}
        return base, base | {"chain.classes": [{**CLASSES[0], **first}, CLASSES[1]]}
    if key.startswith("chain.approvers."):
        name = key.removeprefix("chain.approvers.")
        role = "gm" if name == "return_share_later" else "ecom_manager"
        value = another(key, getattr(client.file.chain.approvers[role], name))
        return base, base | {f"chain.approvers.{role}.{name}": value}
    value = getattr(getattr(client.file, section), rest)
    return base, base | {key: another(key, value)}


@cache
def played(settings, regime, nth):
    """Return what a season leaves under a regime: its offers, its days and its outcomes."""
    client = client_with(settings)
    known = regimes_of(client.file, client.scenario)
    ledger = replay(season_of(settings, nth), known[regime], regime)
    offers = [
        (entry.fate, entry.answered_at, entry.exposure, entry.deal_value, entry.decision)
        for entry in ledger.entries
    ]
    outcomes = outcomes_of(Played(scenario=client.scenario, ledger=ledger))
    return offers, ledger.days, ledger.suspensions, ledger.waits, outcomes


@cache
def season_of(settings, nth):
    return draw_season(client_with(settings).scenario, 1, nth)


@pytest.mark.parametrize("key", IN_SEASONS)
def test_the_seasons_change_with(key):
    """The first season of a few in which it matters under any regime."""
    before, after = map(stated, changed(key))
    regimes = ("plan_green", "case", "oa_urged", "delegated", "oa", "wide_green", "plan")
    assert any(
        played(before, regime, nth) != played(after, regime, nth)
        for nth, regime in product(range(6), regimes)
    )


PAGES = {
    "choice": (method.how,),
    "client": (onboarding.cover,),
    "contacts": (onboarding.team, onboarding.client_inputs, onboarding.decisions),
    "offers": (charter.charter,),
    "partners": (business.partner_fit, method.bases, method.sources),
    "project": (onboarding.schedule,),
    "range": (onboarding.product_range, method.bases),
    "readiness": (business.client_readiness,),
    "reported": (method.back_test, method.fits),
    "store": (pitch.situation, onboarding.product_range, onboarding.papers, business.options),
    "targets": (onboarding.store_operations,),
    "warehouse": (onboarding.logistics, onboarding.erp_bridge),
}
"""The pages on which the keys of a section are seen that the seasons do not know."""

ON_PAPER = {
    "client.as_of": date(2010, 5, 21),
    "partners.basis": "SOURCED",
    "partners.file": "other_partners.csv",
    "project.start_date": date(2010, 6, 8),
    "project.go_live": date(2010, 8, 30),
    "project.task_days": {"PF7": [20.0, 30.0, 40.0]},
    "range.basis": "SOURCED",
    "range.skus": "other_skus.csv",
    "reported.fits": "company_a_fits.toml",
    "warehouse.clerks": 0,
    "warehouse.collected_per_day": 40,
    "warehouse.free_m2": 5.0,
    "warehouse.lines_per_order": 9.0,
}
"""Values that are seen on a page; any other text becomes "Elsewhere"."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder with Company A's file, and shorter lists of SKUs and partners beside it."""
    place = tmp_path_factory.mktemp("client")
    for path in (data_dir() / "clients").glob("company_a*"):
        (place / path.name).write_bytes(path.read_bytes())
    fits = data_dir() / "case" / "company_a_fits.toml"
    (place / fits.name).write_bytes(fits.read_bytes())
    for name in ("skus", "partners"):
        lines = (place / f"company_a_{name}.csv").read_text(encoding="utf-8").splitlines()
        last = lines[-1].partition(",")[0]
        text = "\n".join(line for line in lines if line.partition(",")[0] != last) + "\n"
        (place / f"other_{name}.csv").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def as_it_is(folder):
    """Give the engagement of the unchanged file."""
    return onboarding.engagement(str(folder / "company_a.toml"), replications=2, samples=100)


@pytest.fixture(scope="module")
def seen(folder, as_it_is):
    """Give a page's blocks of the file with settings; what the seasons gave is handed to it."""
    given = ("comparison", "recommendation", "outlook", "latency")

    @cache
    def engaged(settings):
        told = [f"{path}={text}" for path, text in settings]
        client = load_client(folder / "company_a.toml", told)
        known = Known(**{name: getattr(as_it_is, name) for name in given})
        return Engagement(
            client=client, method=as_it_is.method, known=known, answered=as_it_is.answered
        )

    @cache
    def blocks(settings, page, language):
        with speaking(language):
            return [block.to_dict() for block in page(engaged(settings))]

    return blocks


def on_paper(key, now):
    """Return another value of a key, one that a page shows."""
    if key in ON_PAPER:
        return ON_PAPER[key]
    return "Elsewhere" if isinstance(now, str) or key in TEXTS else another(key, now)


@pytest.mark.parametrize("key", [key for key in ALL if key not in IN_SEASONS])
def test_a_page_changes_with(key, as_it_is, seen):
    section, _, rest = key.partition(".")
    if section == "offers":
        before = {"offers.own": [OWN], "charter.kinds_excluded": [OWN["id"]]}
        after = before | {"offers.own": [{**OWN, rest.removeprefix("own."): "Elsewhere"}]}
    elif section == "readiness":
        before = {each: 2 for each in ALL if each.startswith("readiness.")}
        after = before | {key: 4}
    else:
        now = getattr(getattr(as_it_is.client.file, section), rest)
        before, after = {}, {key: on_paper(key, now)}
    ours, theirs = stated(before), stated(after)
    places = product(("en", "zh"), PAGES[section])
    assert any(seen(ours, page, tongue) != seen(theirs, page, tongue) for tongue, page in places)
