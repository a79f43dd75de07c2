"""Small worlds that can be computed by hand: one kind, one chain, no noise, round numbers.

An order is worth 100 CNY and leaves 25 CNY (margin 50 %, commissions 15 %, a parcel of 10 CNY);
the standard offer costs 1,000 CNY and brings 1,000 visitors of whom 100 order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import simpy
from scipy import stats

from sim.client.files import tree_in_toml
from sim.client.load import Client, client_of
from sim.model.chain import Attendance, Chasing, OaChain
from sim.model.charter import Charter
from sim.model.clock import ALWAYS, Clock, weekly_clock
from sim.model.ledger import Day, Decision, Entry, Fate, Ledger
from sim.model.offers import FOLLOW_ON_DAYS, Offer, Request, SigningLuck
from sim.model.quarterly_plan import QuarterlyPlan
from sim.model.regimes import Regime
from sim.model.replay import replay
from sim.model.scenario import (
    Agency,
    Approver,
    Arrivals,
    Chain,
    Demand,
    Economics,
    Governance,
    Kind,
    Law,
    Scenario,
    Signatures,
    Supply,
)
from sim.model.season import Season
from sim.model.units import DAY, HOUR, MINUTE, NEVER, SECOND, fen, hours
from sim.results.outcomes import Played

MONDAY = date(2024, 1, 1)
MORNING_AND_AFTERNOON = ((9 * HOUR, 12 * HOUR), (13 * HOUR, 18 * HOUR))
WORKDAYS = frozenset(day for day in range(-140, 1000) if day % 7 < 5)
OFFICE = weekly_clock(MORNING_AND_AFTERNOON, -140, 1140, WORKDAYS.__contains__)
EXPECTED = 0.5
"""The luck under which a whole expected number of orders is the number that comes (the median)."""
DUTY = weekly_clock(((9 * HOUR, 22 * HOUR),), -140, 1140, lambda day: True)


def at(text: str) -> int:
    """Return a moment such as ``2024-01-02 10:30`` in microseconds since Monday 2024-01-01."""
    midnight = datetime(MONDAY.year, MONDAY.month, MONDAY.day)
    return round((datetime.fromisoformat(text) - midnight).total_seconds()) * SECOND


def luck(
    attention_h: float = 0.0, handling_min: float = 0.0, rejects: float = 1.0, returns: float = 1.0
) -> SigningLuck:
    """Return one person's luck; without more he neither rejects nor returns."""
    return SigningLuck(hours(attention_h), round(handling_min * MINUTE), rejects, returns)


def approver(role: str = "head", **changes: object) -> Approver:
    """Return somebody in office hours who never rejects and never returns."""
    plain = Approver(
        role=role, clock=OFFICE, late_clock=OFFICE, attention=Law(), handling=Law(), people=1
    )
    return replace(plain, **changes)


def chain(*approvers: Approver, **changes: object) -> Chain:
    """Return a chain in which all the approvers sign every amount, in order."""
    signing = approvers or (approver(),)
    roles = tuple(person.role for person in signing)
    plain = Chain(
        approvers={person.role: person for person in signing},
        classes=(Signatures(above=0, up_to=1 << 60, roles=roles),),
        rounds=0,
        hurdle=0.0,
    )
    return replace(plain, **changes)


def request(
    signings: dict[str, Sequence[Sequence[SigningLuck]] | SigningLuck],
    filed_at: int = 0,
    number: int = 0,
    amount: int = fen(1000),
    resubmissions: Sequence[int] = (0, 0, 0, 0),
) -> Request:
    """Return a request; one ``SigningLuck`` for a role stands for its first round and person."""
    return Request(
        number=number,
        filed_at=filed_at,
        amount=amount,
        budgeted=False,
        luck={
            role: ((own,),) if isinstance(own, SigningLuck) else tuple(map(tuple, own))
            for role, own in signings.items()
        },
        resubmissions=tuple(resubmissions),
    )


