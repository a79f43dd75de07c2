"""Where the time of a request went: five causes that share out its whole wait."""

from __future__ import annotations

from collections.abc import Iterable

from sim.model.chain import OaChain
from sim.model.clock import Clock
from sim.model.ledger import Decision, Signing, Waits
from sim.model.units import DAY


def waits_of_signing(signing: Signing, clock: Clock, away: Iterable[int]) -> Waits:
    """Return one signing's wait by cause; ``clock`` is the signer's, absences taken out.

    Each moment has one cause, the first that applies: rework (every wait in a repeated round),
    absence, off duty, contention, attention.
    """
    begin, end = signing.activated_at, signing.decided_at
    if signing.round > 0:
        return Waits(rework=end - begin - signing.handling)
    absence = sum(max(0, min(end, (day + 1) * DAY) - max(begin, day * DAY)) for day in away)
    worked = clock.between(begin, end)
    return Waits(
        absence=absence,
        off_duty=end - begin - absence - worked,
        contention=clock.between(signing.attended_at, signing.started_at),
        attention=clock.between(begin, signing.attended_at)
        + clock.between(signing.started_at, end)
        - signing.handling,
    )


def waits_of_decision(decision: Decision, chain: OaChain) -> Waits:
    """Return a request's whole wait in the OA chain by cause."""
    waits = Waits(rework=sum(again - returned for returned, again in decision.resubmissions))
    for signing in decision.signings:
        waits += waits_of_signing(signing, *clock_and_absence(signing, chain))
    return waits


def clock_and_absence(signing: Signing, chain: OaChain) -> tuple[Clock, frozenset[int]]:
    """Return the clock on which a signing ran, and the days its signer was away in that time."""
    clock = chain.clock(signing.role, deputies=signing.deputies, late=signing.late)
    away = chain.away(signing.role, deputies=signing.deputies)
    days = range(signing.activated_at // DAY, signing.decided_at // DAY + 1)
    return clock, frozenset(day for day in days if day in away)
