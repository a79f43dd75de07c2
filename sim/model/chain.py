"""The OA chain (OA流程): a request goes from desk to desk, in office hours, step by step."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import simpy

from sim.model.clock import Clock, next_look, now, until
from sim.model.ledger import Decision, Signing, Waits
from sim.model.offers import Request, SigningLuck
from sim.model.rules import left_when_chased, reminded
from sim.model.scenario import Approver, Chain
from sim.model.units import DAY

Waiting = Generator[simpy.Event, Any, Signing]
Step = Generator[simpy.Event, Any, tuple[Signing, SigningLuck]]
Screen = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Chasing:
    """Hold how the chain is worked: the policy's levers on it.

    ``attention`` multiplies the time until an approver looks; ``deputies`` stand in for whoever is
    away; ``late`` extends office hours to the late clock; ``dropped`` signatures are not asked.
    ``reminders`` (催办) each shorten what is left of the attention by ``shortens`` after every
    ``remind_after`` microseconds of working time; further ones stop working. What chasing gains in
    attention fades by ``fatigue`` a month of the season.
    """

    attention: float = 1.0
    deputies: bool = False
    late: bool = False
    dropped: frozenset[str] = frozenset()
    reminders: int = 0
    remind_after: int = 0
    shortens: float = 0.0
    fatigue: float = 0.0

    @property
    def presses(self) -> bool:
        """Tell whether approvers are interrupted: called, or reminded."""
        return self.attention < 1.0 or self.reminders > 0

    def chased(self, attention: int, at: int = 0) -> int:
        """Return the attention time that is left of ``attention`` when it is chased at ``at``."""
        left = left_when_chased(attention, at, self.attention, self.fatigue)
        return reminded(left, self.reminders, self.remind_after, self.shortens)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Say when each role is at work this season: day numbers away, and fixed looks.

    ``clocks`` keeps the clocks once made, for all regimes that replay the season.
    """

    away: Mapping[str, frozenset[int]]
    looks: Mapping[str, tuple[int, ...]]
    clocks: dict[tuple[str, bool, bool], Clock] = field(default_factory=dict, compare=False)

    def clock(self, chain: Chain, role: str, *, deputies: bool, late: bool) -> Clock:
        """Return the hours in which somebody signs for ``role``, absences taken out."""
        key = (role, deputies, late)
        if key not in self.clocks:
            approver = chain.approvers[role]
            office = approver.late_clock if late else approver.clock
            self.clocks[key] = office.without(self.days_away(chain, role, deputies=deputies))
        return self.clocks[key]

    def days_away(self, chain: Chain, role: str, *, deputies: bool) -> frozenset[int]:
        """Return the days on which nobody signs for ``role``: a deputy leaves none."""
        covered = deputies or chain.approvers[role].deputy or chain.attention_total
        return frozenset() if covered else self.away.get(role, frozenset())