@dataclass(frozen=True, kw_only=True)
class Walked:
    """Hold what became of one request: yes or no, when, and the story."""

    yes: bool
    answered_at: int
    decision: Decision
    chain: OaChain


def walk(
    chain_: Chain,
    requests: Iterable[Request],
    attendance: Attendance | None = None,
    chasing: Chasing | None = None,
    screen: Callable[[str], str] = lambda role: "",
    other_work: dict[str, tuple[tuple[int, int], ...]] | None = None,
) -> list[Walked]:
    """Carry requests through a chain and return what became of each, in the order given."""
    env = simpy.Environment(initial_time=-140 * DAY)
    desks = OaChain(env, chain_, attendance or Attendance(away={}, looks={}))
    found: dict[int, Walked] = {}

    def go(place: int, asked: Request):
        yield env.timeout(asked.filed_at - env.now)
        decision = Decision()
        yes = yield from desks.walk(asked, chasing or Chasing(), decision, screen)
        found[place] = Walked(yes=yes, answered_at=env.now, decision=decision, chain=desks)

    for role, items in (other_work or {}).items():
        desks.other_work(role, items)
    for place, asked in enumerate(requests):
        env.process(go(place, asked))
    env.run()
    return [found[place] for place in sorted(found)]


def client_in(path: str | Path, settings: Sequence[str] = ()) -> Client:
    """Return the client of a TOML file with settings applied."""
    return client_of(tree_in_toml(path), settings)


def kind(**changes: object) -> Kind:
    """Return a kind of ad-hoc offer that asks for money only."""
    plain = Kind(
        id="slot",
        planned=False,
        rate_per_month=30.0,
        window_h=(8.0, 8.0),
        cost_cny=(1000.0, 1000.0),
        visitors=(1000.0, 1000.0),
        conversion=0.1,
        order_value_factor=1.0,
        margin_lost=0.0,
        asks=frozenset({"budget"}),
        out_of_scope=0.0,
        event_days=1,
        repeat_factor=1.0,
        trial_pack=0,
    )
    return replace(plain, **changes)


def scenario(chain_: Chain | None = None, **changes: object) -> Scenario:
    """Return a world of January 2024: no organic visits, no repeats, no noise, ample stock."""
    plain = Scenario(
        client="Test",
        start=MONDAY,
        days=31,
        earliest=-140,
        kinds={"slot": kind()},
        campaigns=(),
        arrivals=Arrivals(weekday=(1.0,) * 7, hour=(1.0,) * 24),
        chain=chain_ or chain(),
        agency=AGENCY,
        economics=ECONOMICS,
        governance=GOVERNANCE,
        demand=DEMAND,
        supply=SUPPLY,
        price_red_line=True,
        rival_factor=2.0,
        rivals=True,
        rival_in_hours=False,
        cost_visitors_correlation=0.6,
        conversion_sigma=0.0,
        plan_filed_days=15,
        plan_amount=fen(100_000),
        workdays=WORKDAYS,
    )
    return replace(plain, **changes)


