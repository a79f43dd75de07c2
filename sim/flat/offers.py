"""The offers of a season's tape, packed into the two arrays."""

from __future__ import annotations

from sim.flat import places as at
from sim.flat.memory import Memory
from sim.model.offers import Offer, organic_level
from sim.model.scenario import Kind
from sim.model.season import Season


def kinds_of(season: Season) -> list[Kind]:
    """Return the kinds that the season's offers are of, each once."""
    return list(dict.fromkeys(offer.kind for offer in season.offers))


def pack_offers(memory: Memory, season: Season) -> None:
    """Write down every offer with its luck, and make room for what becomes of it."""
    kinds = {kind: number for number, kind in enumerate(kinds_of(season))}
    memory.ints[at.OFFER_COUNT] = len(season.offers)
    orders = [memory.fractional(offer.u_orders) for offer in season.offers]
    levels: dict[int, float] = {}
    memory.whole([], at.OFFERS)
    for offer, luck in zip(season.offers, orders, strict=True):
        memory.whole_row(at.OFFER_WIDTH, _numbers(offer, kinds[offer.kind], luck))
    memory.fractional([], at.X_OFFERS)
    for offer in season.offers:
        day = offer.event_day
        if day not in levels:
            levels[day] = organic_level(season.scenario, day)
        memory.fractional_row(at.X_OFFER_WIDTH, _luck(offer, levels[day]))
    memory.whole(len(season.offers) * at.LEDGER_WIDTH, at.LEDGER)
    memory.fractional(len(season.offers) * at.X_LEDGER_WIDTH, at.X_LEDGER)


def _numbers(offer: Offer, kind: int, order_luck: int) -> dict[int, int]:
    return {
        at.KIND: kind,
        at.CAMPAIGN: int(bool(offer.campaign)),
        at.OFFERED_AT: offer.offered_at,
        at.CLOSES_AT: offer.closes_at,
        at.RIVAL_AT: offer.rival_at,
        at.DIES_AT: offer.dies_at,
        at.CASH_COST: offer.cash_cost,
        at.VISITORS: offer.visitors,
        at.SEEN_BY_AGENCY: offer.seen_by_agency,
        at.SEEN_BY_REVIEWERS: offer.seen_by_reviewers,
        at.OUT_OF_SCOPE: int(offer.out_of_scope),
        at.EVENT_DAY: offer.event_day,
        at.EVENT_DAYS: offer.event_days,
        at.THINK: offer.think,
        at.DUAL_THINK: offer.dual_think,
        at.CONFIRM: offer.confirm,
        at.ORDER_LUCK: order_luck,
    }


def _luck(offer: Offer, level: float) -> dict[int, float]:
    return {
        at.OWN_CONVERSION: offer.conversion,
        at.LEVEL: level,
        at.U_FORESEEN: offer.u_foreseen,
        at.U_APPEARS: offer.u_appears,
        at.U_COMPLIES: offer.u_complies,
        at.U_SPLITS: offer.u_splits,
        at.U_FILES_LATE: offer.u_files_late,
        at.U_AUDITED: offer.u_audited,
        at.U_OFFER_REPEAT: offer.u_repeat,
    }