class OaChain:  # one class: a request's whole way, step by step, is one story
    """Walk requests through the client's approvers, as one season finds them.

    Every person's luck is on the request; nothing is drawn here. What happened is left on the
    decision as ``Signing`` records.
    """

    def __init__(self, env: simpy.Environment, chain: Chain, attendance: Attendance) -> None:
        self.env = env
        self.chain = chain
        self.attendance = attendance
        self._desks = {
            role: simpy.Resource(env, capacity=approver.people)
            for role, approver in chain.approvers.items()
            if approver.queued and approver.sign == "one"
        }

    def other_work(self, role: str, items: Sequence[tuple[int, int]]) -> None:
        """Put other OA work, ``(arrives_at, handling)``, on a role's desk, FIFO with the offers."""
        if role in self._desks:
            for arrives_at, handling in items:
                self.env.process(self._other_item(role, arrives_at, handling))

    def _other_item(
        self, role: str, arrives_at: int, handling: int
    ) -> Generator[simpy.Event, Any, None]:
        clock = self.clock(role, deputies=False, late=False)
        yield until(self.env, arrives_at)
        with self._desks[role].request() as turn:
            yield turn
            yield until(self.env, clock.add(now(self.env), handling))

    def clock(self, role: str, *, deputies: bool, late: bool) -> Clock:
        """Return the hours in which somebody signs for ``role``, absences taken out."""
        return self.attendance.clock(self.chain, role, deputies=deputies, late=late)

    def standby(self, chasing: Chasing, last_day: int) -> int:
        """Return how long people stand by until ``last_day``: evenings, and days for the absent."""
        end = last_day * DAY
        total = 0
        for role in self.chain.approvers.keys() - chasing.dropped:
            usual = self.clock(role, deputies=False, late=False)
            chased = self.clock(role, deputies=chasing.deputies, late=chasing.late)
            total += chased.between(0, end) - usual.between(0, end)
        return total

    def away(self, role: str, *, deputies: bool) -> frozenset[int]:
        """Return the days on which nobody signs for ``role``: a deputy leaves none."""
        return self.attendance.days_away(self.chain, role, deputies=deputies)

    def walk(
        self, request: Request, chasing: Chasing, decision: Decision, screen: Screen
    ) -> Generator[simpy.Event, Any, bool]:
        """Carry one request through the chain and return the answer.

        ``screen(role)`` names the rule under which that role says no, or "" when it has none. The
        judge applies it; where his time is out the next one does, and the last step in any case.
        """
        route = [
            role
            for role in self.chain.route(request.amount, budgeted=request.budgeted)
            if role not in chasing.dropped
        ]
        if not route:
            return True
        judge = next((r for r in route if self.chain.approvers[r].screens), route[-1])
        for round_ in range(self.chain.rounds + 1):
            unjudged = True
            for step, role in enumerate(route):
                signing, luck = yield from self._step(request, role, round_, chasing)
                decision.signings.append(signing)
                last = role == route[-1]
                verdict = self._verdict(luck, signing, first=step == 0, last=last)
                if verdict == "approved" and unjudged and step >= route.index(judge):
                    unjudged = signing.action != "approved" and not last
                    verdict = "" if unjudged else screen(role)
                    signing.action = "rejected" if verdict else signing.action
                if verdict == "returned":
                    break
                if verdict not in ("", "approved"):
                    decision.reason = verdict
                    return False
            else:
                return True
            yield from self._resubmit(request, round_, decision)
        raise AssertionError("the last round returns nothing")  # pragma: no cover

    def _verdict(self, luck: SigningLuck, signing: Signing, *, first: bool, last: bool) -> str:
        """Return what a signing comes to; a default action taken at a time-out stands as it is.

        Nobody stands above the last signature: what would be escalated there is refused.
        """
        if signing.action != "":
            refused = signing.action == "time_out_rejected"
            nobody = last and signing.action == "time_out_escalated"
            return "time_out" if refused or nobody else "approved"
        approver = self.chain.approvers[signing.role]
        may_return = signing.round < self.chain.rounds
        if may_return and luck.returns < (
            approver.returns_first if first else approver.returns_later
        ):
            signing.action = "returned"
            return "returned"
        if luck.rejects < approver.rejects:
            signing.action = "rejected"
            return "reviewer"
        signing.action = "approved"
        return "approved"

    def _resubmit(
        self, request: Request, round_: int, decision: Decision
    ) -> Generator[simpy.Event, Any, None]:
        returned_at = now(self.env)
        clock = self.chain.resubmission_clock
        again_at = clock.add(returned_at, request.resubmissions[round_])
        yield until(self.env, again_at)
        decision.resubmissions.append((returned_at, again_at))

    def _step(self, request: Request, role: str, round_: int, chasing: Chasing) -> Step:
        """Wait until the step is signed: by one, by any or by all of its people.

        Where all must sign the step lasts as long as the slowest, and the least willing decides.
        """
        approver = self.chain.approvers[role]
        people = request.luck[role][round_]
        if approver.sign == "one" or len(people) == 1:
            return (yield from self._sign(people[0], approver, round_, chasing)), people[0]
        signers = {
            self.env.process(self._sign(luck, approver, round_, chasing)): luck for luck in people
        }
        joined = self.env.all_of if approver.sign == "all" else self.env.any_of
        done = yield joined(list(signers))
        signed: list[tuple[Signing, SigningLuck]] = [
            (done[signer], luck) for signer, luck in signers.items() if signer in done
        ]
        slowest, luck = max(signed, key=lambda pair: pair[0].decided_at)
        slowest.others_handling = sum(signing.handling for signing, _ in signed) - slowest.handling
        if approver.sign == "all":
            rejects, returns = min(p.rejects for p in people), min(p.returns for p in people)
            luck = replace(luck, rejects=rejects, returns=returns)
        return slowest, luck

    def _sign(
        self, luck: SigningLuck, approver: Approver, round_: int, chasing: Chasing
    ) -> Waiting:
        """Wait for attention, then for the desk, then for the hand that signs."""
        env, role = self.env, approver.role
        clock = self.clock(role, deputies=chasing.deputies, late=chasing.late)
        signing = Signing(
            role=role,
            round=round_,
            activated_at=now(env),
            attended_at=self._attended_at(approver, clock, luck, chasing),
            started_at=0,
            decided_at=0,
            handling=0 if self.chain.attention_total else luck.handling,
            action="",
            deputies=chasing.deputies,
            late=chasing.late,
            chased=chasing.presses,
        )
        due = None if self.chain.time_out is None else now(env) + self.chain.time_out
        if due is not None and signing.attended_at >= due:
            return (yield from self._time_out(signing, due))
        yield until(env, signing.attended_at)
        desk = self._desks.get(role)
        if desk is None or self.chain.attention_total:
            return (yield from self._handle(signing, clock))
        with desk.request() as turn:
            yield turn if due is None else turn | until(env, due)
            if not turn.triggered and due is not None:
                return (yield from self._time_out(signing, due))
            return (yield from self._handle(signing, clock))

    def _attended_at(
        self, approver: Approver, clock: Clock, luck: SigningLuck, chasing: Chasing
    ) -> int:
        arrived = now(self.env)
        looks = self.attendance.looks.get(approver.role, ())
        if looks and not self.chain.attention_total:
            look = next_look(looks, arrived)
            while look // DAY in self.away(approver.role, deputies=chasing.deputies):
                look = next_look(looks, (look // DAY + 1) * DAY)
            return look
        return clock.add(clock.present(arrived), chasing.chased(luck.attention, arrived))

    def _handle(self, signing: Signing, clock: Clock) -> Waiting:
        signing.started_at = now(self.env)
        signing.decided_at = clock.add(signing.started_at, signing.handling)
        yield until(self.env, signing.decided_at)
        return signing

    def _time_out(self, signing: Signing, due: int) -> Waiting:
        yield until(self.env, due)
        signing.attended_at = min(signing.attended_at, due)
        signing.started_at = signing.decided_at = due
        signing.handling = 0
        signing.action = {
            "approve": "time_out_approved",
            "escalate": "time_out_escalated",
            "reject": "time_out_rejected",
        }[self.chain.on_time_out]
        return signing


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