AGENCY = Agency(
    forecast_sigma=0.0,
    reviewer_sigma=0.0,
    self_interest=0.0,
    hurdle=0,
    commission=0.10,
    monthly_fee=0,
    monthly_cost=0,
    think=Law(),
    duty=DUTY,
    deputy=True,
    absence=0.0,
    compliance=0.7,
    report_bias=0.0,
    splits=0.0,
    files_late=0.0,
    dual_think=Law(),
    director_duty=DUTY,
    confirm=Law(),
    confirm_duty=OFFICE,
)
ECONOMICS = Economics(
    order_value=fen(100),
    margin=0.5,
    platform_commission=0.05,
    parcel=fen(10),
    returns=0.0,
    return_parcel=0,
    brand_damage=0.25,
    client_team_month=0,
)
GOVERNANCE = Governance(
    approver_hour=fen(100),
    agency_hour=0,
    standby=0.0,
    interruption_h=0.0,
    dual_h=0.0,
    audit_h=0.0,
    filing_h=0.0,
    plan_h=0.0,
)
DEMAND = Demand(
    organic_per_day=0.0,
    growth_per_month=0.0,
    growth_months=0.0,
    season_index=(1.0,) * 12,
    noise_sigma=0.0,
    conversion=0.1,
    returning_conversion=0.1,
    repeat=0.0,
    repeat_delay_days=Law(family="weibull", scale=60.0, shape=1.5),
    trial_follow_on=0.0,
    trial_orders=0.0,
    review_uplift=0.0,
    review_uplift_cap=0.0,
    review_days=0,
    shops_month=0,
    shops_noise=0.0,
    trial_packs_month=0.0,
    trial_pack_cost=0,
    special_packs=0,
    special_pack_every_days=28,
    special_pack_price=fen(39),
    special_pack_contribution=fen(7),
    special_pack_repeat=0.0,
    cannibalised=0.0,
    overlap=0.0,
    price_memory=0.0,
    price_memory_days=0,
)
SUPPLY = Supply(
    opening_stock=100_000,
    lead_days=21,
    review_days=7,
    cover_days=0,
    api_from=0,
    syncs_per_day=2,
    keying_minutes=0.0,
    keying_error=0.0,
    clerk_hour=0,
    error_cost=0,
    oversell_cost=0,
    penalty=0.0,
    parcels_per_day=100_000,
    late_repeat_loss=0.0,
    chat_share=0.0,
    chats_per_day=100,
    unserved_loss=0.0,
)


def offer(number: int = 0, offered: str = "2024-01-02 10:00", **changes: object) -> Offer:
    """Return an offer of Tuesday, 2 January: 8 hours' window, no rival, thought over at once.

    Its request finds ``head`` willing and at once; give ``request`` for another chain.
    """
    offered_at = int(changes.pop("offered_at", at(offered)))  # type: ignore[call-overload]
    window = hours(float(changes.pop("window_h", 8.0)))  # type: ignore[arg-type]
    visitors = changes.pop("visitors", 1000)
    own = changes.get("kind", kind())
    closes_at = offered_at + window
    plain = {
        "number": number,
        "kind": own,
        "campaign": "",
        "offered_at": offered_at,
        "closes_at": closes_at,
        "rival_at": NEVER,
        "cash_cost": fen(1000),
        "visitors": visitors,
        "seen_by_agency": visitors,
        "seen_by_reviewers": visitors,
        "out_of_scope": False,
        "conversion": 1.0,
        "event_day": closes_at // DAY,
        "event_days": own.event_days,
        "request": request({"head": luck()}, offered_at, number),
        "think": 0,
        "dual_think": 0,
        "confirm": 0,
        "u_foreseen": 0.0,
        "u_appears": 0.0,
        "u_complies": 0.0,
        "u_splits": 1.0,
        "u_files_late": 1.0,
        "u_audited": 1.0,
        "u_orders": (EXPECTED,) * 31,
        "u_repeat": 0.0,
    }
    return Offer(**(plain | changes))


def season(world: Scenario, *offers: Offer, **changes: object) -> Season:
    """Return a tape with these offers and nothing else on it."""
    plain = Season(
        scenario=world,
        seed=0,
        replication=0,
        offers=tuple(sorted(offers, key=lambda each: (each.offered_at, each.number))),
        plan_requests=(),
        attendance=Attendance(away={}, looks={}),
        agency_away=frozenset(),
        other_work={},
        organic_visits=(0,) * (world.days + FOLLOW_ON_DAYS),
        shops_sales=(0,) * world.days,
        u_organic=(EXPECTED,) * (world.days + FOLLOW_ON_DAYS),
        u_repeat=(0.0,) * (world.days + FOLLOW_ON_DAYS),
    )
    return replace(plain, **changes)


def play(regime: Regime, *offers: Offer, world: Scenario | None = None) -> Ledger:
    """Return the ledger of a few offers under a regime."""
    return replay(season(world or scenario(), *offers), regime, "test")


def entry(
    number: int = 0,
    fate: Fate = Fate.CAPTURED,
    answered: str | None = "2024-01-02 11:00",
    **changes: object,
) -> Entry:
    """Return what became of an offer: captured through the chain an hour after it was made."""
    plain: dict[str, object] = {
        "offer": offer(number),
        "filed": fate is not Fate.DECLINED,
        "decision": Decision(route=str(changes.pop("route", "oa")), yes=fate is Fate.CAPTURED),
        "fate": fate,
        "answered_at": at(answered) if answered else None,
    }
    return Entry(**(plain | changes))  # type: ignore[arg-type]


def day(number: int, **changes: object) -> Day:
    """Return a day on which nothing else happened than the changes."""
    nothing = dict.fromkeys(Day.__dataclass_fields__, 0) | {"keying_hours": 0.0}
    return Day(**(nothing | {"day": number} | changes))  # type: ignore[arg-type]


def played(
    entries: Iterable[Entry] = (),
    days: list[Day] | None = None,
    world: Scenario | None = None,
    **ledger: object,
) -> Played:
    """Return a season of 60 days that was played, with what its ledger holds."""
    world = world or scenario(days=60)
    days = [day(number) for number in range(world.days)] if days is None else days
    return Played(
        scenario=world,
        ledger=Ledger(regime="test", entries=list(entries), days=days, **ledger),  # type: ignore[arg-type]
    )


def charter(**changes: object) -> Charter:
    """Return a charter in which no clause binds; each test makes one bite."""
    plain = Charter(
        quota=fen(1_000_000),
        alone_limit=fen(1_000_000),
        month_quota=fen(1_000_000),
        quarter_quota=fen(1_000_000),
        aggregation=0,
        kinds_excluded=frozenset(),
        instruments=frozenset({"budget", "gift", "price", "inventory", "brand"}),
        stock_share=None,
        hurdle=None,
        stop_loss=None,
        audit_share=0.0,
        audit_above=1 << 60,
        deviations_allowed=2,
        breach_paid_by_agency=True,
    )
    return replace(plain, **changes)


def plan(**changes: object) -> QuarterlyPlan:
    """Return a plan that foresees everything and has ample money."""
    return replace(
        QuarterlyPlan(coverage=1.0, month_envelope=fen(1_000_000), rolling=True), **changes
    )


def round_the_clock(role: str, **changes: object) -> Approver:
    """Return somebody at work day and night, with a desk at which requests queue."""
    return approver(role, clock=ALWAYS, late_clock=ALWAYS, **({"queued": True} | changes))


def theory_holds(theory: float, means: Sequence[float], wrong: float = 0.08) -> None:
    """Assert that theory lies inside the 99.99 % interval of independent replications' means.

    The interval must be able to fail: a theory too high or too low by ``wrong`` lies outside.
    """
    mean, error = float(np.mean(means)), float(stats.sem(means))
    reach = float(stats.t.ppf(0.99995, len(means) - 1)) * error
    said = f"{mean:.4f} +- {reach:.4f} against {theory:.4f}"
    assert abs(mean - theory) < reach, said
    assert abs(mean - theory * (1 + wrong)) > reach, f"{said}: the interval is too wide"
    assert abs(mean - theory * (1 - wrong)) > reach, f"{said}: the interval is too wide"


def controlled(means: Sequence[float], luck_of_runs: Sequence[Sequence[float]]) -> list[float]:
    """Return the means freed from what is known to have been luck (control variates).

    ``luck_of_runs`` has one row a replication: by how much its inputs missed their known means.
    """
    design = np.column_stack([np.ones(len(means)), np.asarray(luck_of_runs)])
    fitted, *_ = np.linalg.lstsq(design, np.asarray(means), rcond=None)
    return list(np.asarray(means) - design[:, 1:] @ fitted[1:])


def clock_of(*spans: tuple[int, int]) -> Clock:
    """Return a clock with these spans, in microseconds."""
    return Clock([begin for begin, _ in spans], [end for _, end in spans])
